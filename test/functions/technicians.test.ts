import './support/environment.ts'
import { describe, expect, it } from 'vitest'
import { handler as follow } from '../../functions/people/follow.ts'
import { type Caller, people, teams } from '../support/people.ts'
import { aDesk, fault, pass, throws } from './support/desk.ts'
import { type Asked, aTicket, call, claimsOf, kindOf } from './support/gateway.ts'
import { batch, context } from './support/timers.ts'

const desk = aDesk()
const day = 24 * 60 * 60 * 1000
const given = { name: 'Network technician', email: 'Network@Desk.example', teams: [teams.north] }
const make = async (more: object = {}, as: Caller = 'manager'): Promise<string> => {
  const { status, body, text } = await call('createTechnician', { as, body: { ...given, ...more } })
  expect([status, text]).toEqual([201, text])
  return body.id
}
const read = async (id: string, as: Caller = 'manager') => (await call('getTechnician', { id, as })).body
const patch = (id: string, body: object, as: Caller = 'manager', headers = {}) =>
  call('changeTechnician', { id, as, body, headers })
const person = (id: string) => desk.table.find({ pk: `PERSON#${id}`, sk: 'PERSON' })
const account = (login: string) => desk.table.find({ pk: `ACCOUNT#${login}`, sk: 'ACCOUNT' })
const staffChanges = () => Number(desk.table.find({ pk: 'LOADS', sk: '#REVISION' })?.changes ?? 0)
const loadVersion = (id: string) => Number(desk.table.find({ pk: 'LOADS', sk: id })?.version ?? 0)
const eventsOf = (id: string) =>
  desk.table.filter(({ pk, type }) => pk === `TECHNICIAN#${id}` && type !== undefined).map(({ type }) => type)

/** The queue gives out what was published of a person. */
async function heard(id: string): Promise<number> {
  const detail = { subject: { kind: 'technician', id } }
  const message = { source: 'service-desk', 'detail-type': 'technician.updated', detail }
  return (await follow(batch([message]), context)).batchItemFailures.length
}
const again = async () => {
  const [message] = desk.queues.staff ?? []
  return (await follow(batch([message]), context)).batchItemFailures.length
}

describe('somebody who works here', () => {
  it('is made, read and changed, and tells of it; the rest of the desk knows them by their short form', async () => {
    const id = await make()
    expect(await read(id)).toMatchObject({
      ...{ id, name: given.name, email: 'network@desk.example', role: 'technician', active: true, version: 1 },
      ...{ status: 'available', capacity: 10, absences: [] },
    })
    expect(person(id)).toEqual({
      ...{ pk: `PERSON#${id}`, sk: 'PERSON', id, email: 'network@desk.example', role: 'technician' },
      ...{ name: given.name, teams: [teams.north], active: true },
    })
    const before = [staffChanges(), loadVersion(id)]
    const changed = await patch(id, { capacity: 3, van: 'Van 3' }, 'admin', { 'if-match': '"1"' })
    expect(changed).toMatchObject({ status: 200, headers: { etag: '"2"' }, body: { capacity: 3, van: 'Van 3' } })
    expect([staffChanges(), loadVersion(id)]).toEqual(before.map((count) => Number(count) + 1))
    expect((await patch(id, { van: null }, 'admin', { 'if-match': '"1"' })).status).toBe(412)
    expect((await patch(id, { van: null })).body).not.toHaveProperty('van')
    expect(eventsOf(id)).toEqual(['technician.created', 'technician.updated', 'technician.updated'])
    expect((await call('assignTicket', { id: await aTicket(), body: { technician: id } })).status).toBe(200)
  })

  it('has an address that nobody else has, of staff and of contacts', async () => {
    const id = await make()
    const taken = [409, [{ path: 'email', message: 'is taken', expected: 'one that nobody else has' }]]
    for (const email of ['network@DESK.example', 'customer@desk.example', 'agent@desk.example']) {
      const { status, body } = await call('createTechnician', { as: 'manager', body: { ...given, email } })
      expect([status, body.errors]).toEqual(taken)
    }
    const other = await make({ email: 'other@desk.example' })
    const raised = await patch(other, { email: given.email })
    expect([raised.status, raised.body.errors]).toEqual(taken)
    const contact = { name: 'Reception', emails: [{ address: 'network@desk.example' }] }
    expect((await call('createContact', { body: contact })).status).toBe(409)
    await patch(id, { email: 'new@desk.example' })
    expect((await call('createContact', { body: contact })).status).toBe(201)
    expect((await call('listContacts', { query: { email: 'new@desk.example' } })).body.items).toEqual([])
  })

  it('names teams and a calendar that are there', async () => {
    const nowhere = { teams: [teams.north, `tea_${'0'.repeat(26)}`], email: 'a@desk.example' }
    expect((await call('createTechnician', { as: 'manager', body: { ...given, ...nowhere } })).body.errors).toEqual([
      { path: 'teams.1', message: 'is not known', expected: 'the id of a team' },
    ])
    const id = await make()
    const calendar = `cal_${'0'.repeat(26)}`
    expect((await patch(id, { calendar })).body.errors).toMatchObject([{ path: 'calendar' }])
    const weekly = { mon: [{ from: '09:00', to: '18:00' }] }
    const office = { name: 'Office hours', timeZone: 'Europe/London', weekly }
    const made = (await call('createCalendar', { as: 'manager', body: office })).body.id
    expect((await patch(id, { calendar: made })).body.calendar).toBe(made)
    const used = await call('deleteCalendar', { as: 'manager', id: made })
    expect([used.status, used.body.detail]).toEqual([
      409,
      `It is in use: ${given.name}. Give them another calendar first.`,
    ])
    await patch(id, { calendar: null })
    // Somebody begins to use it between the look and the deletion.
    desk.before('TransactWrite', () => patch(id, { calendar: made }))
    expect((await call('deleteCalendar', { as: 'manager', id: made })).status).toBe(409)
    await patch(id, { calendar: null })
    expect((await call('deleteCalendar', { as: 'manager', id: made })).status).toBe(204)
  })
})

