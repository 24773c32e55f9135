import { beforeAll, describe, expect, it } from 'vitest'
import { readOutputs } from '../../infra/local/outputs.ts'
import { deskAt, open, promise } from '../support/desk.ts'
import { inParallel } from '../support/parallel.ts'

const desk = deskAt(readOutputs())
const { call } = desk

const listed = async () => (await call('listSlaPolicies', 'agent')).body.items
const movable = async () => (await listed()).map(({ id }) => id).filter((id) => id !== 'pol_default')
const reversed = async () => call('orderSlaPolicies', 'manager', { body: { policies: (await movable()).toReversed() } })

let tag: string
let id: string
beforeAll(async () => {
  const promised = await promise(desk, { resolution: 'PT4H' })
  tag = promised.tag
  id = promised.policy.id
})
const measuredBy = async () => (await open(desk, { tags: [tag] })).policy

describe('policies', () => {
  it('begin with two of the desk itself, and every change of one holds for the very next ticket', async () => {
    expect((await listed()).at(-1)?.id).toBe('pol_default')
    expect(await measuredBy()).toEqual({ id, version: 1 })
    const body = { name: tag, conditions: { tags: [tag] }, targets: { medium: { resolution: 'PT2H' } } }
    const replaced = await call('replaceSlaPolicy', 'manager', { id, body, headers: { 'if-match': '"1"' } })
    expect([replaced.status, replaced.headers.get('etag')]).toEqual([200, '"2"'])
    expect(await measuredBy()).toEqual({ id, version: 2 })
    const stale = await call('replaceSlaPolicy', 'manager', { id, body, headers: { 'if-match': '"1"' } })
    expect(stale.status).toBe(412)
  })

  it('are put into order while others come, change and go: none is lost, none stands twice', async () => {
    const made = await Promise.all([1, 2, 3].map(() => promise(desk, { response: 'PT1H' })))
    const ids = made.map(({ policy }) => policy.id)
    const [gone = '', changed = ''] = ids
    const body = { name: 'Changed', conditions: { tags: [tag] }, targets: { low: { response: 'PT9H' } } }
    const [deleted, replaced, , ...orders] = await inParallel(6, [
      () => call('deleteSlaPolicy', 'manager', { id: gone }),
      () => call('replaceSlaPolicy', 'manager', { id: changed, body }),
      () => promise(desk, { response: 'PT2H' }),
      reversed,
      reversed,
      reversed,
    ] as (() => Promise<{ status: number }>)[])
    expect([deleted?.status, replaced?.status]).toEqual([204, 200])
    // One that has read the list before another came or went is told which it leaves out, or does not know.
    for (const { status } of orders) expect([200, 400, 503]).toContain(status)
    const after = await listed()
    expect(new Set(after.map((policy) => policy.id)).size).toBe(after.length)
    expect(after.map((policy) => policy.id)).not.toContain(gone)
    expect(after.find((policy) => policy.id === changed)).toMatchObject({ name: 'Changed', version: 2 })
    const wanted = (await movable()).toReversed()
    const ordered = await call('orderSlaPolicies', 'manager', { body: { policies: wanted } })
    expect([ordered.status, await movable()]).toEqual([200, wanted])
  })

  it('stay with their tickets once they are gone', async () => {
    const ticket = await open(desk, { tags: [tag] })
    expect((await call('deleteSlaPolicy', 'manager', { id })).status).toBe(204)
    expect((await measuredBy()).id).not.toBe(id)
    const started = await call('startTicket', 'technician', { id: ticket.number })
    expect([started.status, started.body.policy, started.body.dueAt]).toEqual([200, ticket.policy, ticket.dueAt])
  })

  it('hold the calendar that they name', async () => {
    const body = { name: tag, timeZone: 'Europe/London', weekly: { mon: [{ from: '09:00', to: '18:00' }] } }
    const calendar = await call('createCalendar', 'manager', { body })
    const { policy } = await promise(desk, { response: 'PT1H' }, { calendar: calendar.body.id })
    const drop = () => call('deleteCalendar', 'manager', { id: calendar.body.id })
    expect((await drop()).status).toBe(409)
    expect((await call('deleteSlaPolicy', 'manager', { id: policy.id })).status).toBe(204)
    expect((await drop()).status).toBe(204)
  })
})
