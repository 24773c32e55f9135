import { checked, type Stage, settingsIn } from './stage.ts'

/** Under which incoming mail lies in its bucket, as it came. */
export const inboundPrefix = 'inbound/'

/** The domains that mail comes to, and goes out from. */
export const domainsOf = ({ mailFrom, mailDomains }: Pick<Stage, 'mailFrom' | 'mailDomains'>): string[] => [
  ...new Set([mailFrom.slice(mailFrom.indexOf('@') + 1), ...mailDomains]),
]

const common = {
  horizonSeconds: 30 * 24 * 60 * 60,
  webOrigins: [],
  mailFrom: 'desk@desk.example',
  mailDomains: [],
  throttle: { rate: 200, burst: 400 },
  runbook: 'docs/runbook.md',
  alarmsTo: { page: ['mail', 'desk'], ticket: ['desk'], note: [] },
  reservedConcurrency: {},
  searchEngine: 'sqlite',
} satisfies Partial<Stage>

const webDevelopment = ['http://localhost:5173', 'http://127.0.0.1:5173']

export const stages = {
  local: {
    ...common,
    name: 'local',
    isLocal: true,
    // A waiting execution is a thread of the emulator's: ten minutes keep them few.
    horizonSeconds: 10 * 60,
    isProtected: false,
    logRetentionDays: 1,
    inboundDays: 7,
    webOrigins: webDevelopment,
    passwordSignIn: true,
  },
  dev: {
    ...common,
    name: 'dev',
    isProtected: false,
    logRetentionDays: 14,
    archiveDays: 14,
    inboundDays: 14,
    webOrigins: webDevelopment,
    passwordSignIn: true,
  },
  prod: {
    ...common,
    name: 'prod',
    isProtected: true,
    logRetentionDays: 180,
    archiveDays: 90,
    inboundDays: 90,
    passwordSignIn: false,
    throttle: { rate: 1000, burst: 2000 },
  },
} as const satisfies Record<string, Stage>

/**
 * A stage by its name, with what is given for this deployment (`-c webOrigins=https://desk.example.com,https://…`); throws a
 * sentence for what is no setting, or not what the setting may be.
 */
export function stageFrom(context: Readonly<Record<string, unknown>>): Stage {
  const name = String(context.stage ?? 'local')
  const stage: Stage | undefined = Object.hasOwn(stages, name) ? stages[name as keyof typeof stages] : undefined
  if (!stage) throw new Error(`There is no stage "${name}": -c stage=${Object.keys(stages).join('|')}`)
  return checked({ ...stage, ...settingsIn(context) })
}
