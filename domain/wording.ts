import type { Duration, Instant, Target } from '../schemas/time.ts'

const units = ['day', 'hour', 'minute', 'second'] as const

/** The units of time in a language, each for one and for several; and what no time is called. */
export type UnitWords = Readonly<
  Record<(typeof units)[number], readonly [one: string, several: string]> & { none: string }
>

const english: UnitWords = {
  day: ['day', 'days'],
  hour: ['hour', 'hours'],
  minute: ['minute', 'minutes'],
  second: ['second', 'seconds'],
  none: 'no time',
}

/** How long something takes in words, without its sign: `3 days`, `2 hours 15 minutes`, `12.5 seconds`, `no time`. */
export function inWords(duration: Duration | Target, words = english): string {
  const [, ...sizes] = /^-?P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:([\d.]+)S)?)?$/.exec(duration) ?? []
  const parts = units.flatMap((unit, place) => {
    const size = Number(sizes[place] ?? 0)
    return size > 0 ? [`${size} ${words[unit][size === 1 ? 0 : 1]}`] : []
  })
  return parts.join(' ') || words.none
}

/** The parts of an instant on the wall of a zone: seconds and milliseconds only where there are any. */
function wallOf(timeZone: string) {
  const date = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
  })
  const time = new Intl.DateTimeFormat('en-GB', { timeZone, timeStyle: 'medium' })
  return (at: Instant) => {
    const ms = Date.parse(at)
    const fraction = at.slice(20, 23)
    const exact = fraction === '000' ? '' : `.${fraction}`
    return { date: date.format(ms).replace(/,/g, ''), time: `${time.format(ms)}${exact}`.replace(/:00$/, '') }
  }
}

/** How instants are said: on the wall of a zone, and in UTC beside it. */
export interface Moments {
  /** `Mon 23 Nov 2026, 10:30 Europe/Paris (09:30 UTC)`; `Europe/London (UTC)` where both walls show the same. */
  full(at: Instant): string
  /** `Mon 23 Nov 2026, 10:30`. */
  brief(at: Instant): string
  /** `Mon 23 Nov 2026, 10:30 to 12:00`. */
  between(from: Instant, to: Instant): string
}

export function momentsIn(timeZone: string): Moments {
  const [local, utc] = [wallOf(timeZone), wallOf('UTC')]
  const brief = (at: Instant) => `${local(at).date}, ${local(at).time}`
  return {
    brief,
    full(at) {
      if (timeZone === 'UTC') return `${brief(at)} UTC`
      const [here, there] = [local(at), utc(at)]
      const day = here.date === there.date ? '' : `${there.date}, `
      const elsewhere = day === '' && here.time === there.time ? '' : `${day}${there.time} `
      return `${brief(at)} ${timeZone} (${elsewhere}UTC)`
    },
    between: (from, to) => `${brief(from)} to ${local(from).date === local(to).date ? local(to).time : brief(to)}`,
  }
}

/** A text in lines of at most so many characters; those after the first begin with as many spaces as are asked for. */
export function wrapped(text: string, width: number, indent = 0): string {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(' ').flatMap((one) => pieces(one, width - indent))) {
    if (line.trim() !== '' && line.length + 1 + word.length > width) {
      lines.push(line)
      line = ' '.repeat(indent) + word
    } else line = lines.length === 0 && line === '' ? word : line.trim() === '' ? line + word : `${line} ${word}`
  }
  return [...lines, line].join('\n')
}

/** A word that has no room in a line is broken. */
const pieces = (word: string, room: number): string[] =>
  word.length <= room ? [word] : (word.match(new RegExp(`.{1,${room}}`, 'gu')) ?? [])
