import { expect, it } from 'vitest'
import { at } from '../support/time.ts'
import { aDesk, pass } from './support/desk.ts'
import { aTicket, call } from './support/gateway.ts'

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
