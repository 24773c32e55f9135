import './support/environment.ts'
import { describe, expect, it } from 'vitest'
import { handler as work } from '../../functions/customers/work.ts'
import { customers } from '../support/people.ts'
import { aDesk, fault, pass } from './support/desk.ts'
import { call, kindOf } from './support/gateway.ts'
import { JobQueue } from './support/jobs.ts'

const desk = aDesk()
type What = 'importCustomers' | 'importProducts'

async function begin(name: What, body: string, query: Record<string, string> = {}, headers = {}) {
  return call(name, { as: 'manager', body, query, headers: { 'content-type': 'text/csv', ...headers } })
}

/** Imports a file to its end: what became of the lines, and of how many. */
async function run(name: What, file: string, query: Record<string, string> = {}) {
  const { status, body, text } = await begin(name, file, query)
  expect([status, text]).toEqual([202, expect.any(String)])
  await new JobQueue(desk, work).run()
  const job = (await call('getJob', { as: 'manager', id: body.id })).body
  const { items } = (await call('listJobResults', { as: 'manager', id: body.id, query: { limit: '100' } })).body
  return { job, items, lines: items.map(({ line, outcome }: { line: number; outcome: string }) => [line, outcome]) }
}

const names = async () =>
  (await call('listCustomers', { query: { limit: '100' } })).body.items.map(({ name }: { name: string }) => name)

