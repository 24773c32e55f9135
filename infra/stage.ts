import * as z from 'zod'
import { alarmLevels } from '../schemas/alarm.ts'

/** Days for which CloudWatch Logs can keep a log. */
const retentionDays = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
]
/** A Standard execution may last a year; a day less keeps clear of it. */
const longestHorizonSeconds = 364 * 24 * 60 * 60

const days = z.int().min(1).max(3650)
const domain = z.string().regex(/^[a-z0-9-]+(\.[a-z0-9-]+)+$/i, 'is no domain: help.example.com')
const address = z.string().regex(/^[^\s@]+@[a-z0-9-]+(\.[a-z0-9-]+)+$/i, 'is no address: desk@example.com')
const secure = z.string().regex(/^https:\/\/[^\s/]+/, 'does not begin with https://')
const origin = z.string().regex(/^https?:\/\/[^\s/]+$/, 'is no origin: https://desk.example.com, without a path')

/** Everything that one desk may have otherwise than another: the one place for it. A field says what it is for. */
export const StageSettings = z
  .strictObject({
    name: z.string().meta({ description: 'What it is called: a part of the names of its stacks' }),
    horizonSeconds: z.int().min(60).max(longestHorizonSeconds).meta({
      description: 'Only wakes this near have an execution that sleeps; the sweep arms those that come within it',
    }),
    isProtected: z
      .boolean()
      .meta({ description: 'What holds data is kept when its stack is deleted, and refuses to be deleted' }),
    logRetentionDays: z
      .int()
      .refine((value) => retentionDays.includes(value), `is none of ${retentionDays.join(', ')}`)
      .meta({ description: 'Days for which logs are kept; each is one that CloudWatch Logs knows' }),
    archiveDays: days.optional().meta({
      description: 'Days for which the bus can replay what was published; none where the platform has no archive',
    }),
    inboundDays: days.meta({ description: 'Days for which incoming mail is kept as it came' }),
    webOrigins: z
      .array(origin)
      .readonly()
      .meta({ description: 'Where the web client may be served from (CORS), and files may be sent from' }),
    mailFrom: address.meta({
      description: 'The address that the desk writes from; its domain is a verified identity of SES',
    }),
    mailDomains: z.array(domain).readonly().meta({
      description: 'Domains that mail comes to beside that of `mailFrom`; each is a verified identity of SES, too',
    }),
    passwordSignIn: z.boolean().meta({
      description: 'Whether a program may sign a person in with a password as it is; SRP works everywhere',
    }),
    throttle: z
      .strictObject({ rate: z.int().min(1), burst: z.int().min(1) })
      .readonly()
      .meta({ description: 'Requests a second, and at once, that the API takes before it answers 429' }),
    alarmEmail: address.optional().meta({ description: 'Who is told of alarms by mail; nobody by default' }),
    alarmsTo: z
      .record(z.enum(alarmLevels), z.array(z.enum(['mail', 'desk'])).readonly())
      .readonly()
      .meta({
        description: 'Where alarms of each level go: by mail to `alarmEmail`, or as a ticket of the desk itself',
      }),
    runbook: z.string().min(1).meta({
      description:
        'Where docs/runbook.md can be read: the links of alarms begin with it. Where data is protected it must be given, as an address that begins with https://',
    }),
    reservedConcurrency: z.record(z.string(), z.int().min(0)).readonly().meta({
      description:
        'Executions at once that a function keeps for itself. None by default: they are taken from the quota of the account, and that of a new one is too small to give any away',
    }),
    searchEngine: z.enum(['sqlite', 'opensearch']).meta({
      description:
        'What tickets are found by: SQLite up to some 150,000 of them, above that a domain of OpenSearch ([search.md](search.md))',
    }),
    searchEndpoint: secure.optional().meta({ description: 'Of OpenSearch: its address' }),
    searchDomainArn: z
      .string()
      .regex(/^arn:[a-z-]+:es:/, 'is no ARN of a domain: arn:aws:es:…')
      .optional()
      .meta({ description: 'Of OpenSearch: the ARN of its domain' }),
    routingUrl: z
      .string()
      .regex(/^https?:\/\/[^\s/]+/, 'is no URL')
      .optional()
      .meta({
        description:
          'A service with the table API of OSRM that knows the ways between visits: without one they are straight lines',
      }),
    publicUrl: secure.optional().meta({
      description:
        'Where the API is reached from outside, where that is not its own address: links in mails begin with it',
    }),
    isLocal: z.literal(true).optional().meta({
      description:
        'The emulator: no archive, no composite alarms, no dashboards, and an address of its own for the API',
    }),
  })
  .readonly()

/** What differs between one desk and another. Everything else is the same on a laptop and in production. */
export type Stage = z.infer<typeof StageSettings>

/** What can be given for one deployment, `-c <name>=…`, and how it is written there. All else is set in `stages.ts`. */
export const given = {
  webOrigins: 'list',
  mailFrom: 'text',
  mailDomains: 'list',
  alarmEmail: 'text',
  runbook: 'text',
  searchEngine: 'text',
  searchEndpoint: 'text',
  searchDomainArn: 'text',
  routingUrl: 'text',
  publicUrl: 'text',
} as const satisfies Partial<Record<keyof Stage, 'text' | 'list'>>

/** A key of the CDK's own: feature flags, look-ups, what its command line hands on. */
const isTheirs = (key: string): boolean => /^(@|aws:|aws-|cdk-)/.test(key) || key.includes(':')

/**
 * What was given with `-c`, as settings; throws a sentence for what is no setting. What is given empty stays as the stage
 * has it.
 */
export function settingsIn(context: Readonly<Record<string, unknown>>): Partial<Record<keyof typeof given, unknown>> {
  const unknown = Object.keys(context).filter((key) => key !== 'stage' && !isTheirs(key) && !Object.hasOwn(given, key))
  const [first] = unknown
  if (first !== undefined) {
    const near = Object.keys(given).find((key) => key.toLowerCase() === first.toLowerCase())
    const known = near ? `Do you mean "${near}"?` : `-c takes stage, ${Object.keys(given).join(', ')}.`
    const elsewhere = Object.hasOwn(StageSettings.unwrap().shape, first) ? ' It is set in infra/stages.ts.' : ''
    throw new Error(`There is no setting "${first}" to be given.${elsewhere} ${known} (docs/configuration.md)`)
  }
  return Object.fromEntries(
    Object.entries(given).flatMap(([key, form]) => {
      const text = context[key]
      if (text === undefined || text === '') return []
      return [[key, form === 'list' ? parts(String(text)) : String(text)]]
    }),
  )
}

const parts = (text: string): string[] =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean)

/** The settings of a stage, held against what they may be; throws a sentence that names each that is wrong. */
export function checked(settings: unknown): Stage {
  const result = StageSettings.safeParse(settings)
  if (!result.success) {
    const wrong = result.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`)
    throw new Error(`The settings of the stage are wrong: ${wrong.join('; ')} (docs/configuration.md)`)
  }
  const stage = result.data
  if (stage.searchEngine === 'opensearch' && !(stage.searchEndpoint && stage.searchDomainArn)) {
    throw new Error('OpenSearch wants -c searchEndpoint=https://… and -c searchDomainArn=arn:… (docs/search.md)')
  }
  // Whoever is woken has a link to click.
  if (stage.isProtected && !secure.safeParse(stage.runbook).success) {
    throw new Error(`The stage ${stage.name} wants -c runbook=https://…/runbook.md (docs/deploying.md, "What to set")`)
  }
  return stage
}
