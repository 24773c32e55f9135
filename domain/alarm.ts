import type { AlarmLevel } from '../schemas/alarm.ts'
import type { Instant } from '../schemas/time.ts'

/** An alarm that has gone on or off. */
export interface AlarmChange {
  name: string
  isOn: boolean
  at: Instant
  level: AlarmLevel
  /** Its paragraph in the runbook. */
  link: string
  /** CloudWatch's own words. */
  because: string
}

/** What the desk remembers of an alarm: its last change, and the ticket that it opened. */
export interface KnownAlarm {
  at: Instant
  ticket?: string
  /** So many notes it has written on that ticket. */
  notes: number
}

/** An alarm that goes on and off all day does not fill its ticket: after so many notes it says no more. */
export const mostNotes = 20

/**
 * What a change is to the desk: a ticket while none of this alarm is open, a note on the one that is, or nothing where it
 * is older than what is known, or there is nothing to end.
 */
export function answerTo(
  change: Pick<AlarmChange, 'isOn' | 'at'>,
  known: KnownAlarm | undefined,
  ticketIsOpen: boolean,
): 'ticket' | 'note' | 'nothing' {
  if (known && change.at <= known.at) return 'nothing'
  if (known && ticketIsOpen) return known.notes < mostNotes ? 'note' : 'nothing'
  return change.isOn ? 'ticket' : 'nothing'
}

/** The heading of the paragraph that a link ends in: `…#the-api-fails` is about `The api fails`. */
const headingOf = (link: string): string => {
  const words = link.slice(link.indexOf('#') + 1).replaceAll('-', ' ')
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`
}

/** The ticket that an alarm opens. */
export const ticketOf = ({ name, at, level, link, because }: AlarmChange) => ({
  title: `${headingOf(link)} (${name})`.slice(0, 200),
  description: [
    `The alarm \`${name}\` is on since ${at}.`,
    because,
    `What it means, how to look, how to mend it, how to know that it is mended: ${link}`,
  ].join('\n\n'),
  priority: level === 'page' ? ('urgent' as const) : ('high' as const),
  type: 'issue' as const,
  channel: 'api' as const,
  channelId: name.slice(0, 200),
  tags: ['alarm', `alarm-${level}`],
  custom: {},
})

/** What an alarm says on its ticket later. */
export const noteOf = ({ isOn, at, because }: AlarmChange, notes: number): string =>
  [
    isOn ? `The alarm is on again, since ${at}.` : `The alarm is off since ${at}.`,
    because,
    ...(notes + 1 === mostNotes
      ? [`It has changed ${mostNotes} times: what it does from now on is not noted here.`]
      : []),
  ].join('\n\n')
