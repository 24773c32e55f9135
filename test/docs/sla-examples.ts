import { readFileSync } from 'node:fs'
import { Temporal } from 'temporal-polyfill'
import { Calendar, weekdays } from '../../schemas/calendar.ts'
import type { ClockKind } from '../../schemas/clock.ts'
import { type PendingStatus, type Priority, pendingStatuses, priorities } from '../../schemas/ticket.ts'
import type { Deed } from '../domain/support/deeds.ts'
import type { Promised } from '../domain/support/plain-desk.ts'
import type { PlainHours } from '../domain/support/plain-hours.ts'

/** A row of docs/sla-examples.md: a ticket, what happens to it, and how one of its clocks stands then. Instants in milliseconds since 1970. */
export interface Example {
  line: number
  told: string
  priority: Priority
  opensAt: number
  deeds: { at: number; deed: Deed }[]
  seenAt: number
  clock: ClockKind
  cycle: number
  /** Absent: there is no such clock. */
  expected?: {
    state: string
    paused: boolean
    missedBy?: string
    light: string
    fired: { percent: number; at: number; skipped: number[] }[]
    dueAt?: number
    elapsed: string
  }
}

const page = readFileSync('docs/sla-examples.md', 'utf8').split('\n')
type Row = { line: number; cells: string[] }

