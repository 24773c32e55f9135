// The front door of every npm script: `node infra/local/run.mjs <script> [options]`.
// Plain JavaScript without dependencies, because it runs on whatever Node (20 or newer) is there, before anything is
// installed. It installs the npm packages when they are missing or not those of package-lock.json, then hands over to
// the Node that production runs on.
import { spawn } from 'node:child_process'
import { existsSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { constants } from 'node:os'
import { join, resolve } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'

const scripts = {
  start: 'infra/local/start.ts',
  stop: 'infra/local/stop.ts',
  token: 'infra/local/token.ts',
  demo: 'infra/local/demo/demo.ts',
  bench: 'test/bench/bench.ts',
  'bench:search': 'test/bench/search/search.ts',
  fuzz: 'test/fuzz/fuzz.ts',
  test: 'test/run.ts',
  check: 'infra/check.ts',
  generate: 'schemas/generate.ts',
  pictures: 'infra/pictures/dashboards.ts',
  docs: 'infra/docs/build.ts',
  desk: 'infra/operator/desk.ts',
  'test:opensearch': 'test/opensearch/run.ts',
}

const began = Date.now()
const root = resolve(import.meta.dirname ?? '.', '../..')
const node = join(root, 'node_modules/node/bin/node')
const installLock = join(root, '.local/install.lock')

/** Standard output belongs to the script (`npm run -s token`), so the front door speaks on standard error. */
const say = (line) => process.stderr.write(`${line}\n`)

/** As the steps of the start look (steps.ts). */
const step = (sign, outcome) =>
  `${sign} ${'npm packages'.padEnd(20)} ${outcome.padEnd(44)} ${((Date.now() - began) / 1000).toFixed(1)} s`

function fail(line) {
  say(`✘ ${line}`)
  process.exit(1)
}

const packagesIn = (file) => JSON.parse(readFileSync(join(root, file), 'utf8')).packages

/** Whether what is installed is what package-lock.json names; packages for other machines may be missing. */
function installed() {
  try {
    const there = packagesIn('node_modules/.package-lock.json')
    const wanted = Object.entries(packagesIn('package-lock.json'))
    const same = wanted.every(([path, { version, optional }]) => !path || optional || there[path]?.version === version)
    return same && existsSync(node)
  } catch {
    return false
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error.code === 'EPERM'
  }
}

/** Only one of several commands installs; the others wait for it. */
async function takeInstallLock() {
  mkdirSync(join(root, '.local'), { recursive: true })
  const mine = `${installLock}.${process.pid}`
  writeFileSync(mine, String(process.pid))
  for (let told = false; ; await wait(500)) {
    try {
      linkSync(mine, installLock)
      rmSync(mine)
      return
    } catch {
      const holder = Number(existsSync(installLock) ? readFileSync(installLock, 'utf8') : 0)
      if (!holder || !isAlive(holder)) rmSync(installLock, { force: true })
      else if (!told) say(`  Waiting for process ${holder}, which is installing the npm packages`)
      told = Boolean(holder)
    }
  }
}

/** Says on a terminal how long it has lasted, elsewhere once that it has begun; gives what ends that. */
function showWhileItLasts(text) {
  const { stderr } = process
  if (!stderr.isTTY) {
    say(text())
    return () => {}
  }
  const draw = () => stderr.write(`\r${text()}`)
  draw()
  const timer = setInterval(draw, 500)
  return () => {
    clearInterval(timer)
    stderr.write(`\r${' '.repeat(text().length)}\r`)
  }
}

function runToItsEnd(program, options) {
  return new Promise((done) => {
    const child = spawn(program, options, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] })
    let output = ''
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk))
    child.on('error', (error) => done({ code: 1, output: String(error) }))
    child.on('close', (code) => done({ code: code ?? 1, output }))
  })
}

async function install() {
  await takeInstallLock()
  try {
    if (installed()) return
    const clear = showWhileItLasts(() => step('•', 'installing, about a minute the first time …'))
    const npm = await runToItsEnd('npm', ['ci', '--no-audit', '--no-fund'])
    clear()
    if (npm.code !== 0) {
      say(npm.output.trimEnd().split('\n').slice(-12).join('\n'))
      fail('npm packages: `npm ci` failed (above). Look at the network or the registry setting, then run this again.')
    }
    if (!existsSync(node)) {
      fail(
        'npm packages: the Node of production is missing. Allow install scripts (`npm config set ignore-scripts false`).',
      )
    }
    say(step('✔', 'installed'))
  } finally {
    rmSync(installLock, { force: true })
  }
}

const [name, ...options] = process.argv.slice(2)
if (Number(process.versions.node.split('.')[0]) < 20) {
  fail(`Node ${process.versions.node} is too old: install Node 20 or newer (https://nodejs.org), then run this again.`)
}
if (!Object.hasOwn(scripts, name ?? ''))
  fail(`There is no script "${name}". There are: ${Object.keys(scripts).join(', ')}.`)
if (!installed()) await install()

const path = [join(root, 'node_modules/node/bin'), join(root, 'node_modules/.bin'), process.env.PATH].join(':')
const child = spawn(node, [join(root, scripts[name]), ...options], {
  stdio: 'inherit',
  env: { ...process.env, PATH: path, DESK_BEGAN: String(began) },
})
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
child.on('exit', (code, signal) => process.exit(code ?? 128 + (constants.signals[signal] ?? 0)))
