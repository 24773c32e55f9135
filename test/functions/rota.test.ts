import './support/environment.ts'
import { describe, expect, it } from 'vitest'
import { shiftsAround } from '../../functions/platform/table/shifts.ts'
import { type Caller, people, teams } from '../support/people.ts'
import { aDesk } from './support/desk.ts'
import { type Answer, call, kindOf } from './support/gateway.ts'

const desk = aDesk()
const { technician, teammate, otherTechnician } = people
const nights = {
  name: 'Nights',
  team: teams.north,
  timeZone: 'Europe/London',
  members: [technician.id, teammate.id],
  startsOn: '2026-11-23',
}
const ok = ({ status, text, body }: Answer, expected = 201) => {
  expect([status, text]).toEqual([expected, text])
  return body
}
const make = async (more: object = {}) =>
  ok(await call('createRotation', { as: 'supervisor', body: { ...nights, ...more } }))
const onCall = async (query: Record<string, string> = {}, as: Caller = 'technician') =>
  (await call('listOnCall', { as, query })).body.items
const typesOf = (pk: string) =>
  desk.table.filter((item) => item.pk === pk && item.type !== undefined).map(({ type }) => type)
/** How often somebody's load has been told of a change, and all of it. */
const changes = (person = '#REVISION') => Number(desk.table.find({ pk: 'LOADS', sk: person })?.changes ?? 0)

