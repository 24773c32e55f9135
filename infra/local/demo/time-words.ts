const second = 1000
const minute = 60 * second
const hour = 60 * minute

/** Milliseconds as a person says them: `0.4 s`, `29 min 48 s`, `3 h 59 min`, `1 d 23 h`. */
export function spoken(ms: number): string {
  const size = Math.abs(ms)
  if (size < minute) return `${(size / second).toFixed(size % second === 0 ? 0 : 1)} s`
  if (size < hour) return `${Math.floor(size / minute)} min ${Math.floor((size % minute) / second)} s`
  if (size < 48 * hour) return `${Math.floor(size / hour)} h ${Math.floor((size % hour) / minute)} min`
  return `${Math.floor(size / (24 * hour))} d ${Math.floor((size % (24 * hour)) / hour)} h`
}

/** The largest unit alone, rounded down: `29 min`, `4 d`. */
export const roughly = (ms: number): string => spoken(ms).split(' ').slice(0, 2).join(' ')

const units: Record<string, string> = { D: 'd', H: 'h', M: 'min', S: 's' }

/** A target as it was promised: `PT8H` is `8 h`, `P2D` `2 d`, `PT1H30M` `1 h 30 min`. */
export const promised = (target: string): string =>
  [...target.matchAll(/(\d+)([DHMS])/g)].map(([, count, unit = '']) => `${count} ${units[unit]}`).join(' ')

const two = (value: number) => String(value).padStart(2, '0')

/** `14:02:31`, in the machine's own time zone. */
export function clockTime(instant: string): string {
  const at = new Date(instant)
  return [at.getHours(), at.getMinutes(), at.getSeconds()].map(two).join(':')
}

/** `14:02:31.120` */
export const preciseTime = (instant: string) =>
  `${clockTime(instant)}.${String(new Date(instant).getMilliseconds()).padStart(3, '0')}`

/** `14:02`, with the day before it where that is not today: `22 Nov 14:02`. */
export function dueTime(instant: string, now = new Date()): string {
  const at = new Date(instant)
  const time = clockTime(instant).slice(0, 5)
  if (at.toDateString() === now.toDateString()) return time
  return `${at.toLocaleString('en', { month: 'short', day: 'numeric' })} ${time}`
}
