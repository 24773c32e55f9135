import { parseArgs } from 'node:util'
import type { Difference } from '../../../functions/email/rereading.ts'
import type { Inbound } from '../../../functions/platform/table/inbound.ts'
import { say } from '../../local/steps.ts'
import { Trouble } from '../../local/trouble.ts'
import type { MailCommand } from '../mail.ts'
import { resourcesOf } from '../resources.ts'
import { asReceiver, keysIn, putAgain } from './intake.ts'

const usage = `npm run mail -- reparse [--since 7d|12h|2026-11-01] [--ticket <number>] [--key <key>] [--missing [--apply]] [--json] [--stage local|dev|prod]

  Reads the raw messages again that are still kept, by the code as it is here, and says what would come of them that
  differs from what was written down: what they are, where they belong, what they say. Nothing is changed.
  --since     only what came since then: so many days or hours ago, or since an instant
  --ticket    only what became a part of that ticket
  --key       only the one under that key of the bucket
  --missing   only what was never taken in, or not to its end; with --apply it is put on the queue again
  --json      for programs: a line of JSON for each message that differs`

/** What is said of one raw message. */
interface Reread {
  key: string
  mail?: string
  ticket?: string
  state?: string
  differs: readonly Difference[]
}

/** So many are read at once: each may have 40 MB. */
const together = 4
/** A message that is younger may be in the hands of the function. */
const settlesWithinMs = 15 * 60 * 1000

export const run: MailCommand = async (options) => {
  const { values } = parseArgs({
    args: options,
    options: {
      since: { type: 'string' },
      ticket: { type: 'string' },
      key: { type: 'string' },
      missing: { type: 'boolean', default: false },
      apply: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
      stage: { type: 'string', default: 'local' },
      help: { type: 'boolean', default: false },
    },
  })
  if (values.help || (values.apply && !values.missing)) {
    say(usage)
    return values.help ? 0 : 2
  }
  const since = sinceOf(values.since, Date.now())
  const { bucket, queue } = await asReceiver(await resourcesOf(values.stage))
  const all = values.key ? [values.key] : keysIn(bucket, since)
  if (values.missing) return lookForMissing(all, queue, values)
  return rereadAll(all, values)
}

/** The instant that is meant: `7d`, `12h`, or as it stands. */
export function sinceOf(given: string | undefined, now: number): number {
  if (given === undefined) return 0
  const [, count, unit] = /^(\d{1,4})([dh])$/.exec(given) ?? []
  if (count) return now - Number(count) * (unit === 'd' ? 24 : 1) * 60 * 60 * 1000
  const instant = Date.parse(given)
  if (Number.isNaN(instant)) throw new Trouble(`"${given}" is no time.`, 'Give --since as 7d, 12h or 2026-11-01.')
  return instant
}

type Keys = AsyncIterable<string> | Iterable<string>
interface Chosen {
  ticket?: string | undefined
  json: boolean
  apply: boolean
}

async function rereadAll(all: Keys, { ticket, json }: Chosen): Promise<number> {
  const { reread } = await import('../../../functions/email/rereading.ts')
  const { loadInbound } = await import('../../../functions/platform/table/inbound.ts')
  const { readRaw } = await import('../../../functions/platform/mail/intake.ts')
  const counted = { read: 0, differ: 0, never: 0 }
  await inGroups(all, async (key) => {
    const inbound = await loadInbound(key)
    if (ticket && inbound?.ticket !== ticket) return
    if (!inbound?.state) {
      counted.never += 1
      return
    }
    // The same mail as another: that one is looked at.
    const raw = inbound.state === 'duplicate' ? undefined : await readRaw(key)
    if (!raw) return
    counted.read += 1
    const differs = await reread(inbound, raw)
    if (differs.length === 0) return
    counted.differ += 1
    show({ ...described(key, inbound), differs }, json)
  })
  if (json) return 0
  say(`${counted.read} messages read again: ${counted.differ} would come to something else.`)
  if (counted.never > 0) say(`${counted.never} were never taken in: \`npm run mail -- reparse --missing\` shows them.`)
  return 0
}

async function lookForMissing(all: Keys, queue: string, { ticket, json, apply }: Chosen): Promise<number> {
  const { loadInbound } = await import('../../../functions/platform/table/inbound.ts')
  let missing = 0
  await inGroups(all, async (key) => {
    const inbound = await loadInbound(key)
    const isYoung = inbound && Date.now() - Date.parse(inbound.at) < settlesWithinMs
    if (inbound?.settledAt || isYoung || (ticket && inbound?.ticket !== ticket)) return
    missing += 1
    if (json) say(JSON.stringify(described(key, inbound)))
    else say(`  ${key}  ${inbound ? `begun at ${inbound.at}, not done` : 'nothing is known of it'}`)
    if (apply) await putAgain(queue, key)
  })
  if (json) return 0
  if (missing === 0) say('Everything in the bucket has been taken in.')
  else if (apply) say(`${missing} are on the queue again; what was done for them before is not done twice.`)
  else say(`${missing} were not taken in, or not to their end: \`--apply\` puts them on the queue again.`)
  return 0
}

const described = (key: string, inbound?: Inbound) => ({
  key,
  ...(inbound && { mail: inbound.mail }),
  ...(inbound?.ticket && { ticket: inbound.ticket }),
  ...(inbound?.state && { state: inbound.state }),
})

async function inGroups(all: Keys, work: (key: string) => Promise<void>): Promise<void> {
  let group: string[] = []
  for await (const key of all) {
    group.push(key)
    if (group.length < together) continue
    await Promise.all(group.map(work))
    group = []
  }
  await Promise.all(group.map(work))
}

function show(found: Reread, json: boolean): void {
  if (json) {
    say(JSON.stringify(found))
    return
  }
  say(`  ${found.key}  ${found.state ?? ''} ${found.ticket ?? ''}`.trimEnd())
  for (const { what, was, now } of found.differs) {
    const [before, after] = fromWhereTheyDiffer(was, now)
    say(`    ${what.padEnd(9)} ${before}`)
    say(`    ${''.padEnd(7)}→  ${after}`)
  }
}

const mostShown = 90

/** What two texts say from a little before where they part, on one line each. */
export function fromWhereTheyDiffer(was: string, now: string): [string, string] {
  let at = 0
  while (at < was.length && was[at] === now[at]) at += 1
  const from = was.length <= mostShown && now.length <= mostShown ? 0 : Math.max(0, at - 20)
  const cut = (text: string) => {
    const line = text.slice(from).replace(/\s+/g, ' ')
    const short = line.length > mostShown ? `${line.slice(0, mostShown)}…` : line
    return `${from > 0 ? '…' : ''}${short}` || '(nothing)'
  }
  return [cut(was), cut(now)]
}
