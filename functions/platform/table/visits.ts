import { GetCommand } from '@aws-sdk/lib-dynamodb'
import { type Booked, datesAround, datesOf } from '../../../domain/day-book.ts'
import { dayMs, plus } from '../../../domain/time.ts'
import { isAhead } from '../../../domain/visit.ts'
import type { Instant } from '../../../schemas/time.ts'
import { Visit } from '../../../schemas/visit.ts'
import { table, tableName } from './client.ts'
import { keys, numberIn, shardOf } from './keys.ts'
import { queryAll, readPartition } from './partition.ts'
import { readAll } from './tickets.ts'
import type { Write } from './transaction.ts'
import { itemsUntil } from './wakes.ts'

// A visit lies with its ticket; its id says where; and each UTC date has a book for each technician, with every visit that
// touches it. Whoever plans a visit reads the books around it, and commits only if they are as they were read.

type Item = Record<string, unknown>

const visitIn = (item: Item): Visit =>
  Visit.parse(Object.fromEntries(Object.entries(item).filter(([name]) => Object.hasOwn(Visit.shape, name))))

/** The number of the ticket that a visit is of. */
export async function ticketOfVisit(id: string): Promise<string | undefined> {
  const { Item } = await table.send(
    new GetCommand({ TableName: tableName(), Key: keys.visitPlace(id), ConsistentRead: true }),
  )
  return Item && String(Item.ticket)
}

/** All visits of a ticket, in the order in which they were planned: one Query. */
export async function visitsOfTicket(number: string): Promise<Visit[]> {
  const { pk, sk } = keys.visit(number, '')
  const items = await queryAll({
    KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
    ExpressionAttributeValues: { ':pk': pk, ':prefix': sk },
  })
  return items.map(visitIn)
}

/** One technician's visits on one UTC date, with the number of changes of it; none of either where nothing was ever planned. */
export interface DayBook {
  date: string
  technician: string
  version: number
  visits: readonly Booked[]
}

const bookIn = ({ pk, sk, version, visits }: Item): DayBook => ({
  date: String(pk).slice('VISITS#'.length),
  technician: String(sk),
  version: Number(version),
  visits: visits as Booked[],
})

/** The books of some technicians on some dates, consistently: one request for each hundred. */
export async function dayBooks(technicians: readonly string[], dates: readonly string[]): Promise<DayBook[]> {
  const wanted = dates.flatMap((date) => technicians.map((technician) => keys.dayBook(date, technician)))
  const found = new Map((await readAll(wanted)).map(bookIn).map((book) => [`${book.date} ${book.technician}`, book]))
  return dates.flatMap((date) =>
    technicians.map((technician) => found.get(`${date} ${technician}`) ?? { date, technician, version: 0, visits: [] }),
  )
}

/** What stands in books; what touches several dates once. */
export const bookedIn = (books: readonly DayBook[]): Booked[] => [
  ...new Map(books.flatMap(({ visits }) => visits).map((visit) => [visit.id, visit])).values(),
]

/** Everything that is planned on some dates, whoever goes: one Query a date. */
export const bookedOn = async (dates: readonly string[]): Promise<Booked[]> =>
  bookedIn((await Promise.all(dates.map((date) => readPartition(keys.dayBook(date, '').pk)))).flat().map(bookIn))

const touches = (from: Instant, until: Instant) => (visit: Pick<Booked, 'from' | 'until'>) =>
  visit.from < until && from < visit.until

/** What keeps a technician's time in `[from, until)`, soonest first: without its texts, in one request for each hundred days. */
export async function bookedOf(technicians: readonly string[], from: Instant, until: Instant): Promise<Booked[]> {
  const books = await dayBooks(technicians, datesOf(from, until))
  return bookedIn(books).filter(touches(from, until)).toSorted(byTime)
}

const byTime = (a: Pick<Booked, 'from' | 'id'>, b: Pick<Booked, 'from' | 'id'>) =>
  a.from === b.from ? (a.id < b.id ? -1 : 1) : a.from < b.from ? -1 : 1

/** Visits whole, as they are now. */
export async function wholeVisits(booked: readonly Pick<Booked, 'id' | 'ticket'>[]): Promise<Visit[]> {
  const items = await readAll(booked.map(({ id, ticket }) => keys.visit(ticket, id)))
  return items.map(visitIn).toSorted(byTime)
}

