import './support/environment.ts'
import { inflateRawSync } from 'node:zlib'
import { beforeEach, describe, expect, it } from 'vitest'
import { handler as sweep } from '../../functions/attachments/sweep.ts'
import { handler as tend } from '../../functions/attachments/tend.ts'
import { handler as work } from '../../functions/customers/work.ts'
import { changeCorrespondent } from '../../functions/platform/table/correspondents.ts'
import { saveMail } from '../../functions/platform/table/mails.ts'
import { type Caller, customers, people } from '../support/people.ts'
import { minute } from '../support/time.ts'
import { aDesk, fault, pass } from './support/desk.ts'
import { arrive } from './support/everything.ts'
import { aTicket, call, kindOf } from './support/gateway.ts'
import { JobQueue } from './support/jobs.ts'
import { batch, context } from './support/timers.ts'

const desk = aDesk()
const { id } = people.customer
const name = "Robin O'Hara-Łukasz"
const email = 'robin@bakery.example'
const phone = '+441632960001'

/** All that the table holds, compressed texts too, but for what expires within a day: answers to idempotency keys. */
const everything = () =>
  desk.table
    .filter(({ sk }) => sk !== 'REQUEST')
    .map((item) =>
      JSON.stringify(item, (_, value) => {
        const bytes = value?.type === 'Buffer' ? Buffer.from(value.data) : value
        if (bytes instanceof Uint8Array) return inflateRawSync(bytes).toString()
        return value instanceof Set ? [...value] : value
      }),
    )
    .join('\n')

async function prepare() {
  const change = { name, emails: [{ address: email }], phones: [{ number: phone }], notes: `${name} is kind` }
  expect((await call('changeContact', { id, body: change })).status).toBe(200)
  const theirs = await aTicket({ title: `${name} cannot print`, description: `Call me: 01632 960-001. ${name}` })
  await call('replaceTicket', {
    id: theirs,
    as: 'customer',
    headers: { 'if-match': '*' },
    body: {
      title: `${name.toUpperCase()} still cannot print`,
      description: `Mail ${email}!`,
      contact: { email, phone },
    },
  })
  const colleagues = await aTicket({ title: `As ${name} says` }, 'colleague')
  const letter = { subject: `${name} cannot print`, blocks: [] }
  const content = { letter, brand: 'main', nature: 'reply', isAnswerable: true, name } as const
  const mail = { ticket: theirs, at: '2026-11-21T10:00:00.000Z', subject: letter.subject, version: 1 }
  await saveMail({
    ...{ ...mail, id: 'mal_01JD0000000000000000MA11N1', direction: 'out', state: 'bounced', to: email, content },
    diagnostic: `550 <${email}> is gone`,
  })
  desk.store.arrive('inbound/x', `From: ${name} <${email}>`)
  desk.table.put({ pk: 'INBOUND#inbound/x', sk: 'INBOUND', objectKey: 'inbound/x', because: `from: ${email}` })
  await saveMail({
    ...{ ...mail, id: 'mal_01JD0000000000000000MA11N2', direction: 'in', state: 'joined', objectKey: 'inbound/x' },
    from: email,
  })
  await changeCorrespondent(email, (known) => ({ ...known, complainedAt: mail.at }))
  for (const number of [theirs, colleagues]) {
    const body = `Hello ${name}, we rang <${email}> at +44 (1632) 960001`
    expect((await call('addComment', { id: number, body: { body } })).status).toBe(201)
    await call('addComment', { id: number, body: { body: `${name} again`, internal: true } })
  }
  expect(
    (
      await call('logCall', {
        id: theirs,
        body: { direction: 'inbound', outcome: 'reached', number: phone, summary: name },
      })
    ).status,
  ).toBe(201)
  const others = await aTicket({ title: `${name} of another customer` }, 'otherCustomer')
  return { theirs, colleagues, others }
}

async function erase(as: 'admin' = 'admin') {
  const answer = await call('eraseContact', { id, as })
  expect(answer.status).toBe(202)
  return answer.body
}

