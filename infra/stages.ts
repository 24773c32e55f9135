import type { AlarmLevel } from '../schemas/alarm.ts'

/** Under which incoming mail lies in its bucket, as it came. */
export const inboundPrefix = 'inbound/'

/** What differs between one desk and another. Everything else is the same on a laptop and in production. */
export interface Stage {
  readonly name: string
  /** Only wakes this near have an execution that sleeps; the sweep arms those that come within it (docs/architecture.md). */
  readonly horizonSeconds: number
  /** What holds data is kept when its stack is deleted, and refuses to be deleted. */
  readonly isProtected: boolean
  /** Days; each is one that CloudWatch Logs knows. */
  readonly logRetentionDays: number
  /** Days for which the bus can replay what was published; none where the platform has no archive. */
  readonly archiveDays?: number
  /** Days for which incoming mail is kept as it came. */
  readonly inboundDays: number
  /** Where the web client may be served from (CORS). */
  readonly webOrigins: readonly string[]
  /** The address that the desk writes from; its domain is a verified identity of SES. */
  readonly mailFrom: string
  /** Domains that mail comes to beside that of `mailFrom`; each is a verified identity of SES, too. */
  readonly mailDomains: readonly string[]
  /** Whether a program may sign a person in with a password as it is; SRP works everywhere. */
  readonly passwordSignIn: boolean
  /** Requests a second, and at once, that the API takes before it answers 429. */
  readonly throttle: { readonly rate: number; readonly burst: number }
  /** AWS accounts that may put rules of their own on the bus, for our events only. */
  readonly partnerAccounts: readonly string[]
  /** Who is told of alarms; nobody by default. */
  readonly alarmEmail?: string
  /** Where alarms of each level go: by mail to that address, or as a ticket of the desk itself. */
  readonly alarmsTo: Readonly<Record<AlarmLevel, readonly ('mail' | 'desk')[]>>
  /** Where docs/runbook.md can be read: the alarms' links begin with it. */
  readonly runbook: string
  /**
   * Executions at once that a function keeps for itself. None by default: they are taken from the account's quota, and a
   * new account's is too small to give any away.
   */
  readonly reservedConcurrency: Readonly<Record<string, number>>
  /** What tickets are found by: SQLite up to some 150,000 of them, above that a domain of OpenSearch (docs/search.md). */
  readonly searchEngine: 'sqlite' | 'opensearch'
  /** Of OpenSearch: its address, `https://…`, and its ARN. */
  readonly searchEndpoint?: string
  readonly searchDomainArn?: string
  /** A service with OSRM's table API that knows the ways between visits, `https://…`: without one they are straight lines. */
  readonly routingUrl?: string
  /** Where the API is reached from outside, where that is not its own address: links in mails begin with it, `https://…`. */
  readonly publicUrl?: string
  /** The emulator: no archive, no composite alarms, no dashboards, and an address of its own for the API. */
  readonly isLocal?: true
}

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
  partnerAccounts: [],
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

/** A stage by its name, with what an account sets for itself: `-c webOrigins=https://desk.example.com,https://…`. */
export function stageFrom(context: (key: string) => unknown): Stage {
  const name = String(context('stage') ?? 'local')
  const stage: Stage | undefined = Object.hasOwn(stages, name) ? stages[name as keyof typeof stages] : undefined
  if (!stage) throw new Error(`There is no stage "${name}": -c stage=${Object.keys(stages).join('|')}`)
  const text = (key: string) => (context(key) === undefined ? undefined : String(context(key)))
  const list = (key: string) =>
    text(key)
      ?.split(',')
      .map((part) => part.trim())
  return {
    ...stage,
    webOrigins: list('webOrigins') ?? stage.webOrigins,
    partnerAccounts: list('partnerAccounts') ?? stage.partnerAccounts,
    mailFrom: text('mailFrom') ?? stage.mailFrom,
    mailDomains: list('mailDomains') ?? stage.mailDomains,
    runbook: text('runbook') ?? stage.runbook,
    ...searchFrom(text, stage),
    ...(text('routingUrl') && { routingUrl: text('routingUrl') as string }),
    ...(text('publicUrl') && { publicUrl: text('publicUrl') as string }),
    ...(text('alarmEmail') && { alarmEmail: text('alarmEmail') as string }),
  }
}

function searchFrom(
  text: (key: string) => string | undefined,
  stage: Stage,
): Pick<Stage, 'searchEngine' | 'searchEndpoint' | 'searchDomainArn'> {
  const searchEngine = text('searchEngine') ?? stage.searchEngine
  if (searchEngine === 'sqlite') return { searchEngine }
  if (searchEngine !== 'opensearch') throw new Error(`There is no search engine "${searchEngine}": sqlite, opensearch`)
  const [searchEndpoint, searchDomainArn] = [text('searchEndpoint'), text('searchDomainArn')]
  if (!searchEndpoint || !searchDomainArn) {
    throw new Error('OpenSearch wants -c searchEndpoint=https://… and -c searchDomainArn=arn:… (docs/search.md)')
  }
  return { searchEngine, searchEndpoint, searchDomainArn }
}
