import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { build } from 'esbuild'
import { bundle, bundling, functionNames, sizes } from '../../infra/bundle.ts'
import { kilobytes, median, ms, rounded, times } from './figures.ts'
import { atMost, type Part } from './part.ts'

/** How much longer a function may take to load than the bare one. */
const limit = 1.5
const bare = 'bare DynamoDB handler'

/** The environment of a function (infra/constructs/function.ts), without anything to talk to. */
const environment = {
  PATH: process.env.PATH,
  TABLE_NAME: 'none',
  AWS_REGION: 'us-east-1',
  AWS_ACCESS_KEY_ID: 'none',
  AWS_SECRET_ACCESS_KEY: 'none',
  POWERTOOLS_SERVICE_NAME: 'bench',
  POWERTOOLS_METRICS_NAMESPACE: 'Bench',
  NODE_OPTIONS: '--enable-source-maps',
}

/** Size of each function's bundle, and how long a fresh process takes to load it. */
export async function measureBundles(quick: boolean, stop: AbortSignal): Promise<Part> {
  const folder = mkdtempSync(join(tmpdir(), 'service-desk-bundles-'))
  try {
    const bytes = await bundleAll(folder)
    const rounds = await loadInTurn(folder, quick ? 3 : 15, stop)
    const found = [
      { name: bare, bytes: bytes[bare] ?? 0, ...held(rounds.flat().map(({ bare: it }) => ({ it, bare: it }))) },
      ...functionNames.map((name, at) => ({
        name,
        bytes: bytes[name] ?? 0,
        ...held(rounds.flatMap((round) => round[at] ?? [])),
      })),
    ]
    const worst = found.toSorted((a, b) => b.ratio - a.ratio)[0]
    return {
      name: 'bundles',
      title: 'Bundles, minified, and what a fresh process takes to import them',
      rows: [
        ['function', 'size', 'import', 'of the bare one', 'processor', 'of the bare one'],
        ...found.map((it) => [
          it.name,
          kilobytes(it.bytes),
          ms(it.loadMs),
          times(it.ratio),
          ms(it.processorMs),
          times(it.processorRatio),
        ]),
      ],
      notes: [
        `Medians of ${rounds.length} processes each, with source maps on as deployed; each is held against a bare one`,
        'that was loaded just before it, so that what else the machine does meets both alike. On a busy machine the',
        'processor time is the truer figure.',
      ],
      aims: [atMost(`Import of the slowest function (${worst?.name})`, limit, worst?.ratio ?? Number.NaN, ' ×')],
      wrong: [],
      figures: found,
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

interface Load {
  ms: number
  processorMs: number
}
interface Pair {
  it: Load
  bare: Load
}

/** Medians of what was measured, and of how it stands to the bare one of the same moment. */
const held = (pairs: readonly Pair[]) => ({
  loadMs: rounded(median(pairs.map(({ it }) => it.ms))),
  ratio: rounded(median(pairs.map((pair) => pair.it.ms / pair.bare.ms)), 2),
  processorMs: rounded(median(pairs.map(({ it }) => it.processorMs))),
  processorRatio: rounded(median(pairs.map((pair) => pair.it.processorMs / pair.bare.processorMs)), 2),
})

/** In each round every function once, in their order, each just after the bare one. */
async function loadInTurn(folder: string, count: number, stop: AbortSignal): Promise<Pair[][]> {
  const rounds: Pair[][] = []
  for (let at = 0; at < count; at += 1) {
    const round: Pair[] = []
    for (const name of functionNames) {
      const floor = await load(fileOf(folder, bare), stop)
      round.push({ bare: floor, it: await load(fileOf(folder, name), stop) })
    }
    rounds.push(round)
  }
  return rounds
}

const fileOf = (folder: string, name: string) => join(folder, name.replaceAll(' ', '-'), 'index.mjs')

async function bundleAll(folder: string): Promise<Record<string, number>> {
  const bytes = sizes(await bundle(folder), folder)
  const { metafile } = await build({
    ...bundling,
    entryPoints: [{ in: 'test/bench/bare-handler.ts', out: `${bare.replaceAll(' ', '-')}/index` }],
    outdir: folder,
    metafile: true,
  })
  const bareBytes = Object.values(metafile.outputs).find(({ entryPoint }) => entryPoint)?.bytes ?? 0
  return { [bare]: bareBytes, ...bytes }
}

const program = `
const [file] = process.argv.slice(1)
const [began, before] = [performance.now(), process.cpuUsage()]
await import(file)
const ms = performance.now() - began
const { user, system } = process.cpuUsage(before)
console.log(JSON.stringify({ ms, processorMs: (user + system) / 1000 }))
process.exit()
`

async function load(file: string, signal: AbortSignal): Promise<Load> {
  const options = ['--input-type=module', '--eval', program, '--', file]
  const { stdout } = await promisify(execFile)(process.execPath, options, { env: environment, signal })
  return JSON.parse(stdout)
}
