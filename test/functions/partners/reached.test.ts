import '../support/environment.ts'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { Subscription } from '../../../schemas/subscription.ts'
import { aDesk, fault, pass, throws } from '../support/desk.ts'
import { aTicket, call, kindOf } from '../support/gateway.ts'
import { aWebhook, hook, Partners } from '../support/partners.ts'

const desk = aDesk()
let partners: Partners

vi.stubEnv('WEBHOOKS_REACH', 'loopback')
beforeEach(() => {
  partners = new Partners(desk)
})

const nowhere = 'http://127.0.0.1:9/'
const target = { kind: 'queue' as const, arn: 'arn:aws:sqs:us-east-1:111122223333:partner-events' }
const opened = { types: ['ticket.created'] }
const deployedAt = '2026-11-21T10:00:00.000Z'
const aQueue = (more: Partial<Subscription> = {}) => aWebhook(desk, nowhere, { ...opened, target, deployedAt, ...more })
const begin = () => call('createReplay', { as: 'partner', id: hook, body: { from: '2020-01-01T00:00:00Z' } })
const replayOf = async (replay: string) =>
  (await call('getReplay', { as: 'partner', params: { subscription: hook, replay } })).body

describe('a replay to a queue', () => {
  beforeEach(async () => {
    await aTicket()
    pass(60_000)
  })

  it('is refused while the queue is not deployed: it would say `done`, and nothing would arrive', async () => {
    aQueue({ deployedAt: undefined })
    expect(kindOf(await begin())).toBe('conflict')
    aQueue({ state: 'paused' })
    expect(kindOf(await begin())).toBe('conflict')
    aQueue()
    const { status, body } = await begin()
    expect(status).toBe(202)
    await partners.run()
    expect(await replayOf(body.id)).toMatchObject({ state: 'done', given: 1 })
    expect(desk.published).toHaveLength(1)
  })

  it.each([
    ['is paused', { state: 'paused', deployedAt: undefined }],
    ['is resumed, and not deployed yet', { deployedAt: undefined }],
  ] as const)('is stopped where that %s', async (_, more) => {
    aQueue()
    const { body } = await begin()
    aQueue(more)
    await partners.run()
    expect(await replayOf(body.id)).toMatchObject({ state: 'stopped', given: 0 })
    expect(desk.published).toEqual([])
  })

  it('counts nothing of a piece in which it was switched off and on again', async () => {
    aQueue()
    const { body } = await begin()
    desk.after('PutEvents', () => void aQueue({ deployedAt: '2026-11-21T11:00:00.000Z' }))
    await partners.run()
    expect(await replayOf(body.id)).toMatchObject({ state: 'stopped', given: 0 })
  })
})

it('a piece of a replay ends before its function’s time is over, and the next goes on after its last ticket', async () => {
  for (let at = 0; at < 4; at += 1) await aTicket()
  aWebhook(desk, nowhere, { ...opened, state: 'paused' })
  pass(60_000)
  const { body } = await begin()
  desk.before('Put', () => void pass(26_000), 2)
  await partners.run()
  expect(await replayOf(body.id)).toMatchObject({ state: 'done', looked: 4, given: 4 })
  expect(desk.table.find({ pk: `REPLAYS#${hook}`, sk: body.id })?.step).toBe(3)
})

it('what keeps one subscription from hearing keeps no other', async () => {
  const other = hook.replace('H00K', 'H00M')
  aWebhook(desk, nowhere, opened)
  aWebhook(desk, nowhere, { ...opened, id: other })
  await aTicket()
  const events = partners.events()
  const hears = (id: string) => desk.table.filter(({ pk }) => pk === `DELIVERIES#${id}`).length
  desk.before('Put', throws(fault('InternalServerError')))
  expect(await partners.relay(events)).toContain(0)
  expect([hears(hook), hears(other)]).toEqual([0, 1])
  expect(await partners.relay(events)).toEqual([])
  expect([hears(hook), hears(other)]).toEqual([1, 1])
})
