import { type EventType, eventTypes } from '../../../events/catalogue.ts'
import { type Colour, paint } from '../steps.ts'
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

/** `14:02:31  TKT000005  agent       ticket.assigned        → technician   created → assigned`, cut to a width. */
export function lineOf(command: readonly Entry[], nameOf: NameOf, width: number, title = ''): string {
  const lead = leadOf(command)
  if (!lead) return ''
  const type = typeOf(lead)
  const { sign, colour } = loud[type] ?? { sign: ' ', colour: colours[type] ?? 'blue' }
  const who = lead.actor.role === 'system' ? 'the desk' : nameOf(lead.actor.id)
  const head = [clockTime(lead.occurredAt), lead.ticket, who.padEnd(13), `${sign} ${type.padEnd(21)}`] as const
  const asides = command.filter((entry) => entry !== lead).map((entry) => phrase(entry, nameOf))
  const said = cut(title ? `${title}` : phrase(lead, nameOf), width - head.join('  ').length - 2)
  const left = width - head.join('  ').length - said.length - 5
  const rest = (title ? [phrase(lead, nameOf), ...asides] : asides).join(' · ')
  return [
    paint('dim', head[0]),
    paint('bold', head[1]),
    head[2],
    paint(colour, head[3]),
    loud[type] ? paint(colour, said) : said,
    ...(left > 8 && rest ? [paint('dim', cut(` ${rest}`, left))] : []),
  ].join('  ')
}

export const cut = (text: string, width: number) =>
  text.length <= width ? text : `${text.slice(0, Math.max(0, width - 1)).trimEnd()}…`
