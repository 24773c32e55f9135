import './support/environment.ts'
import { beforeEach, describe, expect, it } from 'vitest'
import { people, teams } from '../support/people.ts'
import { aDesk } from './support/desk.ts'
import { aTicket, call, kindOf } from './support/gateway.ts'
import { eventsOf } from './support/timers.ts'

const desk = aDesk()
const nobody = `per_${'N0NE'.padStart(26, '0')}`
const noTeam = `tea_${'N0NE'.padStart(26, '0')}`
let id: string
beforeEach(async () => {
  id = await aTicket()
})
const escalate = (body: object, as: Parameters<typeof aTicket>[1] = 'agent', headers = {}) =>
  call('escalateTicket', { id, as, body: { reason: 'They cancel', ...body }, headers })

describe('POST /tickets/{id}/escalate', () => {
  it('hands the ticket on and answers with it, at its new version', async () => {
    const { status, body, headers } = await escalate({ notes: 'Call them' })
    expect([status, headers.etag]).toEqual([200, `"${body.version}"`])
    expect(body).toMatchObject({ assignee: people.supervisor.id, status: 'assigned', escalationLevel: 1 })
  })

  it('to another team puts it into their queue: their technicians see it, those of before do not', async () => {
    expect((await escalate({ to: { team: teams.south } })).body).toMatchObject({ team: teams.south, status: 'created' })
    expect((await call('getTicket', { id, as: 'otherTechnician' })).status).toBe(200)
    expect((await call('getTicket', { id, as: 'technician' })).status).toBe(404)
  })

  it.each([
    ['somebody who is not there', { person: nobody }, 'to.person'],
    ['a customer', { person: people.customer.id }, 'to.person'],
    ['a partner', { person: people.partner.id }, 'to.person'],
    ['a team that is not there', { team: noTeam }, 'to.team'],
    ['a level that no team has', { level: 3 }, 'to.level'],
    ['two at once', { person: people.teammate.id, level: 1 }, 'to'],
    ['nobody', {}, 'to'],
  ])('to %s is refused, naming the field', async (_, to, path) => {
    const answer = await escalate({ to })
    expect(kindOf(answer)).toBe('invalid')
    expect(answer.body.errors.map((error: { path: string }) => error.path)).toEqual([path])
  })

  it('keeps the words among staff: in the history that they read, and in no event', async () => {
    await escalate({ notes: 'Call them' })
    const { items } = (await call('getTicketHistory', { id })).body
    expect(items.find(({ type }: { type: string }) => type === 'ticket.escalated')).toMatchObject({
      detail: { reason: 'They cancel', notes: 'Call them' },
    })
    const seen = (await call('getTicketHistory', { id, as: 'customer' })).text
    expect(seen).not.toMatch(/ticket.escalated|They cancel|Call them/)
    expect(JSON.stringify(eventsOf(desk).map(({ data }) => data))).not.toMatch(/They cancel|Call them/)
  })

  it.each(['customer', 'partner'] as const)('a %s reads who has it now, and not that it was escalated', async (as) => {
    await escalate({ to: { team: teams.south } })
    const { items } = (await call('getTicketHistory', { id, as })).body
    expect(items.at(-1)).toMatchObject({ type: 'ticket.assigned', data: { team: teams.south, reason: 'by-hand' } })
    expect(JSON.stringify(items)).not.toMatch(/escalated|causationId/)
    expect(eventsOf(desk).at(-1)?.data).toMatchObject({ reason: 'escalated' })
  })

  it('is done once for one key', async () => {
    const [first, second] = [
      await escalate({}, 'agent', { 'idempotency-key': 'k' }),
      await escalate({}, 'agent', { 'idempotency-key': 'k' }),
    ]
    expect(second.text).toBe(first.text)
    expect(second.body.escalationLevel).toBe(1)
  })

  it('is refused with an old version, and where somebody sees no such ticket', async () => {
    expect(kindOf(await escalate({}, 'agent', { 'if-match': '"99"' }))).toBe('stale')
    expect(kindOf(await escalate({}, 'otherTechnician'))).toBe('not-found')
  })

  it('is refused of a ticket that has ended', async () => {
    await call('resolveTicket', { id, body: { resolution: 'Switched on' } })
    expect(kindOf(await escalate({}))).toBe('conflict')
  })
})
