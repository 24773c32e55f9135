import { weekOf, weeksOf } from '../../../domain/shift.ts'
import { dayMs, plus } from '../../../domain/time.ts'
import { Shift } from '../../../schemas/on-call.ts'
import type { Instant } from '../../../schemas/time.ts'
import { cache } from '../cache.ts'
import { tableName } from './client.ts'
import { keys } from './keys.ts'
import { readPartition } from './partition.ts'
import type { Records } from './records.ts'
import { readAll } from './tickets.ts'
import type { Write } from './transaction.ts'

// A shift lies with its history; and each week (from a Monday of UTC) has a book for each person, with all of theirs that
// begin in it. Who plans one reads the books around it, and commits only if they are as they were read.

export const shifts: Records<Shift> = { kind: 'shift', schema: Shift, key: ({ id }) => keys.shift(id) }

/** One person's shifts of one week, with the number of changes; none of either where nothing was ever planned. */
export interface ShiftBook {
  week: string
  technician: string
  version: number
  shifts: readonly Shift[]
}

const bookIn = ({ pk, sk, version, shifts }: Record<string, unknown>): ShiftBook => ({
  week: String(pk).slice('SHIFTS#'.length),
  technician: String(sk),
  version: Number(version),
  shifts: shifts as Shift[],
})

/** The books of these people and weeks, consistently: one request for each hundred. */
export async function shiftBooks(wanted: readonly Pick<ShiftBook, 'week' | 'technician'>[]): Promise<ShiftBook[]> {
  const place = ({ week, technician }: Pick<ShiftBook, 'week' | 'technician'>) => `${week} ${technician}`
  const once = [...new Map(wanted.map((book) => [place(book), book])).values()]
  const items = await readAll(once.map(({ week, technician }) => keys.shiftBook(week, technician)))
  const found = new Map(items.map(bookIn).map((book) => [place(book), book]))
  return once.map((book) => found.get(place(book)) ?? { ...book, version: 0, shifts: [] })
}

const inTime = (books: readonly ShiftBook[], from: Instant, until: Instant): Shift[] =>
  books
    .flatMap((book) => book.shifts)
    .filter((shift) => shift.from < until && from < shift.until)
    .toSorted((a, b) => (`${a.from}${a.id}` < `${b.from}${b.id}` ? -1 : 1))

/** The shifts of some people that lie in `[from, until)` at least in part, in order: one request for each hundred weeks of somebody. */
export async function shiftsOf(technicians: readonly string[], from: Instant, until: Instant): Promise<Shift[]> {
  const weeks = weeksOf(from, until)
  const books = await shiftBooks(technicians.flatMap((technician) => weeks.map((week) => ({ week, technician }))))
  return inTime(books, from, until)
}

const booksOfWeek = async (week: string): Promise<ShiftBook[]> =>
  (await readPartition(keys.shiftBook(week, '').pk)).map(bookIn)

/** Everybody's: one Query for each week. */
export async function shiftsBetween(from: Instant, until: Instant): Promise<Shift[]> {
  const books = await Promise.all(weeksOf(from, until).map(booksOfWeek))
  return inTime(books.flat(), from, until)
}

const remembered = cache(booksOfWeek)
/** The newest count of changes that what is remembered is known to hold. */
let known = 0

/** Whoever is planned two days before and after an instant: what says who is at work. Remembered; no older than so many changes (`loadsNow`). */
export async function shiftsAround(now: Instant, changes = 0): Promise<Shift[]> {
  if (changes > known) {
    known = changes
    remembered.forgetAll()
  }
  const [from, until] = [plus(now, -2 * dayMs), plus(now, 2 * dayMs)]
  const books = await Promise.all(weeksOf(from, until).map((week) => remembered.get(week)))
  return inTime(books.flat(), from, until)
}

/** The writes of the books in which these shifts stand after a change; all the others that were read stay as they are. */
export function shiftBookWrites(books: readonly ShiftBook[], gone: readonly Shift[], added: readonly Shift[]): Write[] {
  const TableName = tableName()
  return books.map((book): Write => {
    const stays = book.shifts.filter(({ id }) => ![...gone, ...added].some((one) => one.id === id))
    const comes = added.filter((one) => one.technician === book.technician && weekOf(one.from) === book.week)
    const Key = keys.shiftBook(book.week, book.technician)
    const condition = {
      ...(book.version === 0
        ? { ConditionExpression: 'attribute_not_exists(pk)' }
        : { ConditionExpression: 'version = :version', ExpressionAttributeValues: { ':version': book.version } }),
    }
    if (comes.length === 0 && stays.length === book.shifts.length)
      return { ConditionCheck: { TableName, Key, ...condition } }
    const Item = { ...Key, version: book.version + 1, shifts: [...stays, ...comes] }
    return { Put: { TableName, Item, ...condition } }
  })
}