describe('erasing a contact', () => {
  let numbers: Awaited<ReturnType<typeof prepare>>
  beforeEach(async () => {
    numbers = await prepare()
  })

  it('takes their name, addresses and phones out of everything that is theirs, or of their customer', async () => {
    const job = await erase()
    await new JobQueue(desk, work).run()
    expect((await call('getJob', { as: 'admin', id: job.id })).body).toMatchObject({ state: 'done' })
    const left = everything()
    expect(left).not.toContain(email)
    expect(desk.store.bytesOf('inbound/x')).toBeUndefined()
    for (const form of ['1632960001', '960-001', '(1632) 960001']) expect(left).not.toContain(form)
    // The name of somebody else's customer, which only looks the same, stays.
    const named = left.split('\n').filter((line) => /robin o'hara/i.test(line))
    expect(named.every((line) => line.includes(numbers.others) || line.includes(customers.foundry))).toBe(true)
    const { body } = await call('getTicket', { id: numbers.theirs })
    expect(body).toMatchObject({ title: '[erased] still cannot print', description: 'Mail [erased]!', requester: id })
    expect(body.contact).toBeUndefined()
    const { body: comments } = await call('listComments', { id: numbers.theirs })
    expect(comments.items[0].text).toContain('Hello [erased], we rang')
  })

  it('takes the files that they attached from the store, wherever, and nobody else’s', async () => {
    const { theirs, colleagues } = numbers
    const attached = async (number: string, as: Caller) => {
      const body = { name: `${name} ${as}.txt`, type: 'text/plain', size: 5 }
      const { body: prepared } = await call('attachFile', { id: number, as, body })
      await arrive(desk, number, prepared.attachment.id, 'Hello')
      return String(prepared.attachment.id)
    }
    const [own, second, staffs, other] = [
      await attached(theirs, 'customer'),
      await attached(theirs, 'customer'),
      await attached(theirs, 'agent'),
      await attached(colleagues, 'colleague'),
    ]
    expect(desk.store.keys.filter((key) => key.startsWith('files/'))).toHaveLength(4)
    await erase()
    await new JobQueue(desk, work).run()
    pass(minute)
    await sweep(undefined, context)
    await tend(batch(desk.queues.files ?? []), context)
    expect(desk.store.keys.map((key) => key.split('/')[2]).toSorted()).toEqual([staffs, other].toSorted())
    for (const attachment of [own, second]) {
      const { body } = await call('getAttachment', { id: theirs, params: { id: theirs, attachment } })
      expect(body).toMatchObject({ state: 'removed', removedBy: { role: 'system' } })
      expect(body).not.toHaveProperty('name')
    }
    expect((await call('getTicket', { id: theirs })).body.counts.attachments).toBe(1)
    expect((await call('getTicket', { id: colleagues })).body.counts.attachments).toBe(1)
  })

  it('ends their watching', async () => {
    const { colleagues } = numbers
    expect((await call('watchTicket', { id: colleagues, params: { id: colleagues, person: id } })).status).toBe(200)
    await erase()
    await new JobQueue(desk, work).run()
    expect((await call('listWatchers', { id: colleagues })).body.items).toEqual([])
  })

  it('is done to the record at once, and ends their login', async () => {
    await erase()
    const { body } = await call('getContact', { id })
    expect(body).toMatchObject({ name: 'Erased contact', emails: [], phones: [], erasingAt: expect.any(String) })
    expect((await call('listTickets', { as: 'customer' })).status).toBe(403)
    expect((await call('listContacts', { query: { email } })).body.items).toEqual([])
    // Whoever has the address now may be somebody else.
    expect((await call('createContact', { body: { name: 'New', emails: [{ address: email }] } })).status).toBe(201)
    expect((await call('changeContact', { id, body: { name: 'Back' } })).status).toBe(409)
  })

  it('leaves an entry of who did it and when, with ids only, and tells whoever has copies of the tickets', async () => {
    await erase()
    await new JobQueue(desk, work).run()
    const audit = desk.table.filter(({ pk, sk }) => pk === `PERSON#${id}` && String(sk).startsWith('EVENT#'))
    expect(audit.at(-1)).toMatchObject({
      actor: { id: people.admin.id, role: 'admin' },
      data: { fields: ['erasedAt'] },
    })
    expect(audit.every(({ detail }) => detail === undefined)).toBe(true)
    const told = desk.table.filter(({ type }) => type === 'ticket.person-erased').map(({ pk }) => pk)
    expect(told).toEqual([`TICKET#${numbers.theirs}`, `TICKET#${numbers.colleagues}`])
    expect(desk.table.filter(({ sk }) => sk === 'TRACES')).toEqual([])
    expect((await call('getContact', { id })).body.erasedAt).toEqual(expect.any(String))
  })

  it('takes whoever has one mailbox under several addresses', async () => {
    const emails = [{ address: 'anna@corner.example' }, { address: 'anna+desk@corner.example' }]
    const { body: anna } = await call('createContact', { body: { name: 'Anna', emails } })
    expect((await call('eraseContact', { id: anna.id, as: 'admin' })).status).toBeLessThan(300)
    expect((await call('getContact', { id: anna.id })).body.emails).toEqual([])
  })

  it('can be asked for again, and changes nothing then', async () => {
    await erase()
    await new JobQueue(desk, work).run()
    const before = desk.table.filter(({ pk }) => String(pk).startsWith('TICKET#') || String(pk).startsWith('PERSON#'))
    await erase()
    await new JobQueue(desk, work).run()
    const after = desk.table.filter(({ pk }) => String(pk).startsWith('TICKET#') || String(pk).startsWith('PERSON#'))
    expect(after).toEqual(before)
  })

  it('takes those with them who turned out to be them', async () => {
    const { body: old } = await call('createContact', {
      body: { name: 'Robin the elder', customer: customers.bakery, emails: [{ address: 'old@bakery.example' }] },
    })
    await call('mergeContacts', { id: old.id, body: { into: id } })
    const refused = await call('eraseContact', { id: old.id, as: 'admin' })
    expect([refused.status, kindOf(refused)]).toEqual([409, 'conflict'])
    await erase()
    await new JobQueue(desk, work).run()
    expect(everything()).not.toMatch(/elder|old@bakery/)
  })
})

it('survives a crash at any call', async () => {
  for (let place = 1; place < 80; place += 1) {
    desk.open()
    await prepare()
    const queue = new JobQueue(desk, work)
    await erase()
    desk.beforeNth(place, () => {
      throw fault('TimeoutError')
    })
    await queue.run()
    const left = everything()
    expect([place, left.includes(email), left.includes('960-001')]).toEqual([place, false, false])
    const [job] = desk.table.filter(({ sk, kind }) => sk === 'JOB' && kind === 'erase-contact')
    expect([place, job?.state]).toEqual([place, 'done'])
    const { body } = await call('getContact', { id })
    expect([place, typeof body.erasedAt]).toEqual([place, 'string'])
  }
})

describe('exporting a contact', () => {
  it('gives all that there is of them, and nothing of others', async () => {
    const { theirs, colleagues, others } = await prepare()
    const { status, body, text } = await call('exportContact', { id, as: 'manager' })
    expect(status).toBe(200)
    expect(body.contact).toMatchObject({ name, emails: [{ address: email }] })
    expect(body.tickets.map(({ number }: { number: string }) => number)).toEqual([theirs])
    expect(body.tickets[0]).toMatchObject({ ticket: { number: theirs }, calls: [{ number: phone }] })
    expect(body.tickets[0].comments).toHaveLength(2)
    expect(text.includes(colleagues) || text.includes(others)).toBe(false)
  })

  it('goes on page by page', async () => {
    const all: string[] = []
    for (let n = 0; n < 5; n += 1) all.push(await aTicket({ title: `Number ${n}` }))
    const found: string[] = []
    let cursor: string | undefined
    do {
      const { body } = await call('exportContact', { id, as: 'manager', body: cursor ? { cursor } : {} })
      found.push(...body.tickets.map(({ number }: { number: string }) => number))
      cursor = body.next
    } while (cursor)
    expect(found.toSorted()).toEqual(all.toSorted())
  })
})
