import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { bundleFolder, root } from '../bundle.ts'
import { run } from '../local/command.ts'
import { venv } from '../local/places.ts'
import { ensurePython } from '../local/python.ts'
import { checkovHome, findingsIn, unexplained } from './checkov.ts'
import { exceptions } from './exceptions.ts'
import { licensed, unlicensed, unlicensedIn } from './licences.ts'
import { loose } from './pinned.ts'
import type { Check } from './run-all.ts'
import { secretsIn } from './secrets.ts'
import { faultsOf } from './state-machine.ts'

const modules = join(root, 'node_modules')

/** Everything that `npm run check` looks at, the slowest first. */
export function checks(): Check[] {
  const node = (name: string, script: string, ...options: string[]): Check => ({
    name,
    run: () => tool(process.execPath, [join(modules, script), ...options]),
  })
  return [
    { name: 'Templates of prod: cdk-nag, cfn-lint, checkov', run: () => template('prod') },
    { name: 'Templates of dev: cdk-nag, cfn-lint, checkov', run: () => template('dev') },
    node('Types: tsc', 'typescript/bin/tsc', '--noEmit', '-p', root),
    node('Dead code: knip', 'knip/bin/knip.js', '--no-progress'),
    node('Format, lint and boundaries: biome', '@biomejs/biome/bin/biome', 'check', '--error-on-warnings', root),
    { name: 'State machines: asl-validator', run: machines },
    { name: 'Secrets in files: secretlint', run: () => secretsIn(root) },
    { name: 'Packages are pinned with their hashes', run: async () => loose(root).join('\n') },
    { name: 'Licences of packages', run: licences },
    {
      name: 'Generated documents are up to date',
      run: () => tool(process.execPath, [join(root, 'schemas/generate.ts'), '--check']),
    },
  ]
}

async function machines(): Promise<string> {
  const folder = join(root, 'statemachines')
  const files = readdirSync(folder).filter((name) => name.endsWith('.asl.json'))
  return files.flatMap((file) => faultsOf(join(folder, file)).map((fault) => `${file}: ${fault}`)).join('\n')
}

/** Synthesized as an account would, without credentials, then linted. */
async function template(stage: string): Promise<string> {
  const out = join(bundleFolder, 'check', stage)
  rmSync(out, { recursive: true, force: true })
  mkdirSync(out, { recursive: true })
  const context = ['-c', `stage=${stage}`, '-c', 'runbook=https://desk.example/runbook.md']
  const options = ['synth', '--quiet', '--no-notices', '--no-color', ...context, '--output', out]
  const refused = await tool(process.execPath, [join(modules, 'aws-cdk/bin/cdk'), ...options], withoutAccount())
  if (refused) return refused
  const templates = readdirSync(out)
    .filter((name) => name.endsWith('.template.json'))
    .map((name) => join(out, name))
  const linted = await tool(join(await ensurePython(), 'bin/cfn-lint'), templates)
  return linted || unexplained(await findingsIn(templates), exceptions).join('\n')
}

async function licences(): Promise<string> {
  const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'))
  const python = [venv, checkovHome].flatMap(unlicensedIn)
  return [...unlicensed(licensed(packages)), ...python].join('\n')
}

/** What it said, if it failed. */
async function tool(program: string, options: readonly string[], env = process.env): Promise<string> {
  const { code, output } = await run(program, options, { cwd: root, env })
  return code === 0 ? '' : output.trim() || `ended with ${code} and said nothing`
}

/** Nothing of the caller's account may reach what is checked. */
function withoutAccount(): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(([name]) => !name.startsWith('AWS_') && !name.startsWith('CDK_'))
  return { ...Object.fromEntries(own), CI: 'true', CDK_DISABLE_CLI_TELEMETRY: 'true' }
}
