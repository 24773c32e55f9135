import './support/environment.ts'
import nodeIcal from 'node-ical'
import { describe, expect, it, vi } from 'vitest'
import { icalendarOf } from '../../functions/rota/icalendar.ts'
import type { Taken } from '../../functions/rota/taken.ts'
import type { KeptTechnician } from '../../schemas/technician.ts'
import { aTechnician } from '../domain/support/workers.ts'
import { people } from '../support/people.ts'
import { aDesk, pass } from './support/desk.ts'
import { type Answer, call } from './support/gateway.ts'

const desk = aDesk()
const { technician, teammate } = people
const day = 86_400_000

const make = async (
  as: keyof typeof people = 'technician',
  id: string = technician.id,
  headers = {},
): Promise<string> => {
  const { status, text, body } = await call('makeCalendarFeed', { as, id, headers })
  expect([status, text]).toEqual([201, text])
  return body.path.split('/').at(-1)
}
const read = (secret: string, headers = {}): Promise<Answer> =>
  call('readCalendarFeed', { claims: null, params: { secret }, headers })
const late = { technician: technician.id, from: '2026-11-23T14:00:00Z', until: '2026-11-23T22:00:00Z', name: 'Late' }
const plan = async (shifts: object[]) =>
  (await call('planShifts', { as: 'supervisor', body: { shifts } })).body.items as { id: string }[]