describe('an import of customers', () => {
  const file = 'externalId,name,tier,domains\r\nA,Alpha,vip,alpha.example\r\nB,"Beta, Ltd",,\r\n'

  it('makes what is not there, changes what is, and leaves what is the same', async () => {
    expect((await run('importCustomers', file)).lines).toEqual([
      [2, 'created'],
      [3, 'created'],
    ])
    expect(await names()).toEqual(['Alpha', 'bakery', 'Beta, Ltd', 'foundry'])
    const again = await run('importCustomers', file)
    expect(again.job.counts).toMatchObject({ total: 2, unchanged: 2, created: 0, changed: 0 })
    const { lines } = await run('importCustomers', file.replace('vip', 'premium'))
    expect(lines).toEqual([
      [2, 'changed'],
      [3, 'unchanged'],
    ])
  })

  it('takes a value away where a cell is empty, and leaves it where there is no column', async () => {
    await run('importCustomers', 'externalId,name,notes,language\nA,Alpha,Pays late,en\n')
    await run('importCustomers', 'externalId,name,notes\nA,Alpha,\n')
    const { body } = await call('listCustomers', { query: { name: 'alpha' } })
    expect([body.items[0].notes, body.items[0].language]).toEqual([undefined, 'en'])
  })

  it('says of each line what is wrong with it, and what would be right; the others are done', async () => {
    const { job, items } = await run(
      'importCustomers',
      'externalId,name,tier,domains\nA,Alpha,gold,\nB,,vip,\nC,Gamma,vip,not a domain\nD,Delta\n,Epsilon,vip,\nA,Twice,vip,\nE,Fine,vip,\n',
    )
    expect(job.counts).toMatchObject({ total: 7, done: 7, created: 1, refused: 6 })
    const problems = items.map(({ line, problem }: { line: number; problem?: { errors: { path: string }[] } }) => [
      line,
      problem?.errors[0]?.path,
    ])
    expect(problems).toEqual([
      [2, 'tier'],
      [3, 'name'],
      [4, 'domains.0'],
      [5, ''],
      [6, 'externalId'],
      [7, 'externalId'],
      [8, undefined],
    ])
    expect(items[0].problem.errors[0].expected).toBe('standard, premium, vip')
  })

  it('changes nothing in a dry run, and says what a real one would', async () => {
    await run('importCustomers', 'externalId,name,domains\nA,Alpha,alpha.example\n')
    const before = desk.table.filter(({ sk }) => sk === 'CUSTOMER')
    const { job, lines, items } = await run(
      'importCustomers',
      'externalId,name,domains\nA,Alpha 2,alpha.example\nB,Beta,alpha.example\nC,Gamma,\n',
      { dryRun: 'true' },
    )
    expect(job).toMatchObject({ dryRun: true, state: 'done' })
    expect(lines).toEqual([
      [2, 'changed'],
      [3, 'refused'],
      [4, 'created'],
    ])
    expect(items[1].problem.errors[0].path).toBe('domains')
    expect(desk.table.filter(({ sk }) => sk === 'CUSTOMER')).toEqual(before)
  })

  it.each([
    ['commas', ',', '\r\n', ''],
    ['semicolons', ';', '\n', ''],
    ['tabs', '\t', '\r', ''],
    ['a byte order mark', ';', '\r\n', '\uFEFF'],
  ])('reads %s', async (_, separator, end, mark) => {
    const rows = [
      ['External ID', 'NAME', 'language'],
      ['A', `"Ünï ${separator} "" ${end} 印刷"`, 'de'],
    ]
    const { lines } = await run('importCustomers', mark + rows.map((row) => row.join(separator)).join(end))
    expect(lines).toEqual([[2, 'created']])
    const { body } = await call('listCustomers', { query: { name: 'uni' } })
    expect([body.items[0]?.language, body.items[0]?.name]).toEqual(['de', `Ünï ${separator} " \n 印刷`])
  })

  it('takes back what was exported, apostrophes and all', async () => {
    await run('importCustomers', 'externalId,name,notes\nA,Alpha,-5 % rebate\nB,@home,"=1+1"\n')
    const { text } = await call('listCustomers', { headers: { accept: 'text/csv' } })
    expect(text).toContain("'=1+1")
    const given = text.split('\r\n').filter((line) => !line.includes('bakery') && !line.includes('foundry'))
    expect((await run('importCustomers', given.join('\r\n'))).job.counts).toMatchObject({ total: 2, unchanged: 2 })
  })

  it.each([
    ['nothing', ''],
    ['no lines', 'externalId,name\n'],
    ['no external ids', 'name\nAlpha\n'],
    ['an unknown column', 'externalId,colour\nA,red\n'],
    ['a column twice', 'externalId,name,Name\nA,x,y\n'],
    ['a quote that is never closed', 'externalId,name\nA,"Alpha\n'],
    ['Latin-1', Buffer.from('externalId,name\nA,M\xfcller\n', 'latin1').toString()],
    ['UTF-16', Buffer.from('\uFEFFexternalId,name\nA,x\n', 'utf16le').toString()],
    ['too many lines', `externalId,name\n${Array.from({ length: 10_001 }, (_, n) => `${n},x`).join('\n')}`],
  ])('is refused with a word where it has %s', async (_, file) => {
    const answer = await begin('importCustomers', file)
    expect([answer.status, kindOf(answer)]).toEqual([400, 'invalid'])
    expect(answer.body.errors[0]).toMatchObject({ message: expect.any(String), expected: expect.any(String) })
  })

  it('is refused where it is no CSV by its type, or too large', async () => {
    expect((await begin('importCustomers', '{}', {}, { 'content-type': 'application/json' })).status).toBe(415)
    expect((await begin('importCustomers', 'x'.repeat(4 * 1024 * 1024 + 1))).status).toBe(413)
  })

  it('begins once, however often it is asked for with the same key', async () => {
    const headers = { 'idempotency-key': 'monday' }
    const first = await begin('importCustomers', file, {}, headers)
    const second = await begin('importCustomers', file, {}, headers)
    expect([second.body, second.headers['idempotent-replayed']]).toEqual([first.body, 'true'])
    await new JobQueue(desk, work).run()
    expect((await call('listJobs', { as: 'manager' })).body.items).toHaveLength(1)
    expect(desk.table.filter(({ sk, externalId }) => sk === 'CUSTOMER' && externalId !== undefined)).toHaveLength(2)
  })

  it('goes on where it is slow, a part of its lines at a time', async () => {
    const lines = Array.from({ length: 25 }, (_, n) => `X${n},Name ${n}`)
    await begin('importCustomers', `externalId,name\n${lines.join('\n')}`)
    desk.before('TransactWrite', () => pass(4000), 100)
    const queue = new JobQueue(desk, work)
    queue.hear()
    let given = 0
    for (; queue.waiting.length > 0; given += 1) {
      const began = Date.now()
      expect(await queue.handle(queue.waiting[0])).toBe(false)
      queue.waiting.shift()
      queue.hear()
      expect(Date.now() - began).toBeLessThan(30_000)
    }
    expect(given).toBeGreaterThan(5)
    const [job] = desk.table.filter(({ sk }) => sk === 'JOB')
    expect([job?.state, job?.created]).toEqual(['done', 25])
  })

  it('survives a crash at any call: each line is done once', async () => {
    const lines = Array.from({ length: 6 }, (_, n) => `X${n},Name ${n}`)
    for (let place = 1; place < 40; place += 1) {
      desk.open()
      await begin('importCustomers', `externalId,name\n${lines.join('\n')}`)
      const queue = new JobQueue(desk, work)
      desk.beforeNth(place, () => {
        throw fault('TimeoutError')
      })
      await queue.run()
      const made = desk.table.filter(({ sk, externalId }) => sk === 'CUSTOMER' && externalId !== undefined)
      expect([place, made.length]).toEqual([place, 6])
      const [job] = desk.table.filter(({ sk }) => sk === 'JOB')
      expect([place, job?.state, job?.created, job?.done]).toEqual([place, 'done', 6, 6])
    }
  })
})

