import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { lastOf, run } from '../../infra/local/command.ts'
import { cleanEnvironment } from '../../infra/local/environment.ts'
import { root } from '../../infra/local/places.ts'
import { anyFree } from '../../infra/local/port.ts'
import { say, tell } from '../../infra/local/steps.ts'
import { Trouble } from '../../infra/local/trouble.ts'

const here = join(root, 'test/opensearch')
const libraries = join(root, '.local/opensearch/lib')

/** Lines of a program's version; undefined where it is not there. */
function versionOf(program: string, option: string): string | undefined {
  const { error, status, stdout, stderr } = spawnSync(program, [option], { encoding: 'utf8' })
  return error || status !== 0 ? undefined : stdout + stderr
}

function checkTools(): void {
  const java = versionOf('java', '-version')
  const wants = 'OpenSearch runs in a JVM: install a JDK 17 or newer and Maven, or leave this test to CI.'
  if (!java) throw new Trouble('There is no Java here.', wants)
  if (Number(/version "(\d+)/.exec(java)?.[1] ?? 0) < 17) throw new Trouble('The Java here is too old.', wants)
  if (!versionOf('mvn', '-version')) throw new Trouble('There is no Maven here.', wants)
}

async function fetchLibraries(): Promise<void> {
  if (existsSync(libraries)) return
  say('Fetching OpenSearch from Maven Central (55 MB, once) …')
  const goal = [
    '-q',
    '-B',
    '-f',
    join(here, 'pom.xml'),
    'dependency:copy-dependencies',
    `-DoutputDirectory=${libraries}`,
  ]
  const outcome = await run('mvn', goal)
  if (outcome.code === 0) return
  rmSync(libraries, { recursive: true, force: true })
  throw new Trouble('Maven could not fetch OpenSearch.', 'Look at the network or ~/.m2/settings.xml.', lastOf(outcome))
}

/** Starts a node in a folder of its own; gives its process once it answers. */
async function startNode(folder: string, port: number): Promise<ChildProcess> {
  const options = ['-Xms256m', '-Xmx768m', '-cp', `${libraries}/*`, join(here, 'Node.java'), folder, String(port)]
  const node = spawn('java', options, { stdio: ['ignore', 'pipe', 'inherit'], cwd: folder })
  const lines = createInterface({ input: node.stdout as NonNullable<typeof node.stdout> })
  for await (const line of lines) if (line === 'ready') return node
  throw new Trouble('OpenSearch did not start.', 'See what is said above.')
}

async function main(): Promise<number> {
  checkTools()
  await fetchLibraries()
  const folder = mkdtempSync(join(tmpdir(), 'desk-opensearch-'))
  let node: ChildProcess | undefined
  try {
    const port = await anyFree()
    say('Starting a node …')
    node = await startNode(folder, port)
    const vitest = [
      join(root, 'node_modules/vitest/vitest.mjs'),
      'run',
      '--project',
      'opensearch',
      ...process.argv.slice(2),
    ]
    const env = { ...cleanEnvironment(), SEARCH_ENDPOINT: `http://127.0.0.1:${port}` }
    const child = spawn(process.execPath, vitest, { stdio: 'inherit', cwd: root, env })
    return await new Promise((done) => child.on('close', (code) => done(code ?? 1)))
  } finally {
    node?.kill()
    rmSync(folder, { recursive: true, force: true })
  }
}

process.exitCode = await main().catch((error) => {
  tell(error)
  return 1
})