describe('the list', () => {
  const names = async (query: Record<string, string>) =>
    (await call('listTechnicians', { as: 'technician', query: { limit: '100', ...query } })).body.items.map(
      ({ name }: { name: string }) => name,
    )

  it('is by name, page by page, and by everything that is asked for', async () => {
    await make({ name: 'Ämilia', email: 'a@desk.example', languages: ['de-AT'], certifications: [{ code: 'gas' }] })
    const skills = [{ skill: 'network', level: 'intermediate' }]
    const off = await make({ name: 'Zoe', email: 'z@desk.example', teams: [teams.south], skills })
    await call('setTechnicianStatus', { id: off, as: 'admin', body: { status: 'off' } })
    const gone = [{ skill: 'network', level: 'expert', expiresOn: '2020-01-01' }]
    await make({ name: 'Yan', email: 'y@desk.example', skills: gone, role: 'agent' })
    const all = await names({})
    expect(all).toEqual(all.toSorted((a: string, b: string) => a.localeCompare(b, 'en')))
    const first = await call('listTechnicians', { query: { limit: '4' } })
    const rest = await call('listTechnicians', { query: { limit: '100', cursor: first.body.next } })
    expect([...first.body.items, ...rest.body.items].map(({ name }) => name)).toEqual(all)
    expect(await names({ skill: 'network' })).toEqual(['Zoe'])
    expect(await names({ skill: 'network', level: 'intermediate' })).toEqual(['Zoe'])
    expect(await names({ skill: 'network', level: 'expert' })).toEqual([])
    expect(await names({ language: 'de' })).toEqual(['Ämilia'])
    expect(await names({ certification: 'gas' })).toEqual(['Ämilia'])
    expect(await names({ status: 'off' })).toEqual(['Zoe'])
    expect(await names({ team: teams.south })).toEqual(['otherTechnician', 'Zoe'])
    expect(await names({ role: 'agent' })).toEqual(['agent', 'Yan'])
    expect(await names({ active: 'false' })).toEqual([])
    expect((await call('listTechnicians', { query: { level: 'expert' } })).status).toBe(400)
  })
})

