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
  STAGE: 'bench',
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
    const names = [bare, ...functionNames] as const
    const loads = Object.fromEntries(names.map((name) => [name, [] as number[]]))
    // In turn, so that what else the machine does meets all of them alike.
    for (let round = 0; round < (quick ? 3 : 15); round += 1) {
      for (const name of names) loads[name]?.push(await loadMs(fileOf(folder, name), stop))
    }
    const floorMs = median(loads[bare] ?? [])
    const found = names.map((name) => {
      const loadsInMs = median(loads[name] ?? [])
      return { name, bytes: bytes[name] ?? 0, loadMs: rounded(loadsInMs), ratio: rounded(loadsInMs / floorMs, 2) }
    })
    const worst = found.toSorted((a, b) => b.ratio - a.ratio)[0]
    return {
      name: 'bundles',
      title: 'Bundles, minified, and what a fresh process takes to import them',
      rows: [
        ['function', 'size', 'import', 'of the bare one'],
        ...found.map((it) => [it.name, kilobytes(it.bytes), ms(it.loadMs), times(it.ratio)]),
      ],
      notes: [`Median of ${loads[bare]?.length} processes each, in turn, with source maps on as deployed.`],
      aims: [atMost(`Import of the slowest function (${worst?.name})`, limit, worst?.ratio ?? Number.NaN, ' ×')],
      wrong: [],
      figures: found,
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
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
const began = performance.now()
await import(file)
console.log(performance.now() - began)
process.exit()
`

async function loadMs(file: string, signal: AbortSignal): Promise<number> {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--input-type=module', '--eval', program, '--', file],
    { env: environment, signal },
  )
  return Number(stdout)
}
