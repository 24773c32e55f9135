import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { type BuildOptions, build, type Metafile } from 'esbuild'

/** Every function by its name, and where it begins. */
export const entries = {
  'tickets-api': 'functions/tickets/api.ts',
  'conversation-api': 'functions/conversation/api.ts',
  'customers-api': 'functions/customers/api.ts',
  'customers-work': 'functions/customers/work.ts',
  'people-api': 'functions/people/api.ts',
  'people-follow': 'functions/people/follow.ts',
  'finding-api': 'functions/finding/api.ts',
  'finding-index': 'functions/finding/index-changes.ts',
  'finding-compact': 'functions/finding/compact.ts',
  'jobs-api': 'functions/jobs/api.ts',
  'jobs-work': 'functions/jobs/work.ts',
  'attachments-api': 'functions/attachments/api.ts',
  'attachments-tend': 'functions/attachments/tend.ts',
  'attachments-sweep': 'functions/attachments/sweep.ts',
  'mails-api': 'functions/mails/api.ts',
  'desks-api': 'functions/desks/api.ts',
  'statistics-api': 'functions/statistics/api.ts',
  'statistics-count': 'functions/statistics/count.ts',
  'settings-api': 'functions/settings/api.ts',
  'assignment-api': 'functions/assignment/api.ts',
  'assignment-route': 'functions/assignment/route.ts',
  'assignment-sweep': 'functions/assignment/sweep.ts',
  'calendars-api': 'functions/calendars/api.ts',
  'rota-api': 'functions/rota/api.ts',
  'sla-api': 'functions/sla/api.ts',
  'documents-api': 'functions/documents/api.ts',
  'sla-supervise': 'functions/sla/supervise.ts',
  'sla-advance': 'functions/sla/advance.ts',
  'sla-sweep': 'functions/sla/sweep.ts',
  'events-publish': 'functions/events/publish.ts',
  'events-reconcile': 'functions/events/reconcile.ts',
  'notifications-notify': 'functions/notifications/notify.ts',
  'notifications-release': 'functions/notifications/release.ts',
  'escalations-webhook': 'functions/escalations/webhook.ts',
  'escalations-follow-up': 'functions/escalations/follow-up.ts',
  'visits-api': 'functions/visits/api.ts',
  'track-api': 'functions/track/api.ts',
  'surveys-api': 'functions/surveys/api.ts',
  'partner-clients-api': 'functions/partner-clients/api.ts',
  'subscriptions-api': 'functions/subscriptions/api.ts',
  'partners-relay': 'functions/partners/relay.ts',
  'partners-deploy': 'functions/partners/deploy.ts',
  'visits-end': 'functions/visits/end.ts',
  'visits-sweep': 'functions/visits/sweep.ts',
  'partners-deliver': 'functions/partners/deliver.ts',
  'partners-due': 'functions/partners/due.ts',
  'partners-replay': 'functions/partners/replay.ts',
  'archive-store': 'functions/archive/store.ts',
  'email-receive': 'functions/email/receive.ts',
  'email-outcome': 'functions/email/outcome.ts',
  'operations-measure': 'functions/operations/measure.ts',
  'operations-alarm': 'functions/operations/alarm.ts',
} as const
/** What stands in on the emulator for a service that it has not: deployed there only. */
const standIns = { 'attachments-check': 'infra/local/malware/check.ts' } as const
const bundled = { ...entries, ...standIns }
export type FunctionName = keyof typeof bundled
export const functionNames = Object.keys(bundled) as FunctionName[]
export const standInNames: readonly string[] = Object.keys(standIns)

export const root = dirname(import.meta.dirname)
export const bundleFolder = join(root, '.build')

/** CommonJS packages inside an ES module ask for `require`; the name is one that no package declares. */
const banner =
  "import { createRequire as deskCreateRequire } from 'node:module';const require = deskCreateRequire(import.meta.url);"

/** How a function becomes one file with its source map. */
export const bundling = {
  absWorkingDir: root,
  outExtension: { '.js': '.mjs' },
  bundle: true,
  format: 'esm',
  platform: 'node',
  target: 'node24',
  minify: true,
  sourcemap: 'linked',
  sourcesContent: false,
  mainFields: ['module', 'main'],
  banner: { js: banner },
  legalComments: 'none',
  logLevel: 'warning',
} as const satisfies BuildOptions

/**
 * Bundles every function into `<folder>/<name>/index.mjs` with its source map, the AWS SDK included, in one pass.
 * What has not changed is not written, so that a deployment that reads the folder meanwhile sees whole files.
 */
export async function bundle(folder = bundleFolder): Promise<Metafile> {
  const { outputFiles, metafile } = await build({
    ...bundling,
    entryPoints: functionNames.map((name) => ({ in: bundled[name], out: `${name}/index` })),
    outdir: folder,
    metafile: true,
    write: false,
  })
  for (const { path, contents } of outputFiles) replace(path, contents)
  replace(join(folder, 'meta.json'), Buffer.from(JSON.stringify(metafile)))
  return metafile
}

/** Minified bytes of each function. */
export function sizes(metafile: Metafile, folder = bundleFolder): Record<FunctionName, number> {
  const bytes = (name: FunctionName) => metafile.outputs[relative(root, join(folder, name, 'index.mjs'))]?.bytes ?? 0
  return Object.fromEntries(functionNames.map((name) => [name, bytes(name)])) as Record<FunctionName, number>
}

function replace(path: string, contents: Uint8Array): void {
  if (existsSync(path) && readFileSync(path).equals(contents)) return
  mkdirSync(dirname(path), { recursive: true })
  const fresh = `${path}.${process.pid}`
  writeFileSync(fresh, contents)
  renameSync(fresh, path)
}
