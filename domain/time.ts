import type { Duration, Instant, Target } from '../schemas/time.ts'

export const toMs = (instant: Instant): number => Date.parse(instant)
export const fromMs = (ms: number): Instant => new Date(ms).toISOString()
export const plus = (instant: Instant, ms: number): Instant => fromMs(toMs(instant) + ms)
/** Milliseconds from one instant to a later one; negative if it is earlier. */
export const between = (from: Instant, to: Instant): number => toMs(to) - toMs(from)
export const later = (a: Instant, b: Instant): Instant => (a > b ? a : b)
export const earlier = (a: Instant, b: Instant): Instant => (a < b ? a : b)
/** The next whole second, or this one: a Wait state drops milliseconds. */
export const upToSecond = (instant: Instant): Instant => fromMs(Math.ceil(toMs(instant) / 1000) * 1000)

const second = 1000
export const minuteMs = 60 * second
export const hourMs = 60 * minuteMs
export const dayMs = 24 * hourMs
export const weekMs = 7 * dayMs

/**
 * A target in milliseconds where every date is open, as on `always` or the wall: a
 * business day is 24 hours (docs/sla.md, "Words").
 */
export function targetMs(target: Target): number {
  const [, days] = /^P(\d+)D$/.exec(target) ?? []
  if (days) return Number(days) * dayMs
  const [, hours, minutes, seconds] = /^PT(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?$/.exec(target) ?? []
  return Number(hours ?? 0) * hourMs + Number(minutes ?? 0) * minuteMs + Number(seconds ?? 0) * second
}

/** Milliseconds as an ISO 8601 duration of hours, minutes and seconds: `PT24M12.5S`, `-PT3S`, `PT0S`. */
export function duration(ms: number): Duration {
  const size = Math.abs(Math.round(ms))
  const hours = Math.floor(size / hourMs)
  const minutes = Math.floor((size % hourMs) / minuteMs)
  const seconds = (size % minuteMs) / second
  const parts = [hours && `${hours}H`, minutes && `${minutes}M`, seconds && `${seconds}S`].filter(Boolean).join('')
  return `${ms < 0 && size > 0 ? '-' : ''}PT${parts || '0S'}`
}
