import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { root } from '../../infra/local/places.ts'
import { say } from '../../infra/local/steps.ts'
import { basePath } from '../../schemas/operations/operation.ts'
import { queueNames } from '../../schemas/queue.ts'
import { answersLogged } from './answer-log.ts'
import { median, ms, rounded } from './figures.ts'
import { type Floor, makeFloor } from './floor.ts'
import { type Aim, atMost, type Bench, type Part } from './part.ts'

/** Desks of so many tickets; the largest only where it is asked for, since loading it takes minutes. */
const sizesFor = ({ options }: Bench): number[] =>
  options.quick ? [1000] : [...new Set([1000, 20_000, ...(options.tickets ? [options.tickets] : [])])]
const calls = { warmUp: 4, measured: 20 }
/** How much longer the first page may take in the largest desk than in one of a thousand. */
const longer = 1.5

/** What a first page is asked for: each queue, and some of what `GET /tickets` answers. */
const lists: Record<string, string> = {
  ...Object.fromEntries(queueNames.map((queue) => [`queue ${queue}`, `/queues/${queue}?limit=25`])),
  'all tickets': '/tickets?limit=25',
  'urgent ones': '/tickets?limit=25&priority=urgent',
  'with a tag': '/tickets?limit=25&tag=printer',
  'by priority': '/tickets?limit=25&open=true&sort=priority',
  'all queues, counted': '/queues',
}

interface Figure {
  list: string
  tickets: number
  shown: number
  requests: number
  readUnits: number
  p50Ms: number
  floorP50Ms: number
}

/** What the first page of each list costs in desks of several sizes: it must not grow with them. */
export async function measureLists(bench: Bench): Promise<Part> {
  const found: Figure[] = []
  const floor = await makeFloor(bench.desk)
  try {
    for (const tickets of sizesFor(bench)) {
      say(`Loading up to ${tickets} tickets …`)
      await load(bench, tickets)
      for (const [list, path] of Object.entries(lists)) found.push(await figureOf(bench, floor, list, path, tickets))
    }
  } finally {
    await floor.remove()
  }
  return {
    name: 'lists',
    title: 'The first page of 25, in desks of several sizes',
    rows: [
      ['list', 'tickets', 'shown', 'requests', 'read units', 'p50', 'floor p50'],
      ...found.map((it) => [
        it.list,
        `${it.tickets}`,
        `${it.shown}`,
        `${it.requests}`,
        `${it.readUnits}`,
        ms(it.p50Ms),
        ms(it.floorP50Ms),
      ]),
    ],
    notes: [
      'One in twenty tickets is open: in a desk of a thousand, queues are shorter than a page.',
      'Requests to the table of one call; those of a round go side by side. The emulator counts half a unit for a Query,',
      'whatever it reads: by the rules of AWS it is two for 25 entries, eight for the hundred that a filter looks at. What',
      'BatchGetItem reads is added: half a unit for each ticket shown. The floor is a function that only logs a line.',
    ],
    aims: aimsOf(found),
    wrong: [],
    figures: found,
  }
}

function aimsOf(found: readonly Figure[]): Aim[] {
  const of = (tickets: number) => found.filter((it) => it.tickets === tickets)
  const sizes = found.map(({ tickets }) => tickets)
  const [least, largest] = [Math.min(...sizes), Math.max(...sizes)]
  if (least === largest) return []
  const more = (figure: 'requests' | 'p50Ms') =>
    Math.max(...of(largest).map((it) => it[figure] / (of(least).find(({ list }) => list === it.list)?.[figure] ?? 1)))
  const what = `of a first page with ${largest} tickets, against ${least}`
  return [
    atMost(`Requests ${what}`, 1, more('requests'), ' ×'),
    atMost(`p50 ${what}, the worst`, longer, more('p50Ms'), ' ×'),
  ]
}

async function figureOf(
  { desk, stop }: Bench,
  floor: Floor,
  list: string,
  path: string,
  tickets: number,
): Promise<Figure> {
  const since = Date.now() - 1000
  const headers = { authorization: `Bearer ${await desk.tokenOf('agent')}` }
  const timed = async (url: string) => {
    stop.throwIfAborted()
    const began = performance.now()
    const answer = await fetch(url, { headers })
    const text = await answer.text()
    const took = performance.now() - began
    if (!answer.ok) throw new Error(`${url} was answered ${answer.status}: ${text.slice(0, 200)}`)
    return { took, requestId: String(answer.headers.get('x-request-id')), text }
  }
  const url = `${desk.outputs.apiUrl}${basePath}${path}`
  for (let at = 0; at < calls.warmUp; at += 1) await timed(url)
  const [ours, theirs]: [Awaited<ReturnType<typeof timed>>[], number[]] = [[], []]
  for (let at = 0; at < calls.measured; at += 1) {
    ours.push(await timed(url))
    theirs.push((await timed(floor.url)).took)
  }
  const ids = ours.map(({ requestId }) => requestId)
  const logged = await answersLogged(desk.outputs, ['finding-api'], ids, since)
  const shown = (JSON.parse(ours.at(-1)?.text ?? '{}') as { items: unknown[] }).items.length
  const loads = !path.startsWith('/queues?') && /due|overdue|tag=|sort=/.test(path)
  return {
    list,
    tickets,
    shown,
    requests: median(logged.map(({ table }) => table.requests)),
    readUnits: median(logged.map(({ table }) => table.readUnits)) + (loads ? shown / 2 : 0),
    p50Ms: rounded(median(ours.map(({ took }) => took))),
    floorP50Ms: rounded(median(theirs)),
  }
}

/** As its user would: with the search index made anew at the end. */
function load({ home, stop }: Bench, tickets: number): Promise<void> {
  const file = join(root, 'infra/operator/desk.ts')
  const child = spawn(process.execPath, [file, 'load', '--tickets', `${tickets}`, '--lists-only'], {
    env: { ...process.env, ...(home && { DESK_HOME: home }) },
    stdio: ['ignore', 'ignore', 'inherit'],
    signal: stop,
  })
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code) => (code === 0 ? resolve() : reject(new Error(`Loading ended with ${code}`))))
  })
}
