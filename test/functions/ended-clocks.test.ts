import { expect, it } from 'vitest'
import { at } from '../support/time.ts'
import { aDesk, pass } from './support/desk.ts'
import { aTicket, call } from './support/gateway.ts'
import { JobQueue } from './support/jobs.ts'

const desk = aDesk()
const minute = 60_000
const record = (clock: string) => desk.table.find({ pk: 'TICKET#TKT000001', sk: `CLOCK#${clock}#1` })

it('each clock leaves a record when it ends, and a later end of the same cycle replaces it with a higher revision', async () => {
  const id = await aTicket({ priority: 'urgent' })
  pass(10 * minute)
  await call('resolveTicket', { id, as: 'technician', body: { resolution: 'Done' } })
  const first = record('resolution')
  expect(record('response')).toMatchObject({
    outcome: 'met',
    target: 'PT30M',
    elapsedMs: 10 * minute,
    priority: 'urgent',
  })
  expect(first).toMatchObject({ ticket: id, outcome: 'met', elapsedMs: 10 * minute, endedAt: at(10 * minute) })
  await call('reopenTicket', { id, as: 'customer', body: { reason: 'Still dark' } })
  pass(20 * minute)
  await call('resolveTicket', { id, as: 'technician', body: { resolution: 'Really' } })
  expect(record('resolution')).toMatchObject({ outcome: 'met', elapsedMs: 30 * minute })
  expect(Number(record('resolution')?.revision)).toBeGreaterThan(Number(first?.revision))
})

it('each cycle has a record of its own, from its own start', async () => {
  const id = await aTicket({ priority: 'urgent' })
  for (let cycle = 0; cycle < 3; cycle += 1) {
    pass(10 * minute)
    await call('addComment', { id, body: { body: 'We look into it' } })
    pass(minute)
    await call('addComment', { id, as: 'customer', body: { body: 'And now?' } })
  }
  expect(record('response')).toMatchObject({ startedAt: at(0), endedAt: at(10 * minute), elapsedMs: 10 * minute })
  const next = (cycle: number) => desk.table.find({ pk: 'TICKET#TKT000001', sk: `CLOCK#nextResponse#${cycle}` })
  expect(next(1)).toMatchObject({ cycle: 1, startedAt: at(11 * minute), endedAt: at(21 * minute) })
  expect(next(2)).toMatchObject({ cycle: 2, startedAt: at(22 * minute), endedAt: at(32 * minute) })
  expect(next(3)).toBeUndefined()
})

it('a clock that ends twice in one transaction leaves the last end', async () => {
  const id = await aTicket({ priority: 'urgent' })
  const resolve = { do: 'resolve', resolution: 'Done' }
  const actions = [resolve, { do: 'reopen', reason: 'Not yet' }, resolve]
  await call('bulkTickets', { as: 'manager', body: { tickets: [id], actions } })
  await new JobQueue(desk).run()
  const ends = desk.table
    .filter(({ pk, type }) => pk === `TICKET#${id}` && type === 'sla.ended')
    .filter(({ data }) => (data as { clock: string }).clock === 'resolution')
  expect(ends).toHaveLength(2)
  expect(record('resolution')).toMatchObject({ outcome: 'met', revision: ends[1]?.seq })
})

it('what a later end has not is not left from an earlier one', async () => {
  const id = await aTicket({ priority: 'urgent' })
  pass(5 * 60 * minute)
  await call('resolveTicket', { id, as: 'technician', body: { resolution: 'Done' } })
  expect(record('resolution')).toMatchObject({ outcome: 'missed', missedByMs: 60 * minute, gsi6pk: expect.anything() })
  await call('reopenTicket', { id, as: 'customer', body: { reason: 'Still dark' } })
  await call('cancelTicket', { id, as: 'manager', body: { reason: 'A test' } })
  const last = record('resolution')
  expect(last).toMatchObject({ outcome: 'stopped' })
  for (const name of ['missedByMs', 'gsi6pk', 'gsi6sk', 'facets']) expect(last).not.toHaveProperty(name)
})
