import { type EventType, eventTypes } from '../../../events/catalogue.ts'
import { type Colour, paint } from '../steps.ts'
import { type Cell, gap, painted, textOf } from './columns.ts'
import type { Entry } from './feed.ts'
import { type NameOf, phrases } from './phrases.ts'
import { clockTime } from './time-words.ts'

/** What the desk does by itself when time runs out: always a line of its own. */
const loud: Partial<Record<EventType, { sign: string; colour: Colour }>> = {
  'sla.warned': { sign: '▲', colour: 'yellow' },
  'sla.breached': { sign: '■', colour: 'red' },
  'ticket.escalated': { sign: '▶', colour: 'magenta' },
}

const colours: Partial<Record<EventType, Colour>> = {
  'ticket.created': 'green',
  'ticket.assigned': 'blue',
  'ticket.unassigned': 'blue',
  'ticket.status-changed': 'cyan',
}

const typeOf = ({ type }: Entry) => type as EventType

/** The entries of one command each: one ticket, one instant; a milestone or an escalation begins anew. */
export function commandsOf(entries: readonly Entry[]): Entry[][] {
  const commands: Entry[][] = []
  for (const entry of entries) {
    const current = commands.at(-1)
    const first = current?.[0]
    const goesOn = first?.ticket === entry.ticket && first.occurredAt === entry.occurredAt && !loud[typeOf(entry)]
    if (current && goesOn) current.push(entry)
    else commands.push([entry])
  }
  return commands
}

/** What a command is called by: what is loud, else what happened to the ticket, rather than to its clocks. */
const leadOf = (command: readonly Entry[]) =>
  command.find(({ type }) => loud[type as EventType]) ??
  command.find(({ type }) => type.startsWith('ticket.')) ??
  command[0]

function phrase(entry: Entry, nameOf: NameOf): string {
  const type = typeOf(entry)
  const say = phrases[type] as (data: unknown, nameOf: NameOf) => string
  return say(eventTypes[type].parse(entry.data), nameOf)
}

const narrow = 100

/** `14:02:31  TKT000005  agent  ticket.assigned  → technician   created → assigned`, cut to a width; `title` of a new ticket. */
export function lineOf(command: readonly Entry[], nameOf: NameOf, width: number, title = ''): string {
  const lead = leadOf(command)
  if (!lead) return ''
  const type = typeOf(lead)
  const { sign, colour } = loud[type] ?? { sign: ' ', colour: colours[type] ?? 'blue' }
  const who = lead.actor.role === 'system' ? 'the desk' : nameOf(lead.actor.id)
  const head: Cell[] = [
    ...(width < narrow ? [] : [[clockTime(lead.occurredAt), 'dim'] as const]),
    [lead.ticket, 'bold'],
    who.padEnd(13),
    [`${sign} ${type.padEnd(21)}`, colour],
  ]
  const [first = '', ...rest] = [
    title,
    ...[lead, ...command.filter((it) => it !== lead)].map((it) => phrase(it, nameOf)),
  ].filter(Boolean)
  const left = width - head.map(textOf).join(gap).length - gap.length
  const said = cut(first, left)
  const more = cut(rest.join(' · '), left - said.length - 3)
  return [
    ...head.map(painted),
    loud[type] ? paint(colour, said) : said,
    ...((more && more === rest.join(' · ')) || more.length > 8 ? [paint('dim', ` ${more}`)] : []),
  ]
    .join(gap)
    .trimEnd()
}

export const cut = (text: string, width: number) =>
  text.length <= width ? text : `${text.slice(0, Math.max(0, width - 1)).trimEnd()}…`
