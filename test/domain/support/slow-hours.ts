import { Temporal } from 'temporal-polyfill'
import type { Hours, HoursStretch } from '../../../domain/hours.ts'
import type { Calendar, OpenInterval } from '../../../schemas/calendar.ts'

interface Span {
  from: number
  to: number
}

const names = ['', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const

/**
 * Business time a second time, slow and plain, from the words of the page alone (docs/sla.md, "Business time"): interval by
 * interval, each converted by Temporal, nothing kept and nothing skipped. It answers for a time of a few years at most.
 */
export function slowHours(calendar: Calendar): Hours {
  const { timeZone } = calendar
  const dateAt = (ms: number) => Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(timeZone).toPlainDate()
  const holidayOn = (date: Temporal.PlainDate) => calendar.holidays.find((holiday) => holiday.date === date.toString())

  function intervalsOn(date: Temporal.PlainDate): OpenInterval[] {
    const holiday = holidayOn(date)
    if (holiday) return holiday.hours ?? []
    return calendar.weekly[names[date.dayOfWeek] as 'mon'] ?? []
  }

  function instant(date: Temporal.PlainDate, time: string): number {
    const local = time === '24:00' ? date.add({ days: 1 }).toPlainDateTime('00:00') : date.toPlainDateTime(time)
    return local.toZonedDateTime(timeZone, { disambiguation: 'compatible' }).epochMilliseconds
  }

  const spansOn = (date: Temporal.PlainDate): Span[] =>
    intervalsOn(date)
      .map(({ from, to }) => ({ from: instant(date, from), to: instant(date, to) }))
      .filter(({ from, to }) => from < to)

  /** The dates around `[from, to)`: a zone can leave out a whole one. */
  function datesAround(from: number, to: number): Temporal.PlainDate[] {
    const found: Temporal.PlainDate[] = []
    const last = dateAt(to).add({ days: 3 })
    for (let date = dateAt(from).subtract({ days: 2 }); !date.equals(last); date = date.add({ days: 1 }))
      found.push(date)
    return found
  }

  /** Every instant at which something may change between two, and those two. */
  function edges(from: number, to: number): number[] {
    const all = datesAround(from, to).flatMap((date) => [
      ...spansOn(date).flatMap((span) => [span.from, span.to]),
      ...(holidayOn(date) ? [instant(date, '00:00'), instant(date, '24:00')] : []),
    ])
    return [...new Set([from, ...all.filter((at) => at > from && at < to), to])].sort((a, b) => a - b)
  }

  function isOpen(at: number): boolean {
    return datesAround(at, at).some((date) => spansOn(date).some(({ from, to }) => from <= at && at < to))
  }

  function holidayAt(at: number): HoursStretch['holiday'] {
    const found = datesAround(at, at).find(
      (date) => holidayOn(date) && instant(date, '00:00') <= at && at < instant(date, '24:00'),
    )
    const { date, name } = (found && holidayOn(found)) ?? {}
    return date === undefined ? undefined : { date, ...(name !== undefined && { name }) }
  }

  function* pieces(from: number, to: number): Generator<HoursStretch> {
    const all = edges(from, to)
    for (const [place, at] of all.slice(0, -1).entries()) {
      const open = isOpen(at)
      const holiday = open ? undefined : holidayAt(at)
      yield { from: at, to: all[place + 1] as number, open, ...(holiday && { holiday }) }
    }
  }

  /** The open time from an instant on, a month at a time: months are counted twice by nobody, since each ends where the next begins. */
  function* openFrom(start: number): Generator<Span> {
    const month = 30 * 86_400_000
    for (let at = start; ; at += month) yield* [...pieces(at, at + month)].filter(({ open }) => open)
  }

  function nextOpening(at: number): number {
    for (const { from } of openFrom(at)) return from
    return Number.NaN
  }

  function elapsed(from: number, to: number): number {
    if (to <= from) return 0
    return [...pieces(from, to)].reduce((sum, piece) => sum + (piece.open ? piece.to - piece.from : 0), 0)
  }

  function mark(start: number, days: number): number {
    const opening = Temporal.Instant.fromEpochMilliseconds(nextOpening(start)).toZonedDateTimeISO(timeZone)
    let date = opening.toPlainDate()
    for (let found = 0; found < days; ) {
      date = date.add({ days: 1 })
      if (spansOn(date).length > 0) found += 1
    }
    return date.toPlainDateTime(opening.toPlainTime()).toZonedDateTime(timeZone).epochMilliseconds
  }

  return {
    nextOpening,
    elapsed,
    due(start, ms) {
      if (ms <= 0) return start
      let left = ms
      for (const { from, to } of openFrom(start)) {
        if (left <= to - from) return from + left
        left -= to - from
      }
      return Number.NaN
    },
    targetMs(target, start) {
      const { days, hours, minutes, seconds } = Temporal.Duration.from(target)
      return days > 0 ? elapsed(start, mark(start, days)) : ((hours * 60 + minutes) * 60 + seconds) * 1000
    },
    stretches(from, to) {
      const found: HoursStretch[] = []
      for (const piece of to > from ? pieces(from, to) : []) {
        const last = found.at(-1)
        if (last && last.open === piece.open && last.holiday?.date === piece.holiday?.date) last.to = piece.to
        else found.push({ ...piece })
      }
      return found
    },
  }
}