describe('an import of products', () => {
  it('finds customer and site by their external ids', async () => {
    await run('importCustomers', 'externalId,name\nCRM-1,Alpha\n')
    const { body } = await call('listCustomers', { query: { name: 'alpha' } })
    const customer = body.items[0].id
    const site = await call('createSite', { id: customer, body: { name: 'Quay', externalId: 'S-1' } })
    const file =
      'externalId;customerExternalId;siteExternalId;name;model;serialNumber;warranty.startsOn;warranty.endsOn;criticality\n' +
      'P1;CRM-1;S-1;Oven;OV-1;SN 1;2026-01-01;2027-01-01;high\nP2;CRM-9;;Oven;;;;;\nP3;CRM-1;;Oven;OV 1;sn-1;;;\n'
    const { lines, items } = await run('importProducts', file)
    expect(lines).toEqual([
      [2, 'created'],
      [3, 'refused'],
      [4, 'refused'],
    ])
    expect(items[1].problem.errors[0].path).toBe('customerExternalId')
    expect(items[2].problem.errors[0].path).toBe('serialNumber')
    const [product] = (await call('listProducts', { id: customer })).body.items
    expect(product).toMatchObject({
      site: site.body.id,
      criticality: 'high',
      warranty: { startsOn: '2026-01-01', endsOn: '2027-01-01' },
    })
    expect((await run('importProducts', file)).lines[0]).toEqual([2, 'unchanged'])
    const { lines: after } = await run(
      'importProducts',
      `externalId,customer,name,warranty.endsOn\nP1,${customer},Oven,\n`,
    )
    expect(after).toEqual([[2, 'changed']])
    expect((await call('listProducts', { id: customer })).body.items[0].warranty).toEqual({ startsOn: '2026-01-01' })
  })

  it('does not take a product from one customer to another', async () => {
    const file = (customer: string) => `externalId,customer,name\nP1,${customer},Oven\n`
    await run('importProducts', file(customers.bakery))
    const { items } = await run('importProducts', file(customers.foundry))
    expect(items[0]).toMatchObject({ outcome: 'refused', problem: { errors: [{ path: 'customer' }] } })
  })
})
