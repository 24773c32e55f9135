import { spawn } from 'node:child_process'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { accessToken, type TokenRole, tokenRoles } from '../../infra/local/access-token.ts'
import type { Outputs } from '../../infra/local/outputs.ts'
import { root } from '../../infra/local/places.ts'
import { ensurePython } from '../../infra/local/python.ts'
import { tell } from '../../infra/local/steps.ts'
import { basePath } from '../../schemas/operations/operation.ts'
import { ownDesk } from '../support/own-desk.ts'

const usage = `npm run fuzz -- [--seconds N] [--role ROLE …] [--seed N]

  Calls every operation of the OpenAPI document with what it allows and what it does not, on a desk of its own, and
  looks at every answer: no 5xx, no status, header or body that the document does not have.

  --seconds N   how long for each role (60)
  --role ROLE   as whom: ${tokenRoles.join(', ')} (agent, customer, admin and partner)
  --seed N      the same calls again`

/** What is asked of every answer. Which input is refused is a matter of rules that no schema holds, so that is not. */
const checks = [
  'not_a_server_error',
  'status_code_conformance',
  'content_type_conformance',
  'response_headers_conformance',
  'response_schema_conformance',
]

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '60' },
    role: { type: 'string', multiple: true, default: ['agent', 'customer', 'admin', 'partner'] },
    seed: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
})

/** One run as one role: whether nothing was found. */
async function fuzz(environment: string, outputs: Outputs, role: TokenRole): Promise<boolean> {
  const url = outputs.apiUrl + basePath
  const token = await accessToken(outputs, role)
  const report = join(root, '.local/reports/fuzz')
  rmSync(join(report, role), { recursive: true, force: true })
  const options = [
    ['run', `${url}/openapi.json`, '--url', url, '--header', `Authorization: Bearer ${token}`],
    ['--checks', checks.join(','), '--max-time', values.seconds, '--continue-on-failure', '--warnings', 'off'],
    ['--request-timeout', '30', '--suppress-health-check', 'all', '--report', 'junit'],
    ['--report-junit-path', join(report, role, 'junit.xml')],
    values.seed ? ['--seed', values.seed] : [],
  ].flat()
  const child = spawn(join(environment, 'bin/schemathesis'), options, {
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, NO_COLOR: '1', COLUMNS: '120' },
  })
  return new Promise((done) => child.on('close', (code) => done(code === 0)))
}

async function main(): Promise<number> {
  if (values.help) {
    console.log(usage)
    return 0
  }
  const wrong = values.role.find((role) => !tokenRoles.some((known) => known === role))
  if (wrong || !/^[1-9]\d*$/.test(values.seconds)) {
    console.error(usage)
    return 2
  }
  const requirements = join(import.meta.dirname, 'requirements.txt')
  const environment = await ensurePython(undefined, { path: join(root, '.local/fuzz'), requirements })
  const desk = ownDesk({})
  try {
    await desk.start()
    const found: string[] = []
    for (const role of values.role as TokenRole[]) {
      console.log(`\n== as ${role}`)
      if (!(await fuzz(environment, desk.outputs(), role))) found.push(role)
    }
    console.log(`${values.role.length - found.length} passed, ${found.length} failed`)
    return found.length === 0 ? 0 : 1
  } finally {
    await desk.stop()
    desk.remove()
  }
}

process.exitCode = await main().catch((fault) => {
  tell(fault)
  return 1
})