describe('an on-call rotation', () => {
  it('is made, read, replaced and taken away, and tells of it', async () => {
    const { id } = await make()
    const read = await call('getRotation', { id, as: 'technician' })
    expect(read).toMatchObject({ headers: { etag: '"1"' }, body: { ...nights, handOver: { day: 'mon', at: '09:00' } } })
    const replaced = await call('replaceRotation', {
      id,
      as: 'supervisor',
      body: { ...read.body, members: [teammate.id] },
    })
    expect(ok(replaced, 200)).toMatchObject({ members: [teammate.id], version: 2 })
    expect(changes()).toBe(2)
    ok(await call('deleteRotation', { id, as: 'supervisor' }), 204)
    expect((await call('getRotation', { id })).status).toBe(404)
    expect(typesOf(`ROTATION#${id}`)).toEqual(['rotation.created', 'rotation.updated', 'rotation.deleted'])
  })

  it('says who is on call, and who takes over', async () => {
    const { id } = await make()
    await make({ name: 'South', team: teams.south, members: [otherTechnician.id] })
    expect(await onCall()).toHaveLength(2)
    expect(await onCall({ team: teams.north, at: '2026-11-30T08:59:59Z' })).toEqual([
      {
        ...{ rotation: id, name: 'Nights', team: teams.north },
        now: { person: technician.id, from: '2026-11-23T09:00:00.000Z', until: '2026-11-30T09:00:00.000Z' },
        next: { person: teammate.id, from: '2026-11-30T09:00:00.000Z', until: '2026-12-07T09:00:00.000Z' },
      },
    ])
    const duties = await call('listDuties', { id, query: { from: '2026-11-23T09:00:00Z', to: '2026-12-07T09:00:00Z' } })
    expect(duties.body.items.map(({ person }: { person: string }) => person)).toEqual([technician.id, teammate.id])
  })

  it('has members who work here, and a team that is there', async () => {
    desk.table.put({ ...(desk.table.find({ pk: 'TECHNICIANS', sk: teammate.id }) as object), active: false } as never)
    const refused = await call('createRotation', {
      as: 'manager',
      body: { ...nights, team: 'tea_01JD0000000000000000NXTEAM' },
    })
    expect(refused.body.errors).toMatchObject([{ path: 'team' }])
    const { body } = await call('createRotation', { as: 'manager', body: nights })
    expect(body.errors).toEqual([
      { path: 'members.1', message: 'does not work here', expected: 'the id of somebody who does' },
    ])
    const customer = { ...nights, members: [people.customer.id] }
    expect((await call('createRotation', { as: 'manager', body: customer })).body.errors).toHaveLength(1)
    expect((await call('createRotation', { as: 'manager', body: { ...nights, startsOn: '2026-11-24' } })).status).toBe(
      400,
    )
    expect((await call('createRotation', { as: 'manager', body: { ...nights, timeZone: 'Mars' } })).status).toBe(400)
    await make({ members: [technician.id] })
    expect(kindOf(await call('createRotation', { as: 'manager', body: { ...nights, members: [technician.id] } }))).toBe(
      'conflict',
    )
  })

  it('stays while a rule hands to whoever is on call by it', async () => {
    const { id } = await make()
    const rule = { name: 'At night', conditions: { priority: ['urgent'] }, target: { onCall: id } }
    const { id: named } = ok(await call('createAssignmentRule', { as: 'manager', body: rule }))
    const refused = await call('deleteRotation', { id, as: 'supervisor' })
    expect([refused.status, refused.body.detail]).toEqual([409, expect.stringContaining('At night')])
    ok(await call('deleteAssignmentRule', { as: 'manager', params: { rule: named } }), 204)
    ok(await call('deleteRotation', { id, as: 'supervisor' }), 204)
  })

  it('names no team that goes at that moment, and does not go while a rule begins to name it', async () => {
    const { id: team } = ok(await call('createTeam', { as: 'manager', body: { name: 'West' } }))
    desk.before('TransactWrite', async () => {
      ok(await call('deleteTeam', { as: 'manager', id: team }), 204)
    })
    const { body } = await call('createRotation', { as: 'manager', body: { ...nights, team } })
    expect(body.errors).toMatchObject([{ path: 'team' }])
    const { id } = await make()
    desk.before('TransactWrite', async () => {
      const rule = { name: 'At night', conditions: { priority: ['urgent'] }, target: { onCall: id } }
      ok(await call('createAssignmentRule', { as: 'manager', body: rule }))
    })
    expect((await call('deleteRotation', { id, as: 'supervisor' })).status).toBe(409)
  })

  it('keeps a member who has left until it is changed who is in it', async () => {
    const { id } = await make()
    desk.table.put({ ...(desk.table.find({ pk: 'TECHNICIANS', sk: teammate.id }) as object), active: false } as never)
    ok(await call('replaceRotation', { id, as: 'manager', body: { ...nights, name: 'Renamed' } }), 200)
  })

  it('lets somebody stand in for a while; the last who was added holds; whoever it concerns is decided of anew', async () => {
    const { id } = await make()
    const christmas = { from: '2026-11-24T09:00:00Z', until: '2026-11-26T09:00:00Z', reason: 'A wedding' }
    const first = ok(
      await call('addOverride', { id, as: 'supervisor', body: { person: otherTechnician.id, ...christmas } }),
    )
    expect(first.overrides).toMatchObject([{ person: otherTechnician.id, reason: 'A wedding' }])
    expect([technician.id, otherTechnician.id, teammate.id].map(changes)).toEqual([1, 1, 0])
    const second = ok(await call('addOverride', { id, as: 'supervisor', body: { person: teammate.id, ...christmas } }))
    const at = '2026-11-25T00:00:00Z'
    expect((await onCall({ at }))[0].now).toMatchObject({ person: teammate.id, override: second.overrides[1].id })
    const params = { rotation: id, override: second.overrides[1].id }
    ok(await call('removeOverride', { as: 'supervisor', params }), 200)
    expect((await onCall({ at }))[0].now.person).toBe(otherTechnician.id)
    expect((await call('removeOverride', { as: 'supervisor', params })).status).toBe(404)
    const kept = await call('replaceRotation', { id, as: 'manager', body: { ...nights, name: 'Renamed' } })
    expect(kept.body.overrides).toHaveLength(1)
    const sent = await call('replaceRotation', { id, as: 'manager', body: { ...nights, overrides: [] } })
    expect(sent.body.errors).toMatchObject([{ path: 'overrides' }])
    const customer = { person: people.customer.id, ...christmas }
    expect((await call('addOverride', { id, as: 'manager', body: customer })).status).toBe(400)
  })
})

const late = { technician: technician.id, from: '2026-11-23T14:00:00Z', until: '2026-11-23T22:00:00Z', name: 'Late' }
const plan = (shifts: object[], weeks = 1, as: Caller = 'supervisor') =>
  call('planShifts', { as, body: { shifts, weeks } })
const week = { from: '2026-11-23T00:00:00Z', to: '2026-11-30T00:00:00Z' }
const listed = async (query: Record<string, string> = {}) => {
  const { body } = await call('listShifts', { as: 'technician', query: { ...week, ...query } })
  return body.items.map(({ technician, from, until }: Record<string, string>) => `${technician} ${from} ${until}`)
}