/** The rows of every table whose first column has this name. */
function rowsUnder(name: string): Row[] {
  const rows: Row[] = []
  let inside = false
  for (const [place, text] of page.entries()) {
    if (!text.startsWith('|')) inside = false
    else if (text.startsWith(`| ${name} |`)) inside = true
    else if (inside && !text.startsWith('|---')) {
      rows.push({
        line: place + 1,
        cells: text
          .split('|')
          .slice(1, -1)
          .map((cell) => cell.trim().replaceAll('`', '')),
      })
    }
  }
  return rows
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
const year = 2026
const dateOf = (text: string): Temporal.PlainDate => {
  const [weekday = '', day = '', month = ''] = text.split(' ')
  const date = Temporal.PlainDate.from({ year, month: months.indexOf(month) + 1, day: Number(day) })
  const said = weekdays[date.dayOfWeek - 1] ?? ''
  if (said !== weekday.toLowerCase()) throw new Error(`${text} is a ${said}`)
  return date
}

const intervals = (text: string) =>
  text.split('–').length === 2 ? { from: text.split('–')[0] ?? '', to: text.split('–')[1] ?? '' } : undefined

function hoursOf(text: string): Calendar['weekly'] {
  const weekly: Calendar['weekly'] = {}
  for (const part of text.split(', ')) {
    const [days = '', times = ''] = part.split(' ')
    const [first, last] = days.split('–') as (typeof weekdays)[number][]
    const interval = intervals(times)
    if (!first || !last || !interval) throw new Error(`What is ${part}?`)
    for (const day of weekdays.slice(weekdays.indexOf(first), weekdays.indexOf(last) + 1)) {
      weekly[day] = [...(weekly[day] ?? []), interval]
    }
  }
  return weekly
}

const calendars: Record<string, PlainHours> = {
  always: 'always',
  ...Object.fromEntries(
    rowsUnder('calendar').map(({ cells: [name = '', timeZone, open = '', holidays = ''] }) => {
      const all = holidays.split('; ').flatMap((one) => {
        const [date = '', hours = ''] = one.split(': ')
        const interval = intervals(hours)
        return date ? [{ date: dateOf(date).toString(), ...(interval && { hours: [interval] }) }] : []
      })
      return [name, Calendar.parse({ timeZone, weekly: hoursOf(open), holidays: all })]
    }),
  ),
}

const targetsOf = (cells: string[]) => {
  const kinds = ['response', 'nextResponse', 'resolution'] as const
  return Object.fromEntries(kinds.flatMap((kind, place) => (cells[place] === '–' ? [] : [[kind, cells[place]]])))
}

/** The policies, by their names: each is a ticket's that carries its name as a tag. */
export const policies: Record<string, Promised> = {}
for (const { cells } of rowsUnder('policy')) {
  const [name = '', calendar = '', pauseOn = '', priority = '', ...targets] = cells
  const known = policies[name] ?? {
    tag: name,
    calendar: calendars[calendar] ?? 'always',
    pauseOn: pauseOn.split(', ').filter((one): one is PendingStatus => pendingStatuses.includes(one as PendingStatus)),
    targets: {},
    rules: [],
  }
  policies[name] = { ...known, targets: { ...known.targets, [priority]: targetsOf(targets) } }
}
for (const text of page) {
  const [, name = '', percents = '', clock = ''] =
    /^`(\w+)` has rules at (.*) of its (response|resolution)/.exec(text) ?? []
  const policy = policies[name]
  if (!policy) continue
  policy.rules = [...percents.matchAll(/(\d+) %/g)].map(([, percent]) => ({
    clock: clock as ClockKind,
    percent: Number(percent),
  }))
}

/** Reads the times of a row: on the wall of its calendar, each on the date of the one before where it names none. */
class Times {
  readonly #timeZone: string
  #date: Temporal.PlainDate | undefined

  constructor(hours: PlainHours) {
    this.#timeZone = hours === 'always' ? 'UTC' : hours.timeZone
  }

  read(text: string, isNext = true): number {
    const [, date, time] = /^(?:(\w+ \d+ \w+) )?(\d\d:\d\d(?::\d\d)?)$/.exec(text) ?? []
    const on = date ? dateOf(date) : this.#date
    if (!on || !time) throw new Error(`When is ${text}?`)
    if (isNext) this.#date = on
    return on.toPlainDateTime(time).toZonedDateTime(this.#timeZone).epochMilliseconds
  }
}

const deeds: Record<string, Deed> = {
  answered: { does: 'answers' },
  note: { does: 'notes' },
  'customer writes': { does: 'writes' },
  'waits for the customer': { does: 'waits', for: 'pending_customer' },
  'waits for parts': { does: 'waits', for: 'pending_parts' },
  resumes: { does: 'resumes' },
  'handed on': { does: 'hands-on' },
  'hold ended': { does: 'ends-hold' },
  resolved: { does: 'resolves' },
  reopened: { does: 'reopens' },
  cancelled: { does: 'cancels' },
  'merged away': { does: 'merges' },
  'merge undone': { does: 'unmerges' },
}

function deedOf(text: string, at: number, times: Times): Deed {
  const [, what = '', rest = ''] = /^(on hold until|priority|policy) (.*)$/.exec(text) ?? []
  if (what === 'on hold until') return { does: 'holds', forMs: times.read(rest, false) - at }
  if (what === 'policy') return { does: 'changes', to: { tags: [rest] } }
  if (what === 'priority' && priorities.includes(rest as Priority)) {
    return { does: 'changes', to: { priority: rest as Priority } }
  }
  const deed = deeds[text]
  if (!deed) throw new Error(`What is ${text}?`)
  return deed
}

const kinds: Record<string, ClockKind> = {
  response: 'response',
  'next response': 'nextResponse',
  resolution: 'resolution',
}

function exampleOf({ line, cells }: Row): Example & { policy: string } {
  const [ticket = '', opened = '', happens = '', seen = '', clock = '', state = '', ...rest] = cells
  const [policy = '', priority = 'medium'] = ticket.split(', ')
  const times = new Times(policies[policy]?.calendar ?? 'always')
  const opensAt = times.read(opened)
  const done = (happens === '–' ? [] : happens.split('; ')).map((text) => {
    const [, when = '', what = ''] = /^((?:\w+ \d+ \w+ )?[\d:]+) (.*)$/.exec(text) ?? []
    const at = times.read(when)
    return { at, deed: deedOf(what, at, times) }
  })
  const seenAt = times.read(seen)
  const [, kind = '', cycle = '1'] = /^(.*?)(?: (\d+))?$/.exec(clock) ?? []
  const row = { line, policy, priority: priority as Priority, opensAt, deeds: done, seenAt, cycle: Number(cycle) }
  const told = [ticket, opened, happens, seen, clock].join(' | ')
  const known = { ...row, told, clock: kinds[kind] ?? 'response' }
  return state === 'none' ? known : { ...known, expected: expectedOf(state, rest, times) }
}

function expectedOf(state: string, [light = '', fired = '', due = '', elapsed = '']: string[], times: Times) {
  const [first = '', by] = state.split(' by ')
  const [name = '', paused] = first.split(', ')
  const fires = [...fired.matchAll(/(\d+) % ((?:\w+ \d+ \w+ )?[\d:]+)(?: without (.*?))?(?:, |$)/g)]
  return {
    ...{ state: name, paused: name === 'paused' || paused === 'paused', ...(by && { missedBy: by }), light, elapsed },
    fired: fires.map(([, percent, at = '', without = '']) => ({
      percent: Number(percent),
      at: times.read(at),
      skipped: [...without.matchAll(/(\d+) %/g)].map(([, one]) => Number(one)),
    })),
    ...(due !== '–' && { dueAt: times.read(due) }),
  }
}

export const examples = rowsUnder('ticket').map(exampleOf)
