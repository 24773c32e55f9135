import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Client, createClient } from '../../clients/typescript/src/client.ts'
import { clientCredentials } from '../../clients/typescript/src/tokens.ts'
import { readOutputs } from '../../infra/local/outputs.ts'
import { customer } from '../../infra/local/people.ts'
import { deskAt, open } from '../support/desk.ts'

const outputs = readOutputs()
const desk = deskAt(outputs)
const { call } = desk

interface Keyed {
  id: string
  clientId: string
  clientSecret: string
}

const made: string[] = []
const letIn = async (body: object): Promise<Keyed> => {
  const answer = await call('createPartnerClient', 'admin', {
    body: {
      name: 'A program',
      customer: customer.id,
      scopes: ['tickets.read', 'tickets.write', 'client.read'],
      ...body,
    },
  })
  expect(answer.status).toBe(201)
  made.push(answer.body.id)
  return answer.body
}
const tokensOf = ({ clientId, clientSecret }: Keyed) =>
  clientCredentials({ tokenUrl: `${outputs.endpoint}/oauth2/token`, clientId, clientSecret })
const programOf = (key: Keyed): Client => createClient({ url: outputs.apiUrl, tokens: tokensOf(key) })

afterAll(async () => {
  for (const id of made) await call('deletePartnerClient', 'admin', { id })
})

describe('a program of a partner', () => {
  let key: Keyed
  let program: Client
  beforeAll(async () => {
    key = await letIn({})
    program = programOf(key)
  })

  it('opens a ticket once, changes it as it was read, and walks through its list', async () => {
    const asked = { body: { title: 'The label printer is offline' }, idempotencyKey: `order ${key.id}` }
    const { body: ticket, headers } = await program.createTicket(asked)
    expect(await program.createTicket(asked)).toMatchObject({ body: { number: ticket.number }, replayed: true })
    expect(headers.get('ratelimit-policy')).toBe('"client";q=600;w=60')
    expect(headers.get('ratelimit')).toMatch(/^"client";r=\d+;t=\d+$/)
    const { etag } = await program.getTicket({ params: { id: ticket.number } })
    const changed = { params: { id: ticket.number }, body: { title: 'It prints nothing' } }
    expect((await program.patchTicket({ ...changed, ifMatch: etag })).body.title).toBe('It prints nothing')
    await expect(program.patchTicket({ ...changed, ifMatch: etag })).rejects.toMatchObject({ kind: 'stale' })
    const seen = new Set<string>()
    for await (const { number } of program.each('listTickets', { query: { status: ['created'], limit: 1 } })) {
      seen.add(number)
      if (number === ticket.number || seen.size > 50) break
    }
    expect(seen).toContain(ticket.number)
  })

  it('sees nothing of another customer, and its own client and usage', async () => {
    const { number } = await open(desk, {}, 'otherCustomer')
    await expect(program.getTicket({ params: { id: number } })).rejects.toMatchObject({ kind: 'not-found' })
    const { body } = await program.listPartnerClients()
    expect(body.items.map(({ id }) => id)).toEqual([key.id])
    const usage = await program.getPartnerUsage({ params: { client: key.id } })
    expect(usage.body.days[0]?.byGroup.Tickets).toBeGreaterThan(0)
  })

  it('gets another key while the one of before holds, and loses all at once', async () => {
    const rotated = await call('rotatePartnerKey', 'admin', { id: key.id, body: { keepOldHours: 1 } })
    const other = programOf(rotated.body)
    for (const one of [program, other]) expect((await one.listTickets()).status).toBe(200)
    const last = await call('rotatePartnerKey', 'admin', { id: key.id, body: { keepOldHours: 0 } })
    for (const one of [program, other]) {
      await expect(one.listTickets({ retries: false })).rejects.toMatchObject({ name: 'ProblemError' })
    }
    const newest = programOf(last.body)
    expect((await newest.listTickets()).status).toBe(200)
    await call('changePartnerClient', 'admin', { id: key.id, body: { scopes: ['client.read'] } })
    await expect(newest.listTickets()).rejects.toMatchObject({ kind: 'forbidden' })
    await call('deletePartnerClient', 'admin', { id: key.id })
    await expect(newest.listPartnerClients({ retries: false })).rejects.toMatchObject({ name: 'ProblemError' })
  })
})

it('beyond its limit it is told when to come back, and what it did is counted', async () => {
  const key = await letIn({ callsPerMinute: 3 })
  const program = programOf(key)
  const answers: Awaited<ReturnType<Client['send']>>[] = []
  for (let n = 0; n < 5; n += 1) answers.push(await program.send('listTickets', { retries: false }))
  const refused = answers.find(({ status }) => status === 429)
  expect(answers.slice(0, 3).map(({ status }) => status)).toEqual([200, 200, 200])
  expect(Number(refused?.headers.get('retry-after'))).toBeGreaterThanOrEqual(1)
  expect(Number(refused?.headers.get('retry-after'))).toBeLessThanOrEqual(20)
  expect(refused?.headers.get('ratelimit')).toMatch(/^"client";r=0;t=\d+$/)
  expect(JSON.parse(refused?.text ?? '{}')).toMatchObject({ type: 'urn:service-desk:problem:too-many', status: 429 })
  const { body } = await call('getPartnerUsage', 'admin', { id: key.id })
  const counted = body.days.reduce((sum, { calls, refused }) => sum + calls + refused, 0)
  expect([body.callsPerMinute, counted]).toEqual([3, 5])
})
