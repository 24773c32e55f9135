import type { Widget } from './body.ts'
import { colours, escaped, graph, shown } from './chart.ts'
import { linesOf } from './lines.ts'

const column = 58
const row = 46
const gap = 10
const head = 54

interface Theme {
  ground: string
  card: string
  edge: string
  ink: string
  soft: string
  grid: string
  bad: string
  good: string
  lines: readonly string[]
}

/** Lines are told apart by who sees few colours, on light and on dark. */
const light: Theme = {
  ground: '#f4f6f8',
  card: '#ffffff',
  edge: '#d5dbe1',
  ink: '#16202a',
  soft: '#5b6875',
  grid: '#e6eaee',
  bad: '#c0392b',
  good: '#2b8a5a',
  lines: ['#1f6fb2', '#d9730d', '#2b8a5a', '#a33ea1', '#b8860b', '#c0392b', '#3c6e71', '#6b5fc7'],
}
const dark: Theme = {
  ground: '#0f151b',
  card: '#18212a',
  edge: '#2e3a45',
  ink: '#e8edf2',
  soft: '#9aa8b5',
  grid: '#26313b',
  bad: '#f08579',
  good: '#66c795',
  lines: ['#6cb2f0', '#f2a25c', '#66c795', '#d98ad6', '#e3c04b', '#f08579', '#8bc0c3', '#a9a0f5'],
}

/** Plain rules, since not every program that shows a picture knows variables. */
const coloured = ({ ground, card, edge, ink, soft, grid, bad, good, lines }: Theme): string =>
  [
    `text{fill:${ink}}.ground{fill:${ground}}.card{fill:${card};stroke:${edge}}.said,.unit,.axis{fill:${soft}}`,
    `.grid{stroke:${grid}}line.limit{stroke:${bad}}text.limit{fill:${bad}}.well{fill:${good}}.area{stroke:${card}}`,
    ...Array.from(
      { length: colours },
      (_, at) => `.line.c${at}{stroke:${lines[at]}}.area.c${at},.mark.c${at}{fill:${lines[at]}}`,
    ),
  ].join('')

const style = `
text{font-family:system-ui,-apple-system,"Segoe UI","DejaVu Sans",sans-serif}
.name{font-size:22px;font-weight:600}.said{font-size:13px}.title{font-size:13px;font-weight:600}
.unit,.axis,.legend,text.limit{font-size:11px}.value{font-size:26px;font-weight:600}
.line{fill:none;stroke-width:1.8;stroke-linejoin:round}.area{fill-opacity:.75;stroke-width:.6}line.limit{stroke-dasharray:5 4}
${coloured(light)}
@media (prefers-color-scheme:dark){${coloured(dark)}}`

/** A dashboard as an SVG picture, with sample data: the same bytes at every drawing. */
export function picture(name: string, widgets: readonly Widget[]): string {
  const width = 24 * column + gap
  const height = head + Math.max(...widgets.map(({ y, height }) => y + height)) * row + gap
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="The dashboard ${name}, with sample data">`,
    `<style>${style}</style><rect class="ground" width="${width}" height="${height}"/>`,
    `<text class="name" x="${gap + 4}" y="34">${name}</text>`,
    `<text class="said" text-anchor="end" x="${width - gap - 4}" y="34">drawn from the template, with sample data</text>`,
    ...widgets.map(card),
    '</svg>\n',
  ].join('\n')
}

function card(widget: Widget): string {
  const [x, y] = [gap + widget.x * column, head + widget.y * row]
  const [width, height] = [widget.width * column - gap, widget.height * row - gap]
  const frame = { x: x + 12, y: y + 34, width: width - 24, height: height - 42 }
  const title = `<text class="title" x="${x + 12}" y="${y + 21}">${escaped(widget.title)}</text>`
  return `<g><rect class="card" x="${x}" y="${y}" width="${width}" height="${height}" rx="8"/>${title}${inner(widget, frame)}</g>`
}

type Frame = Parameters<typeof graph>[2]

function inner(widget: Widget, frame: Frame): string {
  if (widget.view === 'text') return words(widget.markdown ?? '', frame)
  if (widget.view === 'alarm') return alarms(widget.alarms, frame)
  const lines = linesOf(widget)
  return widget.view === 'singleValue' ? numbers(lines, frame) : graph(widget, lines, frame)
}

function numbers(lines: ReturnType<typeof linesOf>, { x, y, width }: Frame): string {
  const each = width / lines.length
  return lines
    .map(({ label, values }, at) => {
      const left = x + at * each
      const value = shown(values[Math.floor(values.length * 0.65)] ?? 0)
      return `<text class="value" x="${left}" y="${y + 34}">${value}</text><text class="said" x="${left}" y="${y + 58}">${escaped(label)}</text>`
    })
    .join('')
}

function alarms(arns: readonly string[], { x, y, width }: Frame): string {
  const across = 8
  const each = width / across
  return arns
    .map((arn, at) => {
      const name = (/Causes(\w+?)[0-9A-F]{8} Arn/.exec(arn)?.[1] ?? arn).replaceAll(/([a-z])([A-Z])/g, '$1 $2')
      const [left, top] = [x + (at % across) * each, y + 14 + Math.floor(at / across) * 22]
      return `<circle class="well" cx="${left + 5}" cy="${top - 4}" r="5"/><text class="legend" x="${left + 16}" y="${top}">${escaped(name)}</text>`
    })
    .join('')
}

/** A line of text has so many letters for its width. */
function words(text: string, { x, y, width }: Frame): string {
  const most = Math.floor(width / 6.9)
  const lines: string[] = ['']
  for (const word of text.split(' ')) {
    const last = lines.at(-1) ?? ''
    if (last.length + word.length + 1 > most) lines.push(word)
    else lines[lines.length - 1] = last ? `${last} ${word}` : word
  }
  return lines.map((line, at) => `<text class="said" x="${x}" y="${y - 12 + at * 19}">${escaped(line)}</text>`).join('')
}
