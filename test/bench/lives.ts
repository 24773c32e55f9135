import { setTimeout as wait } from 'node:timers/promises'
import type { Caller } from '../support/client.ts'
import { type Desk, open, promise } from '../support/desk.ts'
import { eventually } from '../support/eventually.ts'
import { historyOf, milestones } from '../support/history.ts'
import { atMost, type Bench, type Part } from './part.ts'

/** After resolving, tickets of the bench's own desk close within seconds. */
export const autoCloseAfter = 'PT5S'

/** State transitions in the whole life of a ticket that warns and is then resolved. */
const limit = 10
const patienceMs = 60_000

/** A ticket's life on a policy of seconds, in the order of one with hours. Resolving is the answer that ends both clocks. */
interface Life {
  called: string
  targets: { response: string; resolution: string }
  live(desk: Desk, number: string): Promise<void>
  milestones: readonly string[]
}

const move = async (desk: Desk, name: 'startTicket' | 'resolveTicket', id: string, as: Caller = 'technician') => {
  const body = name === 'resolveTicket' ? { resolution: 'Its cable was changed.' } : {}
  const { status, text } = await desk.wrong(name, as, { id, body })
  if (status !== 200) throw new Error(`${name} of ${id} was answered ${status}: ${text}`)
}
const fired = (desk: Desk, number: string, milestone: string) =>
  eventually(
    `${number} has fired ${milestone}`,
    async () => milestones(await historyOf(desk, number)).includes(milestone),
    patienceMs,
  )

const lives: readonly Life[] = [
  {
    called: 'warned, then resolved',
    targets: { response: 'PT10S', resolution: 'PT5M' },
    milestones: ['response 80'],
    async live(desk, number) {
      await fired(desk, number, 'response 80')
      await move(desk, 'startTicket', number)
      await move(desk, 'resolveTicket', number)
    },
  },
  {
    called: 'resolved in time',
    targets: { response: 'PT10S', resolution: 'PT20S' },
    milestones: [],
    async live(desk, number) {
      await move(desk, 'startTicket', number)
      // So that it closes (11 s) after the first wake of a clock (8 s), as in hours it does.
      await wait(6000)
      await move(desk, 'resolveTicket', number)
    },
  },
  {
    called: 'warned, breached, escalated, then resolved',
    // The resolution clock wakes (8 s) between the resolving and the closing, as in hours it does.
    targets: { response: 'PT5S', resolution: 'PT10S' },
    milestones: ['response 80', 'response 100'],
    async live(desk, number) {
      await fired(desk, number, 'response 100')
      await move(desk, 'startTicket', number, 'supervisor')
      await move(desk, 'resolveTicket', number, 'supervisor')
    },
  },
]

/** State transitions of whole lives: each state that an execution of the ticket has entered, until all have ended. */
export async function measureLives({ desk }: Bench): Promise<Part> {
  const found = await Promise.all(lives.map((life) => transitionsOf(desk, life)))
  const wrong = found.flatMap(({ called, milestones: had, expected }) =>
    had.join() === expected.join() ? [] : [`The ticket "${called}" fired ${had.join(', ') || 'nothing'}`],
  )
  return {
    name: 'lives',
    title: "State transitions of a ticket's whole life",
    rows: [
      ['a ticket that is', 'executions', 'transitions'],
      ...found.map((it) => [it.called, `${it.executions.length}`, `${it.transitions}`]),
    ],
    notes: [
      `On policies of seconds, and closing by themselves after ${autoCloseAfter}; counted from the executions' histories.`,
      `Warned: ${found[0]?.executions.map((states) => states.join(' → ')).join(' | ')}`,
    ],
    aims: [atMost('State transitions of a ticket that is warned, then resolved', limit, found[0]?.transitions ?? 0)],
    wrong,
    figures: found,
  }
}

async function transitionsOf(desk: Desk, { called, targets, live, milestones: expected }: Life) {
  const { tag } = await promise(desk, targets)
  const { number } = await open(desk, { tags: [tag] }, 'agent')
  await live(desk, number)
  const item = await eventually(
    `${number} is closed, and nothing sleeps for it`,
    async () => {
      const ticket = await desk.table.ticket(number)
      return ticket.status === 'closed' && (await noneRuns(desk, number, ticket.arming)) && ticket
    },
    patienceMs,
  )
  const executions = await Promise.all(namesOf(number, item.arming).map((name) => desk.machine.path(name)))
  return {
    called,
    number,
    expected,
    milestones: milestones(await historyOf(desk, number)),
    executions,
    transitions: executions.flat().length,
  }
}

const namesOf = (number: string, arming = 0) => Array.from({ length: arming }, (_, at) => `${number}-${at + 1}`)

async function noneRuns({ machine }: Desk, number: string, arming: number | undefined): Promise<boolean> {
  const executions = await Promise.all(namesOf(number, arming).map((name) => machine.describe(name)))
  return executions.length > 0 && executions.every((it) => it?.status !== 'RUNNING')
}