describe('what colleagues do not see', () => {
  it('is noted for themselves, their supervisors, and those above', async () => {
    const { id } = people.technician
    await patch(id, { notes: 'Bad back' })
    const soon = { from: '2026-12-01T00:00:00Z', until: '2026-12-02T00:00:00Z', kind: 'sick', note: 'Flu' }
    await call('addAbsence', { id, as: 'technician', body: soon })
    for (const as of ['technician', 'supervisor', 'manager', 'admin'] as const) {
      expect(await read(id, as)).toMatchObject({ notes: 'Bad back', absences: [{ kind: 'sick', note: 'Flu' }] })
    }
    for (const as of ['teammate', 'otherTechnician', 'agent'] as const) {
      const seen = await read(id, as)
      expect(seen).not.toHaveProperty('notes')
      expect(seen.absences).toEqual([expect.not.objectContaining({ note: 'Flu' })])
      expect(seen.absences).toMatchObject([{ kind: 'other' }])
      const { items } = (await call('listTechnicians', { as, query: { limit: '100' } })).body
      expect(JSON.stringify(items)).not.toMatch(/Bad back|Flu|sick/)
    }
  })
})

describe('when somebody works', () => {
  const status = (id: string, as: Caller, to = 'busy') => call('setTechnicianStatus', { id, as, body: { status: to } })

  it.each([
    ['technician', 200],
    ['teammate', 403],
    ['agent', 403],
    ['supervisor', 200],
    ['manager', 200],
    ['admin', 200],
  ] as const)('is for a %s to say: %i', async (as, expected) => {
    expect((await status(people.technician.id, as)).status).toBe(expected)
  })

  it('is not for a supervisor of other teams, until they are named as one of theirs', async () => {
    const { id } = people.otherTechnician
    desk.table.put({ ...desk.table.find({ pk: 'TEAMS', sk: teams.south }), supervisor: people.manager.id } as never)
    expect((await status(id, 'supervisor')).status).toBe(403)
    await call('changeTeam', { as: 'manager', id: teams.south, body: { supervisor: people.supervisor.id } })
    expect((await status(id, 'supervisor')).status).toBe(200)
  })

  it('says since when, and once', async () => {
    const { id } = people.technician
    pass(1000)
    const first = await status(id, 'technician')
    expect(first.body).toMatchObject({ status: 'busy', statusAt: '2026-11-21T10:00:01.000Z', version: 2 })
    pass(1000)
    expect((await status(id, 'technician')).body).toEqual(first.body)
  })

  it('has absences in their order, the oldest of which go by themselves', async () => {
    const { id } = people.technician
    const away = (from: string, until: string) =>
      call('addAbsence', { id, as: 'technician', body: { from, until, kind: 'vacation' } })
    await away('2026-12-21T00:00:00Z', '2027-01-04T00:00:00Z')
    const { status: code, headers, body } = await away('2026-12-01T00:00:00+01:00', '2026-12-02T00:00:00Z')
    expect([code, body.absences.map(({ from }: { from: string }) => from)]).toEqual([
      201,
      ['2026-11-30T23:00:00.000Z', '2026-12-21T00:00:00.000Z'],
    ])
    expect(headers.location).toMatch(new RegExp(`/technicians/${id}/absences/abs_`))
    pass(500 * day)
    const later = await away('2028-12-21T00:00:00Z', '2029-01-04T00:00:00Z')
    expect(later.body.absences).toHaveLength(1)
    const absence = later.body.absences[0].id
    const drop = () => call('removeAbsence', { as: 'technician', params: { id, absence } })
    expect((await drop()).body.absences).toEqual([])
    expect((await drop()).status).toBe(404)
  })

  it('has a hundred absences at most', async () => {
    const { id } = people.technician
    const one = { from: '2027-01-01T00:00:00.000Z', until: '2027-01-02T00:00:00.000Z', kind: 'other' }
    const absences = Array.from({ length: 100 }, (_, at) => ({ id: `abs_${String(at).padStart(26, '0')}`, ...one }))
    desk.table.put({ ...desk.table.find({ pk: 'TECHNICIANS', sk: id }), absences } as never)
    expect((await call('addAbsence', { id, as: 'technician', body: one })).status).toBe(409)
  })
})

describe('roles', () => {
  it('are given by those who stand as high, and never to oneself', async () => {
    const { id } = people.technician
    expect((await patch(id, { role: 'admin' }, 'manager')).status).toBe(403)
    expect((await call('createTechnician', { as: 'manager', body: { ...given, role: 'admin' } })).status).toBe(403)
    expect((await patch(id, { role: 'manager' }, 'manager')).status).toBe(200)
    expect((await patch(id, { role: 'admin' }, 'admin')).status).toBe(200)
    expect((await patch(id, { role: 'agent' }, 'manager')).status).toBe(403)
    expect((await patch(people.manager.id, { role: 'agent' }, 'manager')).status).toBe(403)
    expect((await patch(people.admin.id, { role: 'manager' }, 'admin')).status).toBe(403)
    expect((await patch(people.manager.id, { van: 'Van 3' }, 'manager')).status).toBe(200)
  })

  it('are kept from whoever is below: no manager comes by the login of an admin', async () => {
    const { id } = people.admin
    expect((await patch(id, { email: 'mine@desk.example' })).status).toBe(403)
    expect((await call('inviteTechnician', { id, as: 'manager' })).status).toBe(403)
    expect((await call('deactivateTechnician', { id, as: 'manager', body: { reason: 'No' } })).status).toBe(403)
  })
})

