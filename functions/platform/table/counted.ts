import type { Counting } from '../../../domain/counting.ts'
import { type Happened, happenedIn, happenedTo } from '../../../domain/happened.ts'
import { type Counts, countsOf, difference, type Facts, factsOf } from '../../../domain/statistics.ts'
import type { Ticket } from '../../../domain/ticket.ts'
import { type EarlierEnd, type Work, workOf } from '../../../domain/work.ts'
import { countsOfWork, partsOf } from '../../../domain/work-counts.ts'
import { keys, numberIn } from './keys.ts'
import { readAll, wholeIn } from './tickets.ts'

type Item = Record<string, unknown>

/**
 * The counters exist in generations: one is served, and one may be in the filling, by a recount. While both exist, each
 * change is counted in both, in one transaction (docs/adr/0016).
 */
export interface Generations {
  serving: number
  filling: number
}

export const generationsIn = (item: Item | undefined): Generations => ({
  serving: Number(item?.serving ?? 1),
  filling: Number(item?.filling ?? 1),
})

/** So many tickets are read together: each is four items, of 100 that one request gives, beside the generations. */
export const mostTogether = 24

/** What was counted, in which generations. `revision` counts the writes of it. */
interface Mark {
  in: readonly number[]
  revision: number
}
/** What a ticket was counted as, and in how many parts its work ever was: they are looked for. */
type CountedTicket = Mark & { facts: Facts; parts?: number }
/** What a part of its work was counted as. */
type CountedWork = Mark & { version: number; work: readonly Work[] }

/** Something of a ticket that is not counted as it is: one transaction takes back what it was and adds what it is. */
export interface Uncounted {
  number: string
  key: { pk: string; sk: string }
  is: Counts
  was: Counts
  counted: Mark | undefined
  happened: Happened
  /** What is written down of it beside the generations and the revision. */
  mark: Item
}

/** The tickets of one reading, by their keys. */
type Found = (key: { pk: string; sk: string }) => Item | undefined

/**
 * What is to be counted of tickets, each ticket before its work. `unsettled`: those that were written while they were read.
 * One request; two where one was long at work, or has answered its customer more than once.
 */
export async function readUncounted(numbers: readonly string[], counting: Counting) {
  const first = finder(
    await readAll([
      keys.generations,
      ...numbers.flatMap((number) => [
        keys.ticket(number),
        keys.body(number),
        keys.counted(number),
        keys.countedWork(number, 0),
      ]),
    ]),
  )
  const generations = generationsIn(first(keys.generations))
  const more = numbers.flatMap((number) => [...laterParts(first, number), ...earlierEnds(first, number)])
  const second = more.length > 0 ? finder(await readAll(more)) : () => undefined
  const found: Found = (key) => first(key) ?? second(key)
  const uncounted: Uncounted[] = []
  const unsettled: string[] = []
  for (const number of numbers) {
    const item = found(keys.ticket(number))
    if (!item) continue
    const units = unitsOf(item, found, counting)
    if (units) uncounted.push(...units.filter((unit) => !isCounted(unit, generations)))
    else unsettled.push(number)
  }
  return { generations, uncounted, unsettled }
}

function finder(items: readonly Item[]): Found {
  const at = new Map(items.map((item) => [`${item.pk} ${item.sk}`, item]))
  return ({ pk, sk }) => at.get(`${pk} ${sk}`)
}

const countedIn = (found: Found, number: string) => found(keys.counted(number)) as CountedTicket | undefined

const laterParts = (found: Found, number: string) =>
  Array.from({ length: Math.max(0, (countedIn(found, number)?.parts ?? 0) - 1) }, (_, at) =>
    keys.countedWork(number, at + 1),
  )

/** The records of the next responses before the one that the ticket itself tells of. */
const earlierEnds = (found: Found, number: string) => {
  const { clocks } = (found(keys.ticket(number)) ?? {}) as unknown as Partial<Ticket>
  return Array.from({ length: Math.max(0, (clocks?.nextResponse?.cycle ?? 1) - 1) }, (_, at) =>
    keys.endedClock(number, 'nextResponse', at + 1),
  )
}

/** A ticket and the parts of its work; undefined where its text is of another version. */
function unitsOf(item: Item, found: Found, counting: Counting): Uncounted[] | undefined {
  const number = numberIn(item)
  const counted = countedIn(found, number)
  const partAt = (part: number) => found(keys.countedWork(number, part)) as CountedWork | undefined
  const kept = Array.from({ length: counted?.parts ?? 1 }, (_, part) => partAt(part))
  // Somebody else may have counted a later state between our two reads: it never goes back to an earlier one.
  const isOlder = !!counted && counted.facts.version > Number(item.version)
  const ticket = isOlder ? undefined : wholeIn(item, found(keys.body(number)))
  if (!isOlder && !ticket) return undefined
  const facts = ticket ? factsOf(ticket, counting.timeZone) : (counted as CountedTicket).facts
  const ends = earlierEnds(found, number).flatMap((key) => (found(key) ?? []) as EarlierEnd | [])
  const parts = ticket ? partsOf(workOf(ticket, ends, counting)) : kept.map((part) => part?.work ?? [])
  const many = Math.max(parts.length, counted?.parts ?? 0)
  return [
    {
      number,
      key: keys.counted(number),
      is: countsOf(facts),
      was: counted ? countsOf(counted.facts) : {},
      counted,
      happened: happenedTo(facts, counted?.facts),
      mark: { facts, parts: many },
    },
    ...Array.from({ length: many }, (_, part): Uncounted => {
      const before = kept[part]
      const isLater = !!before && before.version > facts.version
      const work = isLater ? before.work : (parts[part] ?? [])
      return {
        number,
        key: keys.countedWork(number, part),
        is: countsOfWork(work),
        was: before ? countsOfWork(before.work) : {},
        counted: before,
        happened: happenedIn(work, before?.work ?? []),
        mark: { version: isLater ? before.version : facts.version, work },
      }
    }),
  ]
}

function isCounted({ is, was, counted, mark }: Uncounted, { serving, filling }: Generations): boolean {
  if (!counted?.in.includes(serving) || !counted.in.includes(filling)) return false
  if (Number(mark.parts ?? 0) > ((counted as Partial<CountedTicket>).parts ?? 0)) return false
  return Object.keys(difference(was, is)).length === 0
}
