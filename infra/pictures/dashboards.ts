import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { App } from 'aws-cdk-lib'
import { functionNames, root } from '../bundle.ts'
import { serviceDesk } from '../stacks/service-desk.ts'
import { widgetsOf } from './body.ts'
import { picture } from './picture.ts'

/** The dashboards of production as its template has them, by the name that each ends in: `desk`. */
function dashboards(): Map<string, unknown> {
  const folder = mkdtempSync(join(tmpdir(), 'pictures-'))
  try {
    // What a bundle holds is no matter to a dashboard.
    for (const name of functionNames) {
      mkdirSync(join(folder, name))
      writeFileSync(join(folder, name, 'index.mjs'), '')
    }
    const { context } = JSON.parse(readFileSync(join(root, 'cdk.json'), 'utf8')) as { context: Record<string, unknown> }
    const app = new App({
      context: { ...context, stage: 'prod', runbook: 'https://desk.example/runbook.md' },
      outdir: join(folder, 'out'),
      analyticsReporting: false,
    })
    const { operations } = serviceDesk(app, folder)
    const { template } = app.synth().getStackArtifact(operations.artifactId)
    const all = Object.values(
      template.Resources as Record<string, { Type: string; Properties: Record<string, unknown> }>,
    )
    return new Map(
      all
        .filter(({ Type }) => Type === 'AWS::CloudWatch::Dashboard')
        .map(({ Properties }) => [String(Properties.DashboardName).split('-').at(-1) ?? '', Properties.DashboardBody]),
    )
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

const into = join(root, 'docs/pictures')
mkdirSync(into, { recursive: true })
for (const [name, body] of dashboards()) {
  const title = `${name.charAt(0).toUpperCase()}${name.slice(1)}`
  const file = `dashboard-${name}.svg`
  writeFileSync(join(into, file), picture(title, widgetsOf(body)))
  process.stdout.write(`docs/pictures/${file}\n`)
}