describe('the link to a calendar', () => {
  it('opens it for whoever has it', async () => {
    const secret = await make()
    expect(secret).toMatch(/^[\w-]{43}$/)
    const [shift] = await plan([late])
    const answer = await read(secret)
    expect([answer.status, answer.headers['content-type']]).toEqual([200, 'text/calendar; charset=utf-8'])
    expect(answer.text).toContain(`UID:${shift?.id}\r\n`)
    // Also for somebody who is signed in as whoever.
    expect((await call('readCalendarFeed', { as: 'customer', params: { secret } })).status).toBe(200)
  })

  it('is good for nothing once another is made, or it is revoked, or they have left: just as one that never was', async () => {
    const first = await make()
    const second = await make('supervisor')
    expect(first).not.toBe(second)
    const answers = [await read(first), await read('nothing-at-all'), await read(`${second}x`)]
    expect((await read(second)).status).toBe(200)
    expect((await call('revokeCalendarFeed', { as: 'technician', id: 'me' })).status).toBe(204)
    answers.push(await read(second))
    const third = await make()
    const record = desk.table.find({ pk: 'TECHNICIANS', sk: technician.id }) as object
    desk.table.put({ ...record, active: false } as never)
    answers.push(await read(third))
    for (const { status, body } of answers) expect([status, body.detail]).toEqual([404, answers[0]?.body.detail])
    expect((await call('revokeCalendarFeed', { as: 'manager', id: technician.id })).status).toBe(404)
  })

  it('is gone with who leaves, also when they are back', async () => {
    const secret = await make()
    const left = await call('deactivateTechnician', { id: technician.id, as: 'manager', body: { reason: 'Has left' } })
    expect(left.status).toBe(200)
    expect((await call('reactivateTechnician', { id: technician.id, as: 'manager' })).status).toBe(200)
    expect((await read(secret)).status).toBe(404)
    expect((await read(await make())).status).toBe(200)
  })

  it('is made and revoked by themselves, the supervisors of their teams, and those above', async () => {
    for (const as of ['technician', 'supervisor', 'manager', 'admin'] as const) await make(as)
    const refused = (as: 'teammate' | 'agent' | 'supervisor', id: string) => call('makeCalendarFeed', { as, id })
    expect((await refused('teammate', technician.id)).status).toBe(403)
    expect((await refused('agent', technician.id)).status).toBe(403)
    expect((await refused('agent', people.customer.id)).status).toBe(404)
    expect((await call('revokeCalendarFeed', { as: 'agent', id: technician.id })).status).toBe(403)
  })

  it('is told again to its Idempotency-Key, and lies nowhere', async () => {
    const headers = { 'idempotency-key': 'a-key' }
    const secret = await make('technician', technician.id, headers)
    const replayed = await call('makeCalendarFeed', { as: 'technician', id: technician.id, headers })
    expect(replayed.headers['idempotent-replayed']).toBe('true')
    expect(replayed.body.path).toContain(secret)
    const { inflateRawSync } = await import('node:zlib')
    const kept = desk.table.items.map(
      (item) => `${JSON.stringify(item)} ${item.body instanceof Uint8Array ? inflateRawSync(item.body) : ''}`,
    )
    expect(kept.some((text) => text.includes('calendar-feeds/'))).toBe(true)
    expect(kept.filter((text) => text.includes(secret))).toEqual([])
  })

  it('costs one request where it opens nothing, whatever it looks like', async () => {
    for (const secret of ['x', 'x'.repeat(200), await make('manager', teammate.id)]) {
      await call('revokeCalendarFeed', { as: 'manager', id: teammate.id })
      desk.calls.length = 0
      expect((await read(secret)).status).toBe(404)
      expect(desk.calls).toEqual(['Get'])
    }
    expect((await read('x'.repeat(201))).status).toBe(404)
  })

  it('stands in no log', async () => {
    const secret = await make()
    const lines: string[] = []
    for (const name of ['log', 'info', 'warn', 'error', 'debug'] as const)
      vi.spyOn(console, name).mockImplementation((...said) => void lines.push(said.join(' ')))
    await read(secret)
    await read(`${secret}x`)
    desk.before('Get', () => {
      throw new Error('The table is away')
    })
    expect((await read(secret)).status).toBe(500)
    expect(lines.filter((line) => line.includes(secret))).toEqual([])
  })

  it('is not modified as long as nothing changes, for a day', async () => {
    const secret = await make()
    await plan([late])
    const { etag = '' } = (await read(secret)).headers
    pass(60_000)
    expect(await read(secret, { 'if-none-match': `W/${etag}` })).toMatchObject({
      status: 304,
      text: '',
      headers: { etag },
    })
    await plan([{ ...late, from: '2026-11-25T14:00:00Z', until: '2026-11-25T22:00:00Z' }])
    expect((await read(secret, { 'if-none-match': etag })).status).toBe(200)
  })

  it('has the 30 days before and the 120 ahead, and is a calendar also where it is empty', async () => {
    const secret = await make()
    const empty = await read(secret)
    expect(empty.text).toContain('BEGIN:VTIMEZONE')
    expect(Object.values(nodeIcal.sync.parseICS(empty.text)).filter((one) => one?.type === 'VEVENT')).toEqual([])
    const today = Date.parse('2026-11-21')
    const at = (days: number) => {
      const from = today + days * day
      return { ...late, from: new Date(from).toISOString(), until: new Date(from + 3_600_000).toISOString() }
    }
    const planned = await plan([at(-31), at(-30), at(120), at(121)])
    const { text } = await read(secret)
    expect(planned.map(({ id }) => text.includes(id))).toEqual([false, true, true, false])
  })
})