describe('an invitation', () => {
  const invite = (id: string, as: Caller = 'manager', more: Asked = {}) => call('inviteTechnician', { id, as, ...more })

  it('makes a login in the group of the role, and says whose it is', async () => {
    const id = await make({ role: 'agent' })
    const { status, body, text } = await invite(id)
    expect([status, body.invitedAt]).toEqual([200, '2026-11-21T10:00:00.000Z'])
    expect(text).not.toContain('sub-1')
    expect(desk.pool.users).toMatchObject([{ email: 'network@desk.example', groups: ['agent'], enabled: true }])
    expect(account('sub-1')).toMatchObject({ person: id, role: 'agent', teams: [teams.north], active: true })
    const claims = { ...claimsOf('agent'), sub: 'sub-1' }
    expect((await call('getTechnician', { id, claims })).status).toBe(200)
  })

  it('goes out again to who has not signed in yet, and to nobody else', async () => {
    const id = await make()
    await invite(id)
    pass(1000)
    expect((await invite(id)).body.invitedAt).toBe('2026-11-21T10:00:01.000Z')
    expect(desk.pool.invited).toEqual(['network@desk.example', 'network@desk.example'])
    desk.pool.change('sub-1', () => ({ status: 'CONFIRMED' }))
    expect((await invite(id)).status).toBe(200)
    expect(desk.pool.invited).toHaveLength(2)
    expect(desk.pool.users).toHaveLength(1)
  })

  it('goes out once for one key', async () => {
    const id = await make()
    const once = { headers: { 'idempotency-key': 'a-key' } }
    const first = await invite(id, 'manager', once)
    expect((await invite(id, 'manager', once)).text).toBe(first.text)
    expect(desk.pool.invited).toHaveLength(1)
  })

  it('comes to the same wherever a call of it fails, before or after it was carried out', async () => {
    for (let failing = 1; ; failing += 1) {
      desk.open()
      const id = await make({ role: 'agent' })
      let calls = 0
      desk.weather = () => {
        calls += 1
        if (calls === failing) throws(fault('TimeoutError'))()
      }
      const first = await invite(id)
      desk.weather = undefined
      if (calls < failing) break
      expect([failing, (await invite(id)).status, first.status > 0]).toEqual([failing, 200, true])
      expect(desk.pool.users).toMatchObject([{ groups: ['agent'] }])
      expect(account('sub-1')).toMatchObject({ person: id })
    }
  })

  it('takes up a login that is nobody’s, and puts it into its group alone', async () => {
    desk.pool.put({
      sub: 'left-over',
      email: 'network@desk.example',
      groups: ['admin'],
      status: 'FORCE_CHANGE_PASSWORD',
    })
    const id = await make()
    expect((await invite(id)).status).toBe(200)
    expect(desk.pool.users).toMatchObject([{ sub: 'left-over', groups: ['technician'] }])
    expect(account('left-over')).toMatchObject({ person: id })
  })

  it('is refused where the address is the login of somebody else, or they do not work here', async () => {
    desk.pool.put({ sub: 'customer', email: 'network@desk.example', groups: ['customer'] })
    const id = await make()
    const refused = await invite(id)
    expect([refused.status, refused.body.detail]).toEqual([409, 'This address is the login of somebody else.'])
    expect(desk.pool.find('customer').groups).toEqual(['customer'])
    const other = await make({ email: 'other@desk.example' })
    await call('deactivateTechnician', { id: other, as: 'manager', body: { reason: 'Has left' } })
    expect((await invite(other)).status).toBe(409)
    expect((await invite(`per_${'0'.repeat(26)}`)).status).toBe(404)
  })
})

