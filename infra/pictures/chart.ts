import type { Widget } from './body.ts'
import type { Series } from './evaluate.ts'
import { points } from './sample.ts'

export const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')

/** So many colours there are; the lines after them begin anew. */
export const colours = 8
const colour = (at: number): string => `c${at % colours}`
const round = (value: number): number => Math.round(value * 10) / 10

/** A number as an axis or a panel shows it. */
export function shown(value: number): string {
  const size = Math.abs(value)
  if (size >= 1e9) return `${Number((value / 1e9).toPrecision(3))} G`
  if (size >= 1e6) return `${Number((value / 1e6).toPrecision(3))} M`
  if (size >= 1e4) return `${Number((value / 1e3).toPrecision(3))} k`
  if (size === 0) return '0'
  return String(Number(value.toPrecision(size < 1 ? 2 : 3)))
}

/** The end of an axis that holds a value: 1, 2 or 5 times a power of ten. */
function roundUp(value: number): number {
  if (value <= 0) return 1
  const power = 10 ** Math.floor(Math.log10(value))
  return ([1, 2, 4, 5, 10].find((step) => step * power >= value) ?? 10) * power
}

interface Area {
  x: number
  y: number
  width: number
  height: number
}

/** Lines over time in a frame: an axis with its unit, a limit if there is one, and what each line is. */
export function graph(
  { unit = '', limit, stacked, most, metrics }: Widget,
  lines: readonly Series[],
  frame: Area,
): string {
  const legend = legendOf(lines, frame)
  const plot: Area = {
    x: frame.x + 46,
    y: frame.y + 20,
    width: frame.width - 58,
    height: frame.height - 44 - legend.height,
  }
  const sums = Array.from({ length: points }, (_, at) => lines.reduce((all, { values }) => all + (values[at] ?? 0), 0))
  const highest = stacked ? Math.max(...sums) : Math.max(0, ...lines.flatMap(({ values }) => values))
  const near = limit && limit.value < 6 * highest ? limit.value : 0
  const top = most ?? roundUp(Math.max(highest, near) * 1.05)
  const y = (value: number) => round(plot.y + plot.height * (1 - Math.min(1, value / top)))
  const x = (at: number) => round(plot.x + (plot.width * at) / (points - 1))
  return [
    `<text class="unit" x="${frame.x}" y="${frame.y + 8}">${escaped(unit)}</text>`,
    grid(plot, top, y),
    times(
      plot,
      metrics.some(({ options }) => (options.period ?? 0) >= 86_400),
    ),
    stacked ? areas(lines, x, y) : paths(lines, x, y),
    limit ? limitLine(limit, plot, top, y) : '',
    legend.text,
  ].join('')
}

const grid = (plot: Area, top: number, y: (value: number) => number): string =>
  [0, 0.25, 0.5, 0.75, 1]
    .map((part) => {
      const at = y(part * top)
      const line = `<line class="grid" x1="${plot.x}" x2="${plot.x + plot.width}" y1="${at}" y2="${at}"/>`
      return `${line}<text class="axis" text-anchor="end" x="${plot.x - 6}" y="${at + 4}">${shown(part * top)}</text>`
    })
    .join('')

const times = (plot: Area, inDays: boolean): string =>
  (inDays ? ['14 days ago', '', 'a week ago', '', 'today'] : ['00:00', '06:00', '12:00', '18:00', '24:00'])
    .map((label, at, all) => {
      const x = round(plot.x + (plot.width * at) / (all.length - 1))
      return `<text class="axis" text-anchor="middle" x="${x}" y="${plot.y + plot.height + 16}">${label}</text>`
    })
    .join('')

const paths = (lines: readonly Series[], x: (at: number) => number, y: (value: number) => number): string =>
  lines
    .map(({ values }, at) => {
      const way = values.map((value, place) => `${place ? 'L' : 'M'}${x(place)} ${y(value)}`).join('')
      return `<path class="line ${colour(at)}" d="${way}"/>`
    })
    .join('')

function areas(lines: readonly Series[], x: (at: number) => number, y: (value: number) => number): string {
  const below = Array.from({ length: points }, () => 0)
  return lines
    .map(({ values }, at) => {
      const down = below.map((value, place) => `L${x(place)} ${y(value)}`).toReversed()
      for (const place of below.keys()) below[place] = (below[place] ?? 0) + (values[place] ?? 0)
      const up = below.map((value, place) => `${place ? 'L' : 'M'}${x(place)} ${y(value)}`)
      return `<path class="area ${colour(at)}" d="${up.join('')}${down.join('')}Z"/>`
    })
    .join('')
}

function limitLine(
  limit: { label: string; value: number },
  plot: Area,
  top: number,
  y: (value: number) => number,
): string {
  const isAbove = limit.value > top
  const at = isAbove ? plot.y : y(limit.value)
  const label = `${limit.label}: ${shown(limit.value)}${isAbove ? ' ↑' : ''}`
  const line = isAbove ? '' : `<line class="limit" x1="${plot.x}" x2="${plot.x + plot.width}" y1="${at}" y2="${at}"/>`
  return `${line}<text class="limit" text-anchor="end" x="${plot.x + plot.width}" y="${at - 4}">${escaped(label)}</text>`
}

/** Letters of this size are about so wide. */
const letter = 6.5

/** What each line is, in rows below the plot. */
function legendOf(lines: readonly Series[], frame: Area): { text: string; height: number } {
  const rows: { at: number; x: number; label: string; row: number }[] = []
  let [x, row] = [0, 0]
  const most = Math.floor((frame.width - 28) / letter)
  for (const [at, { label }] of lines.entries()) {
    const said = label.length > most ? `…${label.slice(1 - most)}` : label
    const width = 18 + said.length * letter + 10
    if (x > 0 && x + width > frame.width) [x, row] = [0, row + 1]
    rows.push({ at, x, label: said, row })
    x += width
  }
  const height = (row + 1) * 16
  const base = frame.y + frame.height - height + 6
  const text = rows.map(
    ({ at, x, label, row }) =>
      `<rect class="mark ${colour(at)}" x="${frame.x + x}" y="${base + row * 16 - 7}" width="12" height="4" rx="2"/><text class="legend" x="${frame.x + x + 17}" y="${base + row * 16}">${escaped(label)}</text>`,
  )
  return { text: text.join(''), height }
}
