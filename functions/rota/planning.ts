import { ulid } from 'ulid'
import { invalid, Refusal, refuseFields } from '../../domain/refusal.ts'
import { overlap, weeksLater, weeksOf } from '../../domain/shift.ts'
import type { Shift } from '../../schemas/on-call.ts'
import type { planShifts } from '../../schemas/operations/rota.ts'
import { type Request, settled } from '../platform/http/edge.ts'
import { byOf } from '../platform/http/record.ts'
import { untilWon } from '../platform/retry.ts'
import { commitOnce } from '../platform/table/commit-once.ts'
import { eventOf } from '../platform/table/commit-record.ts'
import { staffChanged } from '../platform/table/loads.ts'
import { recordWrites } from '../platform/table/records.ts'
import type { StoredAnswer } from '../platform/table/requests.ts'
import { type ShiftBook, shiftBooks, shiftBookWrites, shifts } from '../platform/table/shifts.ts'
import { worker, zoneOf } from '../platform/table/workers.ts'

/** So much a transaction takes. */
const mostWrites = 100

/** The books that a shift would stand in, and those with what could overlap it. */
export const booksAround = (some: readonly Shift[]): Promise<ShiftBook[]> =>
  shiftBooks(some.flatMap(({ technician, from, until }) => weeksOf(from, until).map((week) => ({ week, technician }))))

/** A book has so many: more would not fit into its item. */
const mostInBook = 100

/** Refuses shifts that overlap others of the same person, each by its name, and more than a week can have; `at`: where one stands in the body. */
export function judgePlanned(some: readonly Shift[], books: readonly ShiftBook[], at: (place: number) => string): void {
  const others = books.flatMap((book) => book.shifts).filter(({ id }) => !some.some((one) => one.id === id))
  const errors = some.flatMap((shift, place) => {
    const [taken] = [...others, ...some.slice(0, place)].filter((other) => overlap(shift, other))
    if (!taken) return []
    const which = others.includes(taken) ? `the shift ${taken.id}` : 'another of this plan'
    const message = `overlaps ${which}, from ${taken.from} until ${taken.until}`
    return [{ path: at(place), message, expected: 'time in which they have no shift' }]
  })
  if (errors.length > 0) throw new Refusal('conflict', 'One person has one shift at a time.', { errors })
  const full = books.find((book) => book.shifts.length + some.length > mostInBook)
  if (full)
    throw new Refusal(
      'conflict',
      `There are ${full.shifts.length} shifts of theirs in the week of ${full.week} already.`,
    )
}

/** Plans all of the shifts, or none. */
export async function plan(request: Request<typeof planShifts>): Promise<StoredAnswer> {
  const { body, now, once, answer } = request
  const people = [...new Set(body.shifts.map(({ technician }) => technician))]
  const zones = new Map(await Promise.all(people.map(async (id) => [id, await zoneIn(id)] as const)))
  refuseFields(
    body.shifts.flatMap(({ technician }, place) =>
      zones.get(technician) ? [] : [{ path: `shifts.${place}.technician`, ...notHere }],
    ),
  )
  const planned = Array.from({ length: body.weeks }, (_, week) =>
    body.shifts.map((shift): Shift => {
      const there = weeksLater(shift, week, zones.get(shift.technician) ?? 'UTC')
      return { id: `shf_${ulid()}`, ...there, version: 1, createdAt: now, updatedAt: now }
    }),
  ).flat()
  return untilWon(async () => {
    const books = await booksAround(planned)
    judgePlanned(planned, books, (place) => `shifts.${place % body.shifts.length}`)
    const writes = [
      ...planned.flatMap((shift) => [
        recordWrites(shifts, undefined, shift).item,
        ...eventOf(shifts, undefined, shift, byOf(request)),
      ]),
      ...shiftBookWrites(books, [], planned),
      ...staffChanged(...people),
    ]
    if (writes.length >= mostWrites)
      throw invalid('shifts', 'are too many at once for so many weeks and people', 'fewer people, or fewer weeks')
    const done = answer({ items: planned })
    return settled(await commitOnce(writes, once, done), once, done)
  })
}

const notHere = { message: 'does not work here', expected: 'the id of somebody who does' }

async function zoneIn(id: string): Promise<string | undefined> {
  const found = await worker(id)
  return found && zoneOf(found)
}
