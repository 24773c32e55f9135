import { expect, test } from 'vitest'
import { readOutputs } from '../../infra/local/outputs.ts'
import { people, team } from '../../infra/local/people.ts'
import { deskAt, open } from '../support/desk.ts'
import { eventually } from '../support/eventually.ts'

const desk = deskAt(readOutputs())
const { technician } = people
const mine = async () => (await desk.call('getTechnicianDesk', 'technician', { id: 'me' })).body
const metrics = async () => (await desk.call('getTechnicianMetrics', 'manager', { id: technician.id })).body

test('a technician sees what was given to them with the clocks of sla-tracking, and their supervisor the team', async () => {
  const { number } = await open(desk, { priority: 'urgent' })
  const body = { technician: technician.id, force: true, reason: 'For the test' }
  expect((await desk.call('assignTicket', 'agent', { id: number, body })).status).toBe(200)
  const found = await eventually('it is on their desk', async () => {
    const { tickets, lanes, at } = await mine()
    const ticket = tickets.find((one) => one.number === number)
    return ticket && { ticket, lanes, at }
  })
  expect(found.lanes.toAccept).toContain(number)
  const tracking = (await desk.call('getSlaTracking', 'agent', { id: number })).body
  expect(found.ticket.clocks.map(({ dueAt }) => dueAt)).toEqual(tracking.clocks.map(({ dueAt }) => dueAt))
  const teams = (await desk.call('getTeamDesk', 'supervisor', { id: team.id })).body
  const row = teams.people.find((one) => one.technician === technician.id)
  expect(row?.workload.tickets).toBeGreaterThan(0)
  expect((await desk.call('getTeamDesk', 'technician', { id: team.id })).status).toBe(404)
})

test('metrics follow what happens within seconds, for who did it', async () => {
  const before = await metrics()
  const tickets = await Promise.all(Array.from({ length: 5 }, () => open(desk, { priority: 'low' })))
  for (const { number } of tickets) {
    const body = { technician: technician.id, force: true, reason: 'For the test' }
    await desk.call('assignTicket', 'agent', { id: number, body })
    await desk.call('resolveTicket', 'technician', { id: number, body: { resolution: 'Done' } })
  }
  const after = await eventually('all of it is counted', async () => {
    const now = await metrics()
    return now.resolved >= before.resolved + 5 && now
  })
  expect(after.taken).toBeGreaterThanOrEqual(before.taken + 5)
  expect(after.resolution?.tickets).toBe(after.resolved)
  expect(after.compliance.resolution.met).toBeGreaterThanOrEqual(before.compliance.resolution.met + 5)
  expect((await desk.call('getTechnicianMetrics', 'networkTechnician', { id: technician.id })).status).toBe(404)
})
