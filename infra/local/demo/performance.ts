import { setTimeout as wait } from 'node:timers/promises'

import { getSlaTracking } from '../../../schemas/operations/sla.ts'
import type { SlaPolicy } from '../../../schemas/sla-policy.ts'
import type { Target } from '../../../schemas/time.ts'
import type { Call, Read } from './api.ts'
import { type ByMail, playByMail } from './by-mail.ts'
import type { Cast } from './cast.ts'
import { latestMs } from './claims.ts'
import type { Feed } from './feed.ts'
import { type Finding, type Findings, find } from './findings.ts'
import { milestonesOf, type WatchedClock } from './milestones.ts'
import { playRightPerson, type RightPerson } from './right-person.ts'
import type { Sample, SampleTicket } from './sample.ts'
import { playScene, type Scene } from './scene.ts'
import type { Opened, Story } from './story.ts'

/** What the acts of the demonstration are played with. */
export interface Stage {
  call: Call
  read: Read
  cast: Cast
  feed: Feed
  story: Story
  stop: AbortSignal
  /** Tells the keys of this run from those of others. */
  run: string
  /** Where mail is read and written. */
  outboxUrl: string
}

export type Targets = Record<WatchedClock, Target>

/** Both targets that a policy gives the tickets of a priority. */
export function targetsFor({ ticket }: SampleTicket, { targets, id }: Pick<SlaPolicy, 'targets' | 'id'>): Targets {
  const { response, resolution } = targets[ticket.priority ?? 'medium'] ?? {}
  if (!response || !resolution) throw new Error(`${id} gives no two targets for ${ticket.priority}`)
  return { response, resolution }
}

/** The one on the policy of seconds. */
export function timedOf<Some extends { sample: SampleTicket }>(all: readonly Some[]): Some {
  const timed = all.find(({ sample }) => sample.rescue)
  if (!timed) throw new Error('no ticket of the sample is left alone')
  return timed
}

/** What came of the chapters that stand beside the day. */
export interface Played {
  scene: Scene
  rightPerson: RightPerson
  byMail: ByMail
}

/** Opens all tickets, the one on the policy of seconds last; all the others are worked on, and the other chapters are played, while its clocks run out. */
export async function play(stage: Stage, sample: Sample, opened: Opened[], targets: Targets): Promise<Played> {
  const { story, feed } = stage
  await story.openAll(sample.tickets, opened)
  const timed = timedOf(opened)
  feed.follow(timed.number)
  await story.work(timed, timed.sample.story)
  await story.workInTurn(opened.filter((it) => it !== timed))
  const scene = await playScene(stage)
  const rightPerson = await playRightPerson(stage)
  const byMail = await playByMail(stage)
  await clocksRunOut(stage, timed, targets)
  await story.work(timed, timed.sample.rescue ?? [])
  return { scene, rightPerson, byMail }
}

/** Waits until a ticket's clocks have warned and breached, or until the last of that is later than may be. */
async function clocksRunOut({ feed, stop }: Stage, { number }: Opened, targets: Targets): Promise<void> {
  for (;;) {
    const entries = feed.entriesOf(number)
    const created = entries[0]
    const milestones = created ? milestonesOf(created.occurredAt, targets, entries) : []
    if (created && milestones.every(({ came }) => came.length > 0)) return
    if (milestones.some(({ came, dueAt }) => came.length === 0 && Date.now() > Date.parse(dueAt) + latestMs + 2000))
      return
    await wait(100, undefined, { signal: stop })
  }
}

/** Opens a ticket a second time, as after a lost answer, and reads everything once more. */
export async function takeStock(
  { call, read, cast, feed, story }: Stage,
  opened: readonly Opened[],
  policy: SlaPolicy,
  played: Played,
): Promise<Findings> {
  const [first] = opened
  if (!first) throw new Error('nothing was opened')
  const eventsBefore = feed.entriesOf(first.number).length
  const { answer, replayed } = await story.repeat(first)
  for (const { number } of opened) feed.touch(number)
  await feed.round()
  const tickets: Finding[] = []
  for (const each of opened) tickets.push(await find(each, call, feed))
  const timed = timedOf(tickets)
  const asText = { params: { ticket_id: timed.number }, query: { format: 'text' } }
  return {
    tickets,
    timed,
    milestones: milestonesOf(timed.ticket.createdAt, targetsFor(timed.sample, policy), timed.entries),
    explanation: await read('agent', getSlaTracking, asText),
    policy,
    supervisor: cast.idOf('supervisor'),
    ...played,
    repeat: { of: first.number, gave: answer.number, replayed, eventsBefore },
  }
}
