import ICAL from 'ical.js'
import { oneLine } from '../markup/characters.ts'

/** An invitation longer than this is a calendar, not read as one. */
const longest = 256 * 1024
const mostEvents = 5

/** A line for each event of an invitation: what, when, where, and what is asked. None for what cannot be read. */
export function invitationLines(calendar: string): string[] {
  if (calendar.length > longest) return []
  try {
    const whole = new ICAL.Component(ICAL.parse(calendar))
    const method = String(whole.getFirstPropertyValue('method') ?? '').toUpperCase()
    const events = whole.getAllSubcomponents('vevent').slice(0, mostEvents)
    return events.map((event) => lineOf(event, method)).filter(Boolean)
  } catch {
    return []
  }
}

const words: Record<string, string> = {
  REQUEST: 'Invitation',
  PUBLISH: 'Event',
  CANCEL: 'Cancelled',
  REPLY: 'Answer',
  COUNTER: 'Other time proposed',
}

function lineOf(event: ICAL.Component, method: string): string {
  const value = (name: string) => oneLine(String(event.getFirstPropertyValue(name) ?? ''))
  const answer = event.getFirstProperty('attendee')?.getParameter('partstat')
  const begins = time(event, 'dtstart')
  const ends = time(event, 'dtend')
  const sameDay = ends.slice(0, 10) === begins.slice(0, 10)
  const zone = event.getFirstProperty('dtstart')?.getParameter('tzid')
  const when = [begins, ends && `–${sameDay ? ends.slice(11) : ` ${ends}`}`].join('')
  return [
    `${words[method] ?? 'Event'}: ${value('summary') || '…'}`,
    when && (zone ? `${when} (${oneLine(String(zone))})` : when),
    value('location'),
    method === 'REPLY' && answer ? oneLine(String(answer)).toLowerCase() : '',
  ]
    .filter(Boolean)
    .join(', ')
}

/** `2026-11-18 14:00`, in the zone that it is given in. */
function time(event: ICAL.Component, name: string): string {
  const value = String(event.getFirstPropertyValue(name) ?? '')
  const [, date = '', clock = '', utc = ''] = /^(\d{4}-\d\d-\d\d)(?:T(\d\d:\d\d):\d\d(Z?))?/.exec(value) ?? []
  return [date, clock && `${clock}${utc && ' UTC'}`].filter(Boolean).join(' ')
}