describe('what a login goes by', () => {
  const invited = async (more: object = {}) => {
    const id = await make(more)
    await call('inviteTechnician', { id, as: 'manager' })
    return id
  }

  it('follows the record: address and role, whenever the news of it comes', async () => {
    const id = await invited()
    await patch(id, { email: 'newer@desk.example', role: 'supervisor', teams: [teams.south] })
    expect(account('sub-1')).toMatchObject({ role: 'supervisor', teams: [teams.south] })
    desk.before('Pool', throws(fault('InternalErrorException')))
    expect(await heard(id)).toBe(1)
    desk.after('Pool', throws(fault('TimeoutError')))
    await heard(id)
    expect(await heard(id)).toBe(0)
    expect(await heard(id)).toBe(0)
    expect(desk.pool.users).toMatchObject([{ email: 'newer@desk.example', groups: ['supervisor'], enabled: true }])
  })

  it('keeps nobody in a role or in the desk by an address that is another login’s', async () => {
    const id = await invited({ role: 'supervisor' })
    desk.pool.put({ sub: 'customer', email: 'newer@desk.example', groups: ['customer'] })
    await patch(id, { email: 'newer@desk.example', role: 'technician' })
    const again = await call('inviteTechnician', { id, as: 'manager' })
    expect([again.status, again.body.detail]).toEqual([409, 'This address is the login of somebody else.'])
    expect(desk.pool.find('sub-1')).toMatchObject({ groups: ['technician'], email: 'network@desk.example' })
    await call('deactivateTechnician', { id, as: 'manager', body: { reason: 'Has left' } })
    // It is tried again until somebody names another address.
    expect(await heard(id)).toBe(1)
    expect(desk.pool.find('sub-1')).toMatchObject({ enabled: false, signedOut: 1 })
    expect(desk.pool.find('customer').groups).toEqual(['customer'])
    await patch(id, { email: 'newest@desk.example' })
    expect(await heard(id)).toBe(0)
    expect(desk.pool.find('sub-1').email).toBe('newest@desk.example')
  })

  it('follows the newest where the record changes meanwhile', async () => {
    const id = await invited()
    await patch(id, { role: 'supervisor' })
    desk.before('Pool', () => patch(id, { role: 'agent' }))
    expect(await heard(id)).toBe(0)
    expect(desk.pool.users).toMatchObject([{ groups: ['agent'] }])
  })

  it('holds no longer where the role was taken, whatever the token says', async () => {
    const id = await invited({ role: 'manager' })
    const claims = { ...claimsOf('manager'), sub: 'sub-1' }
    const body = { ...given, email: 'b@desk.example' }
    expect((await call('createTechnician', { claims, body })).status).toBe(201)
    await patch(id, { role: 'agent' }, 'admin')
    expect((await call('createTechnician', { claims, body })).status).toBe(403)
    expect((await call('getTechnician', { claims, id })).status).toBe(200)
    await patch(id, { role: 'admin' }, 'admin')
    // More than the token says comes with the next token.
    expect((await patch(people.admin.id, { van: 'Van 3' }, 'manager')).status).toBe(403)
    expect((await call('changeTechnician', { claims, id: people.admin.id, body: { van: 'Van 3' } })).status).toBe(403)
  })
})

