import { describe, expect, it } from 'vitest'
import { readOutputs } from '../../infra/local/outputs.ts'
import { networkTeam, people, team } from '../../infra/local/people.ts'
import { deskAt, unique } from '../support/desk.ts'
import { eventually } from '../support/eventually.ts'
import { historyOf } from '../support/history.ts'
import { signedIn } from '../support/login.ts'
import { operate } from '../support/operator.ts'

const desk = deskAt(readOutputs())
const { call } = desk

/** A function remembers who an account is for a minute at most. */
const cacheMs = 60_000 + 15_000
const timeout = 2 * cacheMs

const somebody = async (more: object = {}) => {
  const email = `${unique('new')}@desk.example`
  const body = { name: 'Somebody new', email, teams: [team.id], ...more }
  const { status, body: made, text } = await call('createTechnician', 'manager', { body })
  expect([status, text]).toEqual([201, text])
  return { id: made.id, email }
}
const invited = async (more: object = {}) => {
  const one = await somebody(more)
  const { status, text } = await call('inviteTechnician', 'manager', { id: one.id })
  expect([status, text]).toEqual([200, text])
  return { ...one, login: await signedIn(desk.outputs, one.email) }
}

describe('those who work here', () => {
  it('are all there, in their teams, from the beginning', async () => {
    const { body } = await call('listTechnicians', 'technician', { query: { limit: 100, team: networkTeam.id } })
    expect(body.items.map(({ id }) => id).toSorted()).toEqual([
      people.networkTechnician.id,
      people.secondNetworkTechnician.id,
      people.seniorTechnician.id,
    ])
    const experts = await call('listTechnicians', 'agent', { query: { skill: 'network', level: 'expert' } })
    // Other tests have their own people.
    expect(experts.body.items.map(({ id }) => id)).toContain(people.seniorTechnician.id)
  })

  it('sign in by their invitation, in their role', async () => {
    const { id, login } = await invited({ role: 'agent' })
    expect(login.groups).toEqual(['agent'])
    expect((await call('getTechnician', login, { id })).body).toMatchObject({ id, role: 'agent' })
    const refused = await call('createTeam', login, { body: { name: unique('team') } })
    expect(refused.status).toBe(403)
  })
})

describe('whom an operator makes', () => {
  it('signs in as the first of a desk would, and is made once', { timeout }, async () => {
    const email = `${unique('first')}@desk.example`
    const make = () => operate('user', 'add', '--email', email, '--name', 'First one')
    const id = /per_\w+/.exec(await make())?.[0] ?? ''
    const login = await signedIn(desk.outputs, email)
    expect(login.groups).toEqual(['admin'])
    expect((await call('getTechnician', login, { id })).body).toMatchObject({ id, email, role: 'admin', teams: [] })
    expect(await make()).toContain(`there already, as ${id}`)
  })
})

describe('a role that was taken', () => {
  it('is gone within a minute, and at the login', { timeout }, async () => {
    const { id, email, login } = await invited({ role: 'supervisor' })
    // Their team's people are theirs to say.
    const say = () => call('setTechnicianStatus', login, { id: people.technician.id, body: { status: 'available' } })
    expect((await say()).status).toBe(200)
    await call('changeTechnician', 'admin', { id, body: { role: 'technician' } })
    await eventually('it is not theirs any more', async () => (await say()).status === 403, cacheMs)
    await eventually('the group has followed', async () => {
      const { groups } = await signedIn(desk.outputs, email)
      return groups.join() === 'technician'
    })
  })
})

describe('who leaves', () => {
  it('is refused within a minute, and their tickets go back to the rules', { timeout }, async () => {
    const { id, email, login } = await invited()
    const numbers: string[] = []
    for (const title of ['The till stands still', 'The label printer is offline']) {
      const { number } = (await call('createTicket', 'agent', { body: { title } })).body
      await call('assignTicket', 'supervisor', { id: number, body: { technician: id } })
      numbers.push(number)
    }
    const body = { status: 'pending_customer', reason: 'Asked for a picture' } as const
    await call('startTicket', login, { id: String(numbers[1]) })
    await call('pauseTicket', login, { id: String(numbers[1]), body })
    const left = await call('deactivateTechnician', 'manager', { id, body: { reason: 'Has left' } })
    expect(left.body.tickets.toSorted()).toEqual(numbers.toSorted())
    for (const number of numbers) {
      await eventually(`${number} is handed back`, async () => {
        const { body } = await call('getTicket', 'admin', { id: number })
        return body.assignee !== id
      })
      const types = (await historyOf(desk, number)).map(({ type, data }) => [type, data])
      expect(types).toContainEqual(['ticket.unassigned', { previousAssignee: id, reason: 'not-here' }])
    }
    await eventually(
      'every call is refused',
      async () => (await call('getTechnician', login, { id })).status === 403,
      cacheMs,
    )
    await eventually('they sign in no more', () =>
      signedIn(desk.outputs, email).then(
        () => false,
        () => true,
      ),
    )
    expect((await call('deactivateTechnician', 'manager', { id, body: { reason: 'Has left' } })).body.tickets).toEqual(
      [],
    )
  })
})