describe('shifts', () => {
  it('are planned, listed, moved and taken away, and tell of it', async () => {
    const [{ id }] = ok(await plan([late])).items
    expect(await listed()).toEqual([`${technician.id} 2026-11-23T14:00:00.000Z 2026-11-23T22:00:00.000Z`])
    expect(await listed({ technician: teammate.id })).toEqual([])
    expect(await listed({ team: teams.north })).toHaveLength(1)
    expect(await listed({ team: teams.south })).toEqual([])
    // It ends at ten in the evening.
    expect(await listed({ from: '2026-11-23T22:00:00Z' })).toEqual([])
    const moved = { technician: teammate.id, from: '2026-11-29T23:00:00Z', until: '2026-11-30T07:00:00Z' }
    ok(await call('changeShift', { id, as: 'supervisor', body: moved, headers: { 'if-match': '"1"' } }), 200)
    expect(await listed()).toEqual([`${teammate.id} 2026-11-29T23:00:00.000Z 2026-11-30T07:00:00.000Z`])
    expect(await listed({ from: '2026-11-30T06:00:00Z', to: '2026-12-01T00:00:00Z' })).toHaveLength(1)
    expect([technician.id, teammate.id].map(changes)).toEqual([2, 1])
    ok(await call('deleteShift', { id, as: 'supervisor' }), 204)
    expect(await listed()).toEqual([])
    expect((await call('getShift', { id })).status).toBe(404)
    expect(typesOf(`SHIFT#${id}`)).toEqual(['shift.created', 'shift.updated', 'shift.deleted'])
  })

  it('come again every week at the same time on the wall, also where the clocks change', async () => {
    desk.table.put({
      ...(desk.table.find({ pk: 'TECHNICIANS', sk: technician.id }) as object),
      timeZone: 'Europe/London',
    } as never)
    const sunday = { technician: technician.id, from: '2026-10-18T21:00:00Z', until: '2026-10-19T05:00:00Z' }
    const { items } = ok(await plan([sunday], 3))
    expect(items.map(({ from, until }: Record<string, string>) => [from, until])).toEqual([
      ['2026-10-18T21:00:00.000Z', '2026-10-19T05:00:00.000Z'],
      ['2026-10-25T22:00:00.000Z', '2026-10-26T06:00:00.000Z'],
      ['2026-11-01T22:00:00.000Z', '2026-11-02T06:00:00.000Z'],
    ])
  })

  it('of one person never overlap: which is in the way is said, and none is planned', async () => {
    const [{ id }] = ok(await plan([{ ...late, from: '2026-11-29T20:00:00Z', until: '2026-11-30T06:00:00Z' }])).items
    const early = { ...late, from: '2026-11-23T05:00:00Z', until: '2026-11-23T05:30:00Z' }
    const overlapping = { ...late, from: '2026-11-30T05:59:00Z', until: '2026-11-30T12:00:00Z' }
    const refused = await plan([early, overlapping])
    expect([refused.status, refused.body.errors]).toMatchObject([409, [{ path: 'shifts.1' }]])
    expect(refused.body.errors[0].message).toContain(id)
    expect(await listed()).toHaveLength(1)
    expect((await plan([late, { ...late, from: '2026-11-23T21:00:00Z', until: '2026-11-23T23:00:00Z' }])).status).toBe(
      409,
    )
    // Where one ends the next begins, and another person has shifts of their own.
    ok(
      await plan([
        { ...overlapping, from: '2026-11-30T06:00:00Z' },
        { ...overlapping, technician: teammate.id },
      ]),
    )
    const [next] = ok(await plan([late])).items
    const into = { from: '2026-11-29T22:00:00Z', until: '2026-11-29T23:00:00Z' }
    const moved = await call('changeShift', { id: next.id, as: 'supervisor', body: into })
    expect([moved.status, moved.body.errors[0].message]).toEqual([409, expect.stringContaining(id)])
    // Over itself it may be moved.
    const longer = { until: '2026-11-23T23:00:00Z' }
    ok(await call('changeShift', { id: next.id, as: 'supervisor', body: longer }), 200)
  })

  it('never overlap when two plan at once', async () => {
    let other: Answer | undefined
    desk.before('TransactWrite', async () => {
      other = await plan([{ ...late, from: '2026-11-23T21:00:00Z', until: '2026-11-24T02:00:00Z' }])
    })
    const slower = await plan([late])
    expect([other?.status, slower.status]).toEqual([201, 409])
    expect(await listed()).toHaveLength(1)
  })

  it('never overlap when two are moved at once', async () => {
    const [one, two] = ok(
      await plan([late, { ...late, from: '2026-11-25T14:00:00Z', until: '2026-11-25T22:00:00Z' }]),
    ).items
    const to = { from: '2026-11-27T14:00:00Z', until: '2026-11-27T22:00:00Z' }
    let other: Answer | undefined
    desk.before('TransactWrite', async () => {
      other = await call('changeShift', { id: one.id, as: 'supervisor', body: to })
    })
    const slower = await call('changeShift', { id: two.id, as: 'supervisor', body: to })
    expect([other?.status, slower.status]).toEqual([200, 409])
  })

  it('are of people who work here, a day long at most, and not too many at once', async () => {
    expect((await plan([{ ...late, technician: people.customer.id }])).body.errors).toMatchObject([
      { path: 'shifts.0.technician', message: 'does not work here' },
    ])
    expect((await plan([{ ...late, until: '2026-11-24T14:00:01Z' }])).status).toBe(400)
    expect((await plan([late], 41)).status).toBe(400)
    expect(ok(await plan([late], 24)).items).toHaveLength(24)
    const everyWeek = { ...late, technician: teammate.id }
    expect((await plan([everyWeek], 40)).body.errors).toMatchObject([{ path: 'shifts' }])
  })

  it('are read by who routes: those around now, no older than it is told', async () => {
    ok(await plan([late, { ...late, from: '2026-12-20T14:00:00Z', until: '2026-12-20T22:00:00Z' }]))
    const found = await shiftsAround('2026-11-23T15:00:00.000Z', changes())
    expect(found.map(({ from }) => from)).toEqual(['2026-11-23T14:00:00.000Z'])
    ok(await plan([{ ...late, technician: teammate.id }]))
    expect(await shiftsAround('2026-11-23T15:00:00.000Z', changes())).toHaveLength(2)
  })
})