/** A technician's visits that touch `[from, until)`, but for cancelled ones, soonest first: two requests for each hundred days. */
export async function visitsOf(technician: string, from: Instant, until: Instant): Promise<Visit[]> {
  const visits = await wholeVisits(await bookedOf([technician], from, until))
  return visits.filter((visit) => visit.technician === technician && visit.status !== 'cancelled')
}

/** So far ahead a visit is planned at most. */
export const mostDaysAhead = 180

/** The visits that somebody is still to make, as for whoever deactivates them: soonest first. */
export async function visitsAheadOf(technician: string, now: Instant): Promise<Visit[]> {
  const [yesterday, last] = [plus(now, -dayMs), plus(now, (mostDaysAhead + 2) * dayMs)]
  return (await visitsOf(technician, yesterday, last)).filter(isAhead)
}

/** The writes of a new visit, or of one that has changed: itself, and where it is found by its id. */
export function visitWrites(before: Visit | undefined, after: Visit): Write[] {
  const TableName = tableName()
  const { id, ticket, remindAt } = after
  const due = remindAt && { gsi5pk: `VISITS#${shardOf(id)}`, gsi5sk: `${remindAt}#${id}` }
  const Item = { ...keys.visit(ticket, id), ...after, ...due }
  if (before) {
    const condition = {
      ConditionExpression: 'version = :version',
      ExpressionAttributeValues: { ':version': before.version },
    }
    return [{ Put: { TableName, Item, ...condition } }]
  }
  const isNew = { ConditionExpression: 'attribute_not_exists(pk)' }
  return [
    { Put: { TableName, Item, ...isNew } },
    { Put: { TableName, Item: { ...keys.visitPlace(id), ticket }, ...isNew } },
  ]
}

/**
 * The writes by which a visit takes its technician's time, on condition that the books around it are as they were read;
 * and gives up what it had before. `books`: all that were read, those of whoever had it before too.
 */
export function bookWrites(books: readonly DayBook[], id: string, after?: Booked): Write[] {
  const has = new Set(after ? datesOf(after.from, after.until).map((date) => `${date} ${after.technician}`) : [])
  const asks = new Set(after ? datesAround(after).map((date) => `${date} ${after.technician}`) : [])
  return books.flatMap((book): Write[] => {
    const place = `${book.date} ${book.technician}`
    const others = book.visits.filter((visit) => visit.id !== id)
    const had = others.length < book.visits.length
    if (!had && !has.has(place)) return asks.has(place) ? [bookUnchanged(book)] : []
    return [bookPut(book, after && has.has(place) ? [...others, after] : others)]
  })
}

/** The same for several visits of one day at once: each book is written once, and must be as it was read. */
export function booksMoved(books: readonly DayBook[], moved: readonly Booked[]): Write[] {
  const ids = new Set(moved.map(({ id }) => id))
  return books.map((book) => {
    const others = book.visits.filter(({ id }) => !ids.has(id))
    const theirs = moved.filter(
      ({ technician, from, until }) => technician === book.technician && datesOf(from, until).includes(book.date),
    )
    const changes = theirs.length > 0 || others.length < book.visits.length
    return changes ? bookPut(book, [...others, ...theirs]) : bookUnchanged(book)
  })
}

const asRead = ({ version }: DayBook) =>
  version === 0
    ? { ConditionExpression: 'attribute_not_exists(pk)' }
    : { ConditionExpression: 'version = :version', ExpressionAttributeValues: { ':version': version } }

const bookPut = (book: DayBook, visits: readonly Booked[]): Write => ({
  Put: {
    TableName: tableName(),
    Item: {
      ...keys.dayBook(book.date, book.technician),
      version: book.version + 1,
      visits: visits.toSorted(byTime),
    },
    ...asRead(book),
  },
})

const bookUnchanged = (book: DayBook): Write => ({
  ConditionCheck: { TableName: tableName(), Key: keys.dayBook(book.date, book.technician), ...asRead(book) },
})

/** The visits whose customers are to be reminded by an instant, by ticket; the longest due first. */
export const remindersUntil = async (until: Instant): Promise<{ ticket: string; id: string }[]> =>
  (await itemsUntil('VISITS', until, 250)).map((item) => ({
    ticket: numberIn(item),
    id: String(item.sk).slice('VISIT#'.length),
  }))
