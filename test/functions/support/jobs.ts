import './environment.ts'
import type { SQSBatchResponse, SQSEvent } from 'aws-lambda'
import { handler as work } from '../../../functions/jobs/work.ts'
import { type Desk, pass } from './desk.ts'
import { aTicket, call } from './gateway.ts'
import { batch, context, failures } from './timers.ts'

type Worker = (event: SQSEvent, context: { awsRequestId: string }) => Promise<SQSBatchResponse>

/** The rule and the queue of jobs: what was asked for, and what their worker gives itself to do. */
export class JobQueue {
  readonly #desk: Desk
  readonly #work: Worker
  readonly #heard = new Set<string>()
  waiting: unknown[] = []

  constructor(desk: Desk, worker: Worker = work) {
    this.#desk = desk
    this.#work = worker
  }

  /** New messages come onto the queue. */
  hear(): void {
    const isNew = ({ pk, sk, type }: Record<string, unknown>) =>
      type === 'job.requested' && !this.#heard.has(`${pk}${sk}`)
    for (const { pk, sk } of this.#desk.table.filter(isNew)) {
      this.#heard.add(`${pk}${sk}`)
      const detail = { subject: { kind: 'job', id: String(pk).slice('JOB#'.length) } }
      this.waiting.push({ id: 'on-the-bus', source: 'service-desk', 'detail-type': 'job.requested', detail })
    }
    this.waiting.push(...(this.#desk.queues.jobs ?? []))
    delete this.#desk.queues.jobs
  }

  /** Gives one message to the worker; one that failed comes again. */
  async give(place = 0): Promise<void> {
    const [message] = this.waiting.splice(place, 1)
    if (message === undefined) return
    const failed = await this.handle(message)
    this.hear()
    if (failed) this.waiting.push(message)
  }

  /** Whether the worker failed with a message. */
  async handle(message: unknown): Promise<boolean> {
    return failures(await this.#work(batch([message]), context)).length > 0
  }

  /** Until nothing is left to do. */
  async run(most = 1000): Promise<void> {
    this.hear()
    for (let done = 0; this.waiting.length > 0; done += 1) {
      if (done > most) throw new Error('The queue does not run empty')
      await this.give()
    }
  }
}

/** All results of a job. */
export async function resultsOf(id: string, as = 'agent' as const) {
  const { body } = await call('listJobResults', { as, id, query: { limit: '500' } })
  return body.items
}

/** Opens tickets one after the other, and gives their numbers. */
export async function someTickets(count: number): Promise<string[]> {
  const found: string[] = []
  for (let at = 0; at < count; at += 1) {
    found.push(await aTicket())
    pass(10)
  }
  return found
}