describe('who leaves', () => {
  const leave = (id: string, as: Caller = 'manager', headers = {}) =>
    call('deactivateTechnician', { id, as, body: { reason: 'Has left' }, headers })
  const { id } = people.technician
  const theirs = async (more: Record<string, unknown> = {}) => {
    const number = await aTicket(more)
    await call('assignTicket', { id: number, body: { technician: id } })
    return number
  }
  const ticket = async (number: string) => (await call('getTicket', { id: number })).body

  it('is refused from then on, and signed out', async () => {
    const other = await make()
    await call('inviteTechnician', { id: other, as: 'manager' })
    const claims = { ...claimsOf('technician'), sub: 'sub-1' }
    expect((await call('getTechnician', { id: other, claims })).status).toBe(200)
    const left = await leave(other)
    expect(left).toMatchObject({
      status: 200,
      body: { technician: { active: false, left: { reason: 'Has left' } }, tickets: [] },
    })
    expect([403, 'forbidden']).toEqual([(await call('getTechnician', { id: other, claims })).status, 'forbidden'])
    await heard(other)
    expect(desk.pool.users).toMatchObject([{ enabled: false, signedOut: 1 }])
    expect(await read(other, 'teammate')).not.toHaveProperty('left')
    const back = await call('reactivateTechnician', { id: other, as: 'manager' })
    expect(back.body).toMatchObject({ active: true })
    expect(back.body).not.toHaveProperty('left')
    await heard(other)
    expect(desk.pool.users).toMatchObject([{ enabled: true, groups: ['technician'] }])
    expect((await call('getTechnician', { id: other, claims })).status).toBe(200)
  })

  it('hands back what is open, also what waits, and the answer says which', async () => {
    const [open, waiting, over, foreign] = [await theirs(), await theirs(), await theirs(), await aTicket()]
    await call('startTicket', { id: waiting, as: 'technician' })
    await call('pauseTicket', { id: waiting, as: 'technician', body: { status: 'pending_customer', reason: 'Asked' } })
    await call('resolveTicket', { id: over, as: 'manager', body: { resolution: 'Done' } })
    await call('assignTicket', { id: foreign, body: { technician: people.teammate.id } })
    const { body } = await leave(id)
    expect(body.tickets.toSorted()).toEqual([open, waiting].toSorted())
    expect(await heard(id)).toBe(0)
    for (const number of [open, waiting]) {
      const back = await ticket(number)
      expect([back.status, back.assignee, back.team]).toEqual(['created', undefined, teams.north])
      const item = desk.table.find({ pk: `TICKET#${number}`, sk: 'TICKET' })
      expect(item?.routing).toMatchObject({ since: '2026-11-21T10:00:00.000Z', excluded: [id] })
    }
    expect((await ticket(over)).assignee).toBe(id)
    expect((await ticket(foreign)).assignee).toBe(people.teammate.id)
    const history = (await call('getTicketHistory', { id: waiting, query: {} })).body.items
    const types = history.map(({ type, data }: { type: string; data: object }) => [type, data])
    expect(types).toContainEqual(['ticket.unassigned', { previousAssignee: id, reason: 'not-here' }])
    expect(types.map(([type]: [string]) => type)).toContain('sla.resumed')
    expect((await leave(id)).body.tickets).toEqual([])
  })

  it('loses none where handing back fails on the way, and hands back none twice', async () => {
    const numbers = [await theirs(), await theirs(), await theirs()]
    await leave(id)
    const calls = { count: 0, failing: 0 }
    desk.weather = () => {
      calls.count += 1
      if (calls.count === calls.failing) throws(fault('TimeoutError'))()
    }
    for (let failing = 1; failing < 60; failing += 2) {
      Object.assign(calls, { count: 0, failing })
      await heard(id)
    }
    desk.weather = undefined
    expect(await heard(id)).toBe(0)
    for (const number of numbers) {
      expect((await ticket(number)).assignee).toBeUndefined()
      const told = desk.table.filter(({ pk, type }) => pk === `TICKET#${number}` && type === 'ticket.unassigned')
      expect(told).toHaveLength(1)
    }
  })

  it('is looked at once more: another function may have given them something meanwhile', async () => {
    await leave(id)
    await heard(id)
    expect(desk.queues.staff).toEqual([{ again: id }])
    const number = await aTicket()
    const item = desk.table.find({ pk: `TICKET#${number}`, sk: 'TICKET' })
    const places = { assignee: id, status: 'assigned', gsi3pk: `ASSIGNEE#${id}#OPEN` }
    desk.table.put({ ...item, ...places } as never)
    expect(await again()).toBe(0)
    expect((await ticket(number)).assignee).toBeUndefined()
  })

  it('gets nothing any more', async () => {
    const number = await aTicket()
    await leave(id)
    expect((await call('assignTicket', { id: number, body: { technician: id } })).status).toBe(400)
    await call('reactivateTechnician', { id, as: 'manager' })
    expect((await call('assignTicket', { id: number, body: { technician: id } })).status).toBe(200)
  })

  it('is not oneself, nor whom escalations come to', async () => {
    expect((await leave(people.manager.id)).status).toBe(409)
    const leads = await leave(people.supervisor.id)
    expect([leads.status, kindOf(leads), leads.body.detail]).toEqual([
      409,
      'conflict',
      'They are the supervisor or manager of: north, south. Name another there first.',
    ])
    expect((await leave(people.admin.id, 'admin')).status).toBe(409)
    expect((await leave(people.technician.id, 'manager', { 'if-match': '"7"' })).status).toBe(412)
  })
})
