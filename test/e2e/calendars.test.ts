import { describe, expect, it } from 'vitest'
import { readOutputs } from '../../infra/local/outputs.ts'
import type { CalendarRecord } from '../../schemas/calendar.ts'
import { deskAt, unique } from '../support/desk.ts'
import { inParallel } from '../support/parallel.ts'

const desk = deskAt(readOutputs())
const { call, wrong } = desk
const day = [{ from: '09:00', to: '18:00' }]
const office = () => ({
  name: unique('office'),
  timeZone: 'Europe/London',
  weekly: { mon: day, tue: day, wed: day, thu: day, fri: day },
  holidays: [{ date: '2026-12-24', name: 'Christmas Eve', hours: [{ from: '09:00', to: '12:00' }] }],
})

async function make(body = office()): Promise<CalendarRecord> {
  const made = await call('createCalendar', 'manager', { body })
  expect([made.status, made.text]).toEqual([201, made.text])
  return made.body
}
const remove = async (id: string) => (await wrong('deleteCalendar', 'manager', { id })).status

describe('a calendar', () => {
  it('is made, filled with holidays, looked ahead in, replaced and taken away', async () => {
    const { id, holidays, version } = await make()
    expect([holidays.length, version]).toEqual([1, 1])
    const ics = [
      'BEGIN:VCALENDAR',
      'BEGIN:VEVENT',
      'DTSTART;VALUE=DATE:20001225',
      'RRULE:FREQ=YEARLY',
      'SUMMARY:Christmas Day',
      'END:VEVENT',
      'END:VCALENDAR',
    ].join('\r\n')
    const years = { from: 2026, to: 2027 }
    const read = await call('importHolidays', 'manager', { id, body: { ics, years } })
    expect(read.body.added.map(({ date }) => date)).toEqual(['2026-12-25', '2027-12-25'])
    const british = await call('importHolidays', 'admin', { id, body: { country: 'GB', region: 'SCT', years } })
    expect(british.body.added).toContainEqual({ date: '2026-12-28', name: 'Boxing Day (substitute day)' })
    expect(british.body.calendar.version).toBe(3)

    const ahead = await call('listOpenings', 'technician', { id, query: { from: '2026-12-23T20:00:00Z', count: 2 } })
    expect(ahead.body.items.map(({ from, to }) => [from, to])).toEqual([
      ['2026-12-24T09:00:00.000Z', '2026-12-24T12:00:00.000Z'],
      ['2026-12-29T09:00:00.000Z', '2026-12-29T18:00:00.000Z'],
    ])
    expect(ahead.body.items[1]?.holidays?.map(({ name }) => name)).toEqual([
      'Christmas Day',
      'Boxing Day',
      'Boxing Day (substitute day)',
    ])
    const replaced = await call('replaceCalendar', 'manager', { id, body: office() })
    expect(replaced.body).toMatchObject({ version: 4, holidays: [{ date: '2026-12-24' }] })
    expect(await remove(id)).toBe(204)
    expect((await wrong('getCalendar', 'agent', { id })).status).toBe(404)
  })

  it('of the demonstration has hours and the holidays of its country', async () => {
    const { items } = (await call('listCalendars', 'agent', { query: { limit: 50 } })).body
    const office = items.find(({ name }) => name === 'Office hours')
    expect(office?.holidays.map(({ name }) => name)).toContain('Christmas Day')
  })

  it('is tried before it is saved, and countries are listed', async () => {
    const { name: _, ...hours } = office()
    const ahead = await call('previewCalendar', 'agent', { body: hours, query: { count: 3 } })
    expect(ahead.body.items).toHaveLength(3)
    const { items } = (await call('listHolidayCountries', 'technician')).body
    expect(items.find(({ country }) => country === 'GB')?.regions?.map(({ region }) => region)).toContain('SCT')
  })
})

it('a calendar is never taken from a policy that begins to use it at the same moment', async () => {
  const rounds = Array.from({ length: 6 }, () => async () => {
    const { id } = await make()
    const targets = { high: { response: 'PT1H' } }
    const body = { name: unique('promise'), position: 900, conditions: { tags: ['nobodys'] }, calendar: id, targets }
    const [saved, removed] = await Promise.all([wrong('createSlaPolicy', 'manager', { body }), remove(id)])
    // One of them came first; the other was told.
    expect([
      [201, 409],
      [400, 204],
    ]).toContainEqual([saved.status, removed])
    if (saved.status !== 201) return
    await call('deleteSlaPolicy', 'manager', { id: (saved.body as unknown as { id: string }).id })
    expect(await remove(id)).toBe(204)
  })
  await inParallel(3, rounds)
})
