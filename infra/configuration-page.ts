import { given, StageSettings } from './stage.ts'
import { stages } from './stages.ts'

const path = 'docs/configuration.md'

const opening = `# Configuration

What one desk has otherwise than another stands in one typed file, \`infra/stages.ts\`: a stage a desk, held against \`infra/stage.ts\` before anything is built. What is wrong, or is no setting, is refused with a sentence that names it. This page is written by \`npm run generate\` from both.

Some settings can be given for one deployment: \`npx cdk deploy --all -c stage=prod -c runbook=https://help.example.com/runbook.html -c mailFrom=desk@example.com\`; lists with commas. What is given must be given each time, so what should stay belongs into the stage, or under \`context\` in \`cdk.json\`. A key that is no setting is refused: a slip of the keyboard does not become a default.

## Of a stage`

const closing = `## Secrets
Secrets are in Secrets Manager, made by the data stack and never in a file or a variable: what signs webhooks (\`WebhookSecretArn\`), and what keys the addresses, ids and links of mail. Functions are told the ARN, read the secret when they need it and remember it for minutes. Passwords are Cognito's.

## Environment variables
Functions are told by their stack what they work on (names of tables and queues, ARNs, and the settings above that matter to them): nothing is set by hand, and nothing else is read. A test holds what the code reads against what the stacks set, both ways.

On a laptop \`npm start\` reads \`DESK_HOME\` (where everything of the desk lies), \`DESK_PORT\`, \`DESK_SETTINGS\` and \`PYTHON\`; they are of the local run only.

## Settings of the desk
How the desk works for people (defaults, times, notices, brands, numbers) is not configuration but data: \`GET /settings\`, \`PATCH /settings\` ([settings.md](settings.md)). Functions read it through a cache that is counted up with every change, and is a minute old at most; what must be current is a condition of the transaction. So a setting is switched without a deployment.
`

const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ')

function said(value: unknown): string {
  if (value === undefined) return '–'
  if (Array.isArray(value)) return value.length === 0 ? 'none' : value.map((one) => `\`${one}\``).join(', ')
  if (typeof value === 'object' && value !== null) {
    return Object.entries(value).length === 0 ? 'none' : `\`${JSON.stringify(value)}\``
  }
  return `\`${value}\``
}

/** The page of what can be set, whole. */
export function configurationPage(_root: string): [path: string, text: string] {
  const names = Object.keys(stages) as (keyof typeof stages)[]
  const rows = Object.entries(StageSettings.unwrap().shape).map(([key, schema]) => {
    const values = names.map((name) => said((stages[name] as Record<string, unknown>)[key]))
    const usual = new Set(values).size === 1 ? values[0] : names.map((name, at) => `${name}: ${values[at]}`).join('; ')
    const byHand = Object.hasOwn(given, key) ? '`-c`' : ''
    return `| \`${key}\` | ${cell(schema.meta()?.description ?? '')} | ${cell(usual ?? '')} | ${byHand} |`
  })
  const table = ['| setting | what it is | in `local`, `dev`, `prod` | |', '|---|---|---|---|', ...rows].join('\n')
  return [path, `${opening}\n${table}\n\n${closing}`]
}
