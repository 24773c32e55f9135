import { type EventType, eventTypes } from '../../../events/catalogue.ts'
import { type Colour, paint } from '../steps.ts'
import { type Cell, painted, textOf } from './columns.ts'
import { type NameOf, phrases } from './phrases.ts'
import { clockTime } from './time-words.ts'

/** What a line needs of an event, whether it was read from a history or heard on the bus. */
export interface Told {
  /** The ticket's number; `policy` where the event is of a policy. */
  ticket: string
  type: string
  occurredAt: string
  actor: { id: string; role: string }
  data: Record<string, unknown>
}

/** What the desk does by itself when time runs out: always a line of its own. */
const loud: Partial<Record<EventType, { sign: string; colour: Colour }>> = {
  'sla.warned': { sign: '▲', colour: 'yellow' },
  'sla.breached': { sign: '■', colour: 'red' },
  'ticket.escalated': { sign: '▶', colour: 'magenta' },
}

/** What comes with something else: no command is called by it where there is another name. */
const quiet: readonly EventType[] = ['ticket.follow-up-added', 'ticket.follow-up-ended']

const colours: Partial<Record<EventType, Colour>> = {
  'ticket.created': 'green',
  'ticket.assigned': 'blue',
  'ticket.unassigned': 'blue',
  'ticket.status-changed': 'cyan',
}

const typeOf = ({ type }: Told) => type as EventType

/** The entries of one command each: one ticket, one instant; a milestone or an escalation begins anew. */
export function commandsOf<Entry extends Told>(entries: readonly Entry[]): Entry[][] {
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
const leadOf = (command: readonly Told[]) =>
  command.find(({ type }) => loud[type as EventType]) ??
  command.find(({ type }) => type.startsWith('ticket.') && !quiet.includes(type as EventType)) ??
  command.find(({ type }) => type.startsWith('ticket.')) ??
  command[0]

function phrase(entry: Told, nameOf: NameOf): string {
  const type = typeOf(entry)
  const say = phrases[type] as (data: unknown, nameOf: NameOf) => string
  return say(eventTypes[type].parse(entry.data), nameOf)
}

const narrow = 100
/** What stands between what a command is called by and what else happened. */
const between = '   '

/** `14:02:31  TKT000005  agent  ticket.assigned  → technician   created → assigned`, cut to a width; `title` of a new ticket. */
export function lineOf(command: readonly Told[], nameOf: NameOf, width: number, title = ''): string {
  const lead = leadOf(command)
  if (!lead) return ''
  const type = typeOf(lead)
  const { sign, colour } = loud[type] ?? { sign: ' ', colour: colours[type] ?? 'blue' }
  const gap = width < narrow ? ' ' : '  '
  const head = headOf(lead, nameOf, width, [`${sign} ${type.padEnd(21)}`, colour])
  const left = width - head.map((cell) => textOf(cell).length + gap.length).reduce((sum, size) => sum + size, 0)
  const [said, more] = sayings(command, lead, nameOf, left, title)
  return [
    ...head.map(painted),
    `${loud[type] ? paint(colour, said) : said}${more && paint('dim', `${between}${more}`)}`,
  ]
    .join(gap)
    .trimEnd()
}

function headOf({ ticket, actor, occurredAt }: Told, nameOf: NameOf, width: number, what: Cell): Cell[] {
  const who = actor.role === 'system' ? 'the desk' : nameOf(actor.id)
  const time: Cell[] = width < narrow ? [] : [[clockTime(occurredAt), 'dim']]
  return [...time, [ticket.padEnd(9), 'bold'], cut(who, 13).padEnd(13), what]
}

/** What the command is called by, and what else happened with it, in so many columns; a new status is never cut off. */
function sayings(command: readonly Told[], lead: Told, nameOf: NameOf, left: number, title: string): [string, string] {
  const others = command.filter((it) => it !== lead && !isSaidBy(lead, it))
  const moved = loud[typeOf(lead)] ? undefined : others.find(({ type }) => type === 'ticket.status-changed')
  const rest = moved ? [moved, ...others.filter((it) => it !== moved)] : others
  const [first = '', ...more] = [title, phrase(lead, nameOf), ...rest.map((it) => phrase(it, nameOf))].filter(Boolean)
  const status = moved ? `→ ${moved.data.to}` : ''
  const said = cut(first, left - (status ? status.length + between.length : 0))
  const room = left - said.length - between.length
  const whole = more.join(' · ')
  const fitting = cut(whole, room)
  if (moved && !fitting.startsWith(phrase(moved, nameOf))) return [said, status]
  return [said, fitting === whole || fitting.length > 8 ? fitting : '']
}

/** An escalation that hands over says itself who has the ticket now. */
const isSaidBy = (lead: Told, { type, data }: Told) =>
  lead.type === 'ticket.escalated' && type === 'ticket.assigned' && data.reason === 'escalated'

export const cut = (text: string, width: number) =>
  text.length <= width ? text : `${text.slice(0, Math.max(0, width - 1)).trimEnd()}…`