describe('what a calendar program reads', () => {
  const somebody = {
    ...aTechnician({ name: 'Doe; "Joe", \\ the 1st' }),
    updatedAt: '2026-11-20T08:00:00.000Z',
  } as KeptTechnician
  const long = `Bring: ladder, fuses; see C:\\drawings\\plan.pdf\nThen ${'überlänge – 漢字 🧰 '.repeat(12)}end`
  const recorded = { version: 1, createdAt: '2026-11-01T08:00:00.000Z', updatedAt: '2026-11-02T08:00:00.123Z' }
  const rotation = {
    ...{ id: 'rot_1', name: 'Nights, weekends', timeZone: 'Europe/London', members: [somebody.id], overrides: [] },
    ...{ handOver: { day: 'mon', at: '09:00' } as const, startsOn: '2026-11-23' },
    ...recorded,
  }
  const taken = {
    visits: [
      {
        id: 'vis_1',
        ticket: 'TKT000001',
        from: '2026-11-24T10:00:00.000Z',
        until: '2026-11-24T11:30:00.000Z',
        work: long,
        ...recorded,
      },
    ],
    absences: [
      {
        id: 'abs_1',
        from: '2026-12-21T00:00:00.000Z',
        until: '2027-01-04T00:00:00.000Z',
        kind: 'sick',
        note: 'Secret',
      },
    ],
    shifts: [
      {
        id: 'shf_1',
        technician: somebody.id,
        from: '2026-11-23T14:00:00.000Z',
        until: '2026-11-23T22:00:00.000Z',
        ...recorded,
      },
    ],
    onCall: [
      { person: somebody.id, from: '2026-11-23T09:00:00.000Z', until: '2026-11-30T09:00:00.000Z', by: rotation },
    ],
  } as unknown as Taken
  const text = icalendarOf(somebody, taken)
  const events = Object.values(nodeIcal.sync.parseICS(text)).flatMap((one) => (one?.type === 'VEVENT' ? [one] : []))
  const event = (uid: string) => events.find((one) => one.uid === uid)

  it('is what was planned, by a parser of others', () => {
    expect(events).toHaveLength(4)
    expect(event('vis_1')).toMatchObject({
      ...{ summary: 'Visit TKT000001', description: long, status: 'TENTATIVE', transparency: 'OPAQUE' },
      ...{ start: new Date('2026-11-24T10:00:00Z'), end: new Date('2026-11-24T11:30:00Z') },
      dtstamp: new Date('2026-11-02T08:00:00Z'),
    })
    expect(event('abs_1')).toMatchObject({ summary: 'Absent', transparency: 'OPAQUE', end: new Date('2027-01-04') })
    expect(event('shf_1')).toMatchObject({ summary: 'Shift', transparency: 'TRANSPARENT' })
    expect(event('rot_1-2026-11-23T09:00:00.000Z')).toMatchObject({ summary: 'On call: Nights, weekends' })
    // Why somebody is away is nobody's who has the link.
    expect(text).not.toMatch(/sick|Secret/)
  })

  it('has lines of 75 octets at most, ended as they must be, and whole characters on each', () => {
    expect(text.startsWith('BEGIN:VCALENDAR\r\nVERSION:2.0\r\n')).toBe(true)
    expect(text.endsWith('END:VCALENDAR\r\n')).toBe(true)
    const lines = text.split('\r\n')
    expect(lines.join('')).not.toMatch(/[\r\n]/)
    expect(Math.max(...lines.map((line) => Buffer.byteLength(line)))).toBeLessThanOrEqual(75)
    expect(lines.every((line) => line.isWellFormed())).toBe(true)
    expect(lines.filter((line) => /^(DTSTART|DTEND|DTSTAMP|LAST-MODIFIED)/.test(line))).toHaveLength(16)
    for (const line of lines.filter((line) => line.startsWith('DT'))) expect(line).toMatch(/:\d{8}T\d{6}Z$/)
  })

  it('escapes what means something in it, and leaves out what is no text', () => {
    const control = { ...taken, shifts: taken.shifts.map((shift) => ({ ...shift, name: 'a\u0007b\r\nc\rd' })) }
    const [found] = Object.values(nodeIcal.sync.parseICS(icalendarOf(somebody, control))).flatMap((one) =>
      one?.type === 'VEVENT' && one.uid === 'shf_1' ? [one] : [],
    )
    expect(found?.summary).toBe('ab\nc\nd')
    expect(text).toContain('X-WR-CALNAME;VALUE=TEXT:Doe\\; "Joe"\\, \\\\ the 1st\r\n')
    expect(text).toContain('REFRESH-INTERVAL;VALUE=DURATION:PT15M\r\n')
  })
})
