import { setTimeout as wait } from 'node:timers/promises'
import type { MoveName } from '../../../domain/moves.ts'
import type { Operation } from '../../../schemas/operations/operation.ts'
import { createSlaPolicy, listSlaPolicies } from '../../../schemas/operations/sla.ts'
import * as tickets from '../../../schemas/operations/tickets.ts'
import type { NewSlaPolicy, PlacedPolicy } from '../../../schemas/sla-policy.ts'
import type { TicketRepresentation } from '../../../schemas/ticket.ts'
import type { Call } from './api.ts'
import { type Cast, customerIds } from './cast.ts'
import type { Feed } from './feed.ts'
import type { SampleTicket, Step } from './sample.ts'

/** A ticket of the sample, as the desk has it. */
export interface Opened {
  sample: SampleTicket
  number: string
  /** The key that it was opened with. */
  key: string
}

type MoveOperation = Operation & { answer: typeof tickets.assignTicket.answer }

export const moveOperations = {
  assign: tickets.assignTicket,
  unassign: tickets.unassignTicket,
  start: tickets.startTicket,
  pause: tickets.pauseTicket,
  resume: tickets.resumeTicket,
  resolve: tickets.resolveTicket,
  close: tickets.closeTicket,
  reopen: tickets.reopenTicket,
  cancel: tickets.cancelTicket,
} satisfies Record<MoveName, MoveOperation>

/** People are not that fast, but a reader can follow it. */
const paceMs = 90

export interface Story {
  /** The policy of seconds: the desk's, where an earlier run has made it. */
  promise(policy: NewSlaPolicy): Promise<PlacedPolicy>
  /** Opens the tickets, one after the other, and adds each to those that are there. */
  openAll(samples: readonly SampleTicket[], opened: Opened[]): Promise<void>
  /** Sends the opening a second time, as after a lost answer. */
  repeat(opened: Opened): Promise<{ answer: TicketRepresentation; replayed: boolean }>
  work(opened: Opened, steps: readonly Step[]): Promise<void>
  /** Everybody works at once: each ticket's first step, then each one's second. */
  workInTurn(all: readonly Opened[]): Promise<void>
}

export function storyOf(run: string, call: Call, cast: Cast, feed: Feed): Story {
  let step = 0

  const send = ({ by, of, ticket }: SampleTicket, key: string) =>
    call(by, tickets.createTicket, { body: { ...ticket, ...(of && { customer: customerIds[of] }) }, key })

  async function take({ number }: Opened, { by, do: move, to, with: words }: Step): Promise<void> {
    step += 1
    const operation: MoveOperation = moveOperations[move]
    await call(by, operation, {
      params: { id: number },
      body: { ...(to && { technician: cast.idOf(to) }), ...words },
      key: `demo-${run}-step-${step}`,
    })
    feed.touch(number)
    await wait(paceMs)
  }

  async function work(opened: Opened, steps: readonly Step[]): Promise<void> {
    for (const each of steps) await take(opened, each)
  }

  return {
    async promise(policy) {
      const { answer: known } = await call('manager', listSlaPolicies)
      const same = known.items.find((it) => sameRules(it, policy))
      if (same) return same
      return (await call('manager', createSlaPolicy, { body: policy, key: `demo-${run}-policy` })).answer
    },
    async openAll(samples, opened) {
      for (const [at, sample] of samples.entries()) {
        const key = `demo-${run}-ticket-${at + 1}`
        const { number } = (await send(sample, key)).answer
        opened.push({ sample, number, key })
        feed.touch(number)
        await wait(paceMs)
      }
    },
    repeat: ({ sample, key }) => send(sample, key),
    work,
    async workInTurn(all) {
      const longest = Math.max(...all.map(({ sample }) => sample.story.length))
      for (let turn = 0; turn < longest; turn += 1)
        for (const opened of all) await work(opened, opened.sample.story.slice(turn, turn + 1))
    },
  }
}

const rules = ({ position, conditions, targets, pauseOn }: NewSlaPolicy) =>
  JSON.stringify([position, conditions, targets, pauseOn])
const sameRules = (one: PlacedPolicy, other: NewSlaPolicy) =>
  one.name === other.name && rules(one as NewSlaPolicy) === rules(other)