describe('a calendar', () => {
  const calendarOf = (id: string, as: Caller, query = { from: '2026-11-23T00:00:00Z', to: '2026-11-25T00:00:00Z' }) =>
    call('getTechnicianCalendar', { id, as, query })
  const absent = (more: object) =>
    desk.table.put({ ...(desk.table.find({ pk: 'TECHNICIANS', sk: technician.id }) as object), ...more } as never)

  it('has the working time, absences, shifts, duties and what is free', async () => {
    await make()
    const calendar = ok(
      await call('createCalendar', {
        as: 'manager',
        body: {
          name: 'Office',
          timeZone: 'Europe/London',
          weekly: { mon: [{ from: '09:00', to: '17:00' }], tue: [{ from: '09:00', to: '17:00' }] },
        },
      }),
    )
    const away = {
      id: 'abs_01JD0000000000000000ABSNC1',
      from: '2026-11-24T12:00:00.000Z',
      until: '2026-11-24T16:50:00.000Z',
    }
    absent({ calendar: calendar.id, absences: [{ ...away, kind: 'sick', note: 'A cold' }] })
    ok(await plan([late]))
    const { body } = await calendarOf('me', 'technician')
    expect(body).toMatchObject({
      technician: technician.id,
      timeZone: 'Europe/London',
      working: [
        { from: '2026-11-23T14:00:00.000Z', until: '2026-11-23T22:00:00.000Z' },
        { from: '2026-11-24T09:00:00.000Z', until: '2026-11-24T12:00:00.000Z' },
        { from: '2026-11-24T16:50:00.000Z', until: '2026-11-24T17:00:00.000Z' },
      ],
      absences: [{ ...away, kind: 'sick', note: 'A cold' }],
      shifts: [{ name: 'Late' }],
      onCall: [{ person: teammate.id }, { person: technician.id }].slice(1),
      visits: [],
      busy: [],
      // The ten minutes at the end of the day are too short.
      free: [
        { from: '2026-11-23T14:00:00.000Z', until: '2026-11-23T22:00:00.000Z' },
        { from: '2026-11-24T09:00:00.000Z', until: '2026-11-24T12:00:00.000Z' },
      ],
    })
    const seen = (await calendarOf(technician.id, 'teammate')).body
    expect(seen.absences).toEqual([{ from: away.from, until: away.until }])
    expect(seen).not.toHaveProperty('visits')
    expect((await calendarOf(technician.id, 'supervisor')).body.absences[0].note).toBe('A cold')
    const byAgent = (await calendarOf(technician.id, 'agent')).body
    expect([byAgent.absences[0].note, byAgent.visits]).toEqual([undefined, []])
  })

  it('is nobody’s whom the desk does not know, and 62 days at most', async () => {
    expect((await calendarOf(people.customer.id, 'agent')).status).toBe(404)
    const query = { from: '2026-11-23T00:00:00Z', to: '2027-01-25T00:00:00Z' }
    expect((await calendarOf(technician.id, 'agent', query)).status).toBe(400)
    expect((await calendarOf(technician.id, 'agent', { ...query, to: '2026-11-22T00:00:00Z' })).status).toBe(400)
  })
})
