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
  /** It went off where nobody knew that it was on: that it went on, after this, may be on its way still. */
  unheardAfter?: Instant | ''
}

/** An alarm that goes on and off all day does not fill its ticket: after so many notes it says no more. */
export const mostNotes = 20

/**
 * What a change is to the desk: a ticket while none of this alarm is open, also where its end has come before it; a note on
 * the one that is; to be remembered where there is nothing to say; or nothing where it is older than what is known.
 */
export function answerTo(
  change: Pick<AlarmChange, 'isOn' | 'at'>,
  known: KnownAlarm | undefined,
  ticketIsOpen: boolean,
): 'ticket' | 'note' | 'remember' | 'nothing' {
  if (known && change.at <= known.at) {
    const isUnheard = known.unheardAfter !== undefined && change.at > known.unheardAfter
    return change.isOn && isUnheard && !ticketIsOpen ? 'ticket' : 'nothing'
  }
  if (known && ticketIsOpen) return known.notes < mostNotes ? 'note' : 'remember'
  return change.isOn ? 'ticket' : 'remember'
}

/** What is known of an alarm once a change of it is remembered, without anything having been said. */
export const remembered = (
  { at }: Pick<AlarmChange, 'at'>,
  known: KnownAlarm | undefined,
  ticketIsOpen: boolean,
): KnownAlarm => ({
  notes: 0,
  ...known,
  at,
  ...(!ticketIsOpen && { unheardAfter: known?.unheardAfter ?? known?.at ?? '' }),
})

/** The heading of the paragraph that a link ends in: `…#the-api-fails` is about `The api fails`. */
const headingOf = (link: string): string => {
  const words = link.slice(link.indexOf('#') + 1).replaceAll('-', ' ')
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`
}

/** The ticket that an alarm opens; `offSince`: where its end was heard before its beginning. */
export const ticketOf = ({ name, at, level, link, because }: AlarmChange, offSince?: Instant) => ({
  title: `${headingOf(link)} (${name})`.slice(0, 200),
  description: [
    offSince
      ? `The alarm \`${name}\` was on from ${at}; it is off since ${offSince}.`
      : `The alarm \`${name}\` is on since ${at}.`,
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
