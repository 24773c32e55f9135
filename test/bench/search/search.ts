import { createReadStream, createWriteStream, mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { parseArgs } from 'node:util'
import { createZstdCompress, createZstdDecompress } from 'node:zlib'
import type { Scope, SearchQuery } from '../../../functions/platform/search/search-index.ts'
import { Copy } from '../../../functions/platform/search/sqlite/copy.ts'
import { countIn, searchIn } from '../../../functions/platform/search/sqlite/query.ts'
import { columns } from '../../../infra/local/demo/columns.ts'
import { say } from '../../../infra/local/steps.ts'
import { percentile } from '../figures.ts'
import { aTicket, corpus, customerOf, wordOf } from './corpus.ts'

/** Measures the search index in SQLite alone, without a desk: `node test/bench/search/search.ts --tickets 1000,20000`. */
const { values } = parseArgs({ options: { tickets: { type: 'string', default: '1000,20000,100000' } } })
const runs = 60

const everything: Scope = { kind: 'everything' }
const ranked = { by: 'rank', order: 'desc' } as const
const text = (typed: string, more: Partial<SearchQuery> = {}): SearchQuery => ({
  text: typed,
  sort: ranked,
  limit: 25,
  ...more,
})
const sorted = (by: 'created' | 'updated' | 'due' | 'priority', filters: SearchQuery['filters']): SearchQuery => ({
  sort: { by, order: by === 'created' || by === 'updated' ? 'desc' : 'asc' },
  limit: 25,
  ...(filters && { filters }),
})

/** A word that is neither everywhere nor nowhere: each run takes another. */
const middling = (run: number) => wordOf(300 + run * 17)
/** As long as a word that people mistype, with two letters swapped. */
const mistyped = (run: number) => {
  const word = wordOf(2000 + run * 31)
  return `${word.slice(0, 2)}${word[3]}${word[2]}${word.slice(4)}`
}

const queries: Record<string, (run: number) => { scope: Scope; query: SearchQuery }> = {
  'one word': (run) => ({ scope: everything, query: text(middling(run)) }),
  'two words': (run) => ({ scope: everything, query: text(`${middling(run)} ${middling(run + 1)}`) }),
  'two words that are everywhere': (run) => ({
    scope: everything,
    query: text(`${wordOf(run % 3)} ${wordOf((run % 3) + 1)}`),
  }),
  'the beginning of a word': (run) => ({ scope: everything, query: text(middling(run).slice(0, 4)) }),
  'a mistyped word': (run) => ({ scope: everything, query: text(mistyped(run)) }),
  'one word, of one customer': (run) => ({
    scope: everything,
    query: text(middling(run), { filters: { customer: [customerOf(run)] } }),
  }),
  'one word, by a customer': (run) => ({
    scope: { kind: 'outside', persons: ['per_x'], customer: customerOf(run), whole: true },
    query: text(middling(run)),
  }),
  'a serial number': (run) => ({ scope: everything, query: text(`sn${4000 + run}${String(run).padStart(6, '0')}`) }),
  'list: open, by due instant': () => ({ scope: everything, query: sorted('due', { open: true }) }),
  'list: a tag, by priority': (run) => ({
    scope: everything,
    query: sorted('priority', { facets: [`tag:${wordOf(run % 200)}`] }),
  }),
  'list: one technician’s, by change': (run) => ({
    scope: everything,
    query: sorted('updated', { assignee: [`per_TECH${String(run % 40).padStart(22, '0')}`], priority: ['urgent'] }),
  }),
  'list: few of many, by creation': (run) => ({
    scope: everything,
    query: sorted('created', {
      status: ['assigned'],
      customer: [customerOf(run)],
      facets: [`tag:${wordOf(run % 200)}`],
    }),
  }),
}

interface Timed {
  /** The median, in milliseconds of the clock … */
  p50: number
  p95: number
  /** … and the mean of the processor's time, which other work on the machine does not lengthen. */
  cpu: number
}

function time(work: (run: number) => unknown): Timed {
  for (let run = 0; run < 5; run += 1) work(run)
  const before = process.cpuUsage()
  const ms = Array.from({ length: runs }, (_, run) => {
    const began = performance.now()
    work(run)
    return performance.now() - began
  })
  const { user, system } = process.cpuUsage(before)
  return { p50: percentile(ms, 50), p95: percentile(ms, 95), cpu: (user + system) / 1000 / runs }
}

async function measure(tickets: number): Promise<Record<string, string>> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-search-'))
  const figures: Record<string, string> = {}
  const note = (what: string, { p50, p95, cpu }: Timed) => {
    figures[what] = `${p50.toFixed(1)} / ${p95.toFixed(1)} / ${cpu.toFixed(1)} ms`
  }
  try {
    const [file, packed, again] = ['index', 'packed', 'again'].map((name) => join(folder, name)) as [
      string,
      string,
      string,
    ]
    const began = performance.now()
    const built = new Copy(file)
    for (const batch of corpus(tickets)) built.apply(batch)
    built.tidy()
    built.close()
    figures['made anew (texts in memory)'] = `${((performance.now() - began) / 1000).toFixed(1)} s`
    await pipeline(createReadStream(file), createZstdCompress(), createWriteStream(packed))
    figures['snapshot, and packed'] =
      `${(statSync(file).size / 1e6).toFixed(1)} / ${(statSync(packed).size / 1e6).toFixed(1)} MB`
    const cold = performance.now()
    await pipeline(createReadStream(packed), createZstdDecompress(), createWriteStream(again))
    const copy = new Copy(again, true)
    searchIn(copy, everything, text(middling(0)))
    figures['cold: unpacked, opened, first search'] = `${Math.round(performance.now() - cold)} ms`
    for (const [what, ask] of Object.entries(queries)) {
      note(
        what,
        time((run) => {
          const { scope, query } = ask(run)
          return searchIn(copy, scope, query)
        }),
      )
    }
    note(
      'count up to 1,000',
      time(() => countIn(copy, everything, { filters: { open: true } }, 1000)),
    )
    note(
      'one update',
      time((run) => copy.apply([aTicket(run * 7, 2)])),
    )
    copy.close()
    return figures
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

const sizes = values.tickets.split(',').map(Number)
const all: Record<string, string>[] = []
for (const tickets of sizes) {
  say(`Making an index of ${tickets} tickets …`)
  all.push(await measure(tickets))
}
const rows = Object.keys(all[0] ?? {}).map((what) => [what, ...all.map((figures) => figures[what] ?? '')])
say('\np50 / p95 / mean of the processor time')
for (const line of columns([['', ...sizes.map((size) => `${size} tickets`)], ...rows])) say(line)
