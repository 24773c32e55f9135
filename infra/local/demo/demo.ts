import { randomBytes } from 'node:crypto'
import { targetMs } from '../../../domain/time.ts'
import { readOutputs } from '../outputs.ts'
import { paint, seconds, tell } from '../steps.ts'
import { apiAt, textsAt } from './api.ts'
import { castOf } from './cast.ts'
import { claims } from './claims.ts'
import { claimLines, explanationLines, milestoneTable, ticketTable } from './closing.ts'
import { countdown } from './countdown.ts'
import { feedOf } from './feed.ts'
import type { Findings } from './findings.ts'
import { type Played, play, type Stage, type Targets, takeStock, targetsFor, timedOf } from './performance.ts'
import { readSample } from './sample.ts'
import { openScreen } from './screen.ts'
import { type Opened, storyOf } from './story.ts'
import { spoken } from './time-words.ts'
import { watch } from './watching.ts'

const began = performance.now()
const screen = openScreen()
/** Ends everything: somebody has interrupted, or one of two that work side by side has failed. */
const off = new AbortController()
let interrupted = false
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
  process.on(signal, () => {
    interrupted = true
    off.abort()
  })

async function main(): Promise<boolean> {
  const outputs = readOutputs()
  const cast = castOf(outputs)
  // Says in a line of its own when no desk is running.
  await cast.token('manager')
  const call = apiAt(outputs.apiUrl, cast, off.signal)
  const read = textsAt(outputs.apiUrl, cast, off.signal)
  const feed = feedOf(call)
  const run = randomBytes(5).toString('hex')
  const story = storyOf(run, call, cast, feed)
  return present({ call, read, cast, feed, story, stop: off.signal, run, outboxUrl: outputs.outboxUrl })
}

async function present(stage: Stage): Promise<boolean> {
  const sample = readSample()
  const policy = await stage.story.promise(sample.policy)
  const targets = targetsFor(timedOf(sample.tickets.map((it) => ({ sample: it }))).sample, policy)
  introduce(sample.tickets.length, targets)
  const opened: Opened[] = []
  const played = await sideBySide(
    (played) => watch(stage.feed, screen, stage.cast.nameOf, opened, () => below(stage, opened, targets), played),
    () => play(stage, sample, opened, targets),
  )
  return conclude(await takeStock(stage, opened, policy, played))
}

/** Watches until the play is over; when one of them fails, the other ends too. */
async function sideBySide(
  watching: (over: AbortSignal) => Promise<void>,
  playing: () => Promise<Played>,
): Promise<Played> {
  const over = new AbortController()
  const stopAll = (error: unknown) => {
    off.abort()
    throw error
  }
  const [played, watched] = await Promise.allSettled([
    playing()
      .catch(stopAll)
      .finally(() => over.abort()),
    watching(over.signal).catch(stopAll),
  ])
  screen.end()
  if (played.status === 'fulfilled' && watched.status === 'fulfilled') return played.value
  const failures = [played, watched].flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason] : []))
  throw failures.find(({ name }) => name !== 'AbortError') ?? failures[0]
}

function introduce(count: number, { response, resolution }: Targets): void {
  const [answer, fix] = [response, resolution].map((target) => spoken(targetMs(target)))
  screen.line(paint('bold', 'A day at the service desk'))
  screen.line(`${count} tickets, worked on through the API by everyone whose work it is. The last is`)
  screen.line(`promised an answer within ${answer} and a fix within ${fix}, and is then left alone.`)
  screen.line('Two more are about one thing: said, shown, joined, found. One more finds its person,')
  screen.line('is declined, finds another, and a visit is booked. One is written and answered by mail.')
  heading('Events, as they come into the histories')
}

/** The clocks of the ticket that is left alone, until they have run out. */
function below({ feed }: Stage, opened: readonly Opened[], targets: Targets): string {
  const timed = opened.find(({ sample }) => sample.rescue)
  const created = timed && feed.entriesOf(timed.number)[0]
  if (!created) return ''
  const { response, resolution } = targets
  const targetsMs = { response: targetMs(response), resolution: targetMs(resolution) }
  return countdown(created.ticket, created.occurredAt, targetsMs, screen.width())
}

function conclude(findings: Findings): boolean {
  heading('The tickets')
  for (const line of ticketTable(findings, screen.width())) screen.line(line)
  heading(`${findings.timed.number}: what came, against when it was due`)
  for (const line of milestoneTable(findings)) screen.line(line)
  heading(`${findings.timed.number}: the same, as the desk explains it`)
  for (const line of explanationLines(findings, screen.width())) screen.line(line)
  const { number, why, day } = findings.rightPerson
  heading(`${number}: why it was with whom it was, and their day then`)
  for (const line of [...why, '', ...day.text.trimEnd().split('\n')]) screen.line(line)
  const judged = claims(findings)
  heading('Checked')
  for (const line of claimLines(judged)) screen.line(line)
  const wrong = judged.filter((claim) => claim.wrong.length > 0).length
  const verdict =
    wrong === 0 ? paint('green', 'All of it holds') : paint('red', `${wrong} of ${judged.length} do not hold`)
  screen.line(`\n${verdict}, after ${seconds(began)}.`)
  return wrong === 0
}

function heading(text: string): void {
  screen.line(`\n${paint('bold', text)}`)
}

function failed(error: unknown): number {
  screen.end()
  if (!interrupted) {
    tell(error)
    return 1
  }
  screen.line('Interrupted. What was opened stays.')
  return 130
}

process.exitCode = await main().then((right) => (right ? 0 : 1), failed)
