import { spawn } from 'node:child_process'
import { existsSync, readFileSync, rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { type Counts, countsOf, countsOfNothing, type Report } from './report.ts'

const usage = `npm test -- [--unit | --e2e] [file or name of a test …]

  --unit   only what needs no desk
  --e2e    only the end-to-end tests, which start desks of their own`

const root = resolve(import.meta.dirname, '..')
const reports = join(root, '.local/reports')

const given = process.argv.slice(2)
const flags = new Set(given.filter((word) => word.startsWith('-')))
const filters = given.filter((word) => !word.startsWith('-'))

if (flags.has('--help')) {
  console.log(usage)
} else if ([...flags].some((flag) => flag !== '--unit' && flag !== '--e2e')) {
  console.error(`There is no option ${[...flags].join(' ')}.\n\n${usage}`)
  process.exitCode = 2
} else {
  process.exitCode = await runAll()
}

async function runAll(): Promise<number> {
  const chosen = ['unit', 'e2e', 'e2e-waiting'].filter(
    (project) => flags.size === 0 || flags.has(`--${project.split('-')[0]}`),
  )
  const total: Counts = { passed: 0, failed: 0 }
  for (const project of chosen) {
    const { passed, failed } = await runProject(project)
    total.passed += passed
    total.failed += failed
  }
  console.log(`${total.passed} passed, ${total.failed} failed`)
  return total.failed === 0 ? 0 : 1
}

async function runProject(project: string): Promise<Counts> {
  const report = join(reports, `${project}.json`)
  rmSync(report, { force: true })
  const code = await vitest([
    'run',
    '--project',
    project,
    '--passWithNoTests',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
    ...filters,
  ])
  if (!existsSync(report)) return countsOfNothing(code)
  return countsOf(JSON.parse(readFileSync(report, 'utf8')) as Report, code)
}

/** In a process of its own, which gets our Ctrl-C too and then stops its desk: so it is waited for, whatever comes. */
function vitest(options: string[]): Promise<number> {
  const child = spawn(process.execPath, [join(root, 'node_modules/vitest/vitest.mjs'), ...options], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => child.kill(signal))
  return new Promise((done) => child.on('close', (code) => done(code ?? 1)))
}
