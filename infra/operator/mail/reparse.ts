import type { Difference } from '../../../functions/email/rereading.ts'
import type { Inbound } from '../../../functions/platform/table/inbound.ts'
import { type Ending, Misuse, type Run } from '../line/command.ts'
import type { Screen } from '../line/screen.ts'
import { asReceiver, keysIn, putAgain } from './intake.ts'

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

interface Wanted {
  since?: string | undefined
  ticket?: string | undefined
  key?: string | undefined
  /** Only what was never taken in, or not to its end. */
  missing: boolean
  /** Puts that on the queue again. */
  apply: boolean
}

/** Reads raw messages again by the code as it is here, and says what would come of them now; or finds those never taken in. */
export async function reparse(given: Run, wanted: Wanted): Promise<Ending> {
  const { ticket, key, missing } = wanted
  const apply = wanted.apply && !given.dryRun
  const since = sinceOf(wanted.since, Date.now())
  const { bucket, queue } = await asReceiver(await given.resources())
  const all = key ? [key] : keysIn(bucket, since)
  return missing ? lookForMissing(given.screen, all, queue, { ticket, apply }) : rereadAll(given.screen, all, ticket)
}

/** The instant that is meant: `7d`, `12h`, or as it stands. */
export function sinceOf(given: string | undefined, now: number): number {
  if (given === undefined) return 0
  const [, count, unit] = /^(\d{1,4})([dh])$/.exec(given) ?? []
  if (count) return now - Number(count) * (unit === 'd' ? 24 : 1) * 60 * 60 * 1000
  const instant = Date.parse(given)
  if (Number.isNaN(instant)) throw new Misuse(`"${given}" is no time. Give it as 7d, 12h or 2026-11-01.`)
  return instant
}

type Keys = AsyncIterable<string> | Iterable<string>

async function rereadAll(screen: Screen, all: Keys, ticket: string | undefined): Promise<Ending> {
  const { reread } = await import('../../../functions/email/rereading.ts')
  const { loadInbound } = await import('../../../functions/platform/table/inbound.ts')
  const { readRaw } = await import('../../../functions/platform/mail/intake.ts')
  const counted = { read: 0, differ: 0, never: 0 }
  const found: Reread[] = []
  const progress = screen.progress('messages')
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
    progress.at(counted.read)
    const differs = await reread(inbound, raw)
    if (differs.length === 0) return
    counted.differ += 1
    const one = { ...described(key, inbound), differs }
    if (screen.isForPrograms) found.push(one)
    else show(screen, one)
  })
  progress.end()
  screen.say(`${counted.read} messages read again: ${counted.differ} would come to something else.`)
  if (counted.never > 0) {
    screen.say(`${counted.never} were never taken in: \`npm run desk -- mail reparse --missing\` shows them.`)
  }
  screen.give({ ...counted, messages: found })
  return 'well'
}

interface Chosen {
  ticket?: string | undefined
  apply: boolean
}

async function lookForMissing(screen: Screen, all: Keys, queue: string, { ticket, apply }: Chosen): Promise<Ending> {
  const { loadInbound } = await import('../../../functions/platform/table/inbound.ts')
  const missing: object[] = []
  await inGroups(all, async (key) => {
    const inbound = await loadInbound(key)
    const isYoung = inbound && Date.now() - Date.parse(inbound.at) < settlesWithinMs
    if (inbound?.settledAt || isYoung || (ticket && inbound?.ticket !== ticket)) return
    missing.push(described(key, inbound))
    screen.say(`  ${key}  ${inbound ? `begun at ${inbound.at}, not done` : 'nothing is known of it'}`)
    if (apply) await putAgain(queue, key)
  })
  screen.give({ missing, applied: apply })
  const count = missing.length
  if (count === 0) screen.say('Everything in the bucket has been taken in.')
  else if (apply) screen.say(`${count} are on the queue again; what was done for them before is not done twice.`)
  else screen.say(`${count} were not taken in, or not to their end: \`--apply\` puts them on the queue again.`)
  return count > 0 && !apply ? 'found' : 'well'
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

function show(screen: Screen, found: Reread): void {
  screen.say(`  ${found.key}  ${found.state ?? ''} ${found.ticket ?? ''}`.trimEnd())
  for (const { what, was, now } of found.differs) {
    const [before, after] = fromWhereTheyDiffer(was, now)
    screen.say(`    ${what.padEnd(9)} ${before}`)
    screen.say(`    ${''.padEnd(7)}→  ${after}`)
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
