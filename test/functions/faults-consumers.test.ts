import './support/environment.ts'
import { marshall } from '@aws-sdk/util-dynamodb'
import type { DynamoDBStreamEvent, SQSBatchResponse, SQSEvent } from 'aws-lambda'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import {
  archiveEvents,
  countedEvents,
  type EventType,
  endingEvents,
  noticeEvents,
  routingEvents,
  staffEvents,
  wakeEvents,
} from '../../events/catalogue.ts'
import { handler as store } from '../../functions/archive/store.ts'
import { handler as route } from '../../functions/assignment/route.ts'
import { handler as sweepFiles } from '../../functions/attachments/sweep.ts'
import { handler as tend } from '../../functions/attachments/tend.ts'
import { handler as customerJobs } from '../../functions/customers/work.ts'
import { handler as outcome } from '../../functions/email/outcome.ts'
import { handler as receive } from '../../functions/email/receive.ts'
import { handler as followUp } from '../../functions/escalations/follow-up.ts'
import { handler as webhook } from '../../functions/escalations/webhook.ts'
import { handler as publish } from '../../functions/events/publish.ts'
import { handler as reconcile } from '../../functions/events/reconcile.ts'
import { handler as compact } from '../../functions/finding/compact.ts'
import { handler as index } from '../../functions/finding/index-changes.ts'
import { handler as notify } from '../../functions/notifications/notify.ts'
import { handler as release } from '../../functions/notifications/release.ts'
import { handler as follow } from '../../functions/people/follow.ts'
import { saveMail } from '../../functions/platform/table/mails.ts'
import type { Sleep } from '../../functions/platform/timers.ts'
import { handler as supervise } from '../../functions/sla/supervise.ts'
import { handler as count } from '../../functions/statistics/count.ts'
import { handler as endVisits } from '../../functions/visits/end.ts'
import { handler as sweepVisits } from '../../functions/visits/sweep.ts'
import { functionNames } from '../../infra/bundle.ts'
import { people } from '../support/people.ts'
import { type Receiver, receiver } from '../support/receiver.ts'
import { at, day, minute } from '../support/time.ts'
import { sesEvent } from './outcome/events.ts'
import { aDesk, pass } from './support/desk.ts'
import { aTicket, call, type OperationName } from './support/gateway.ts'
import { JobQueue, someTickets } from './support/jobs.ts'
import { expectLawful } from './support/law.ts'
import { aPolicyThat, milestoneEvent } from './support/milestones.ts'
import { receivedFrom } from './support/received.ts'
import { aRule, onTheBus, sweepRouting } from './support/routing.ts'
import { batch, context, quickPolicy, sweep, toSupervisor, wake } from './support/timers.ts'
import { rememberedDesk, type Trouble, troubleAt, troubles } from './support/trouble.ts'
import { aVisit, named, ticketAt, tomorrow } from './support/visits.ts'

vi.setConfig({ testTimeout: 120_000 })

const desk = aDesk()
let there: Receiver
beforeAll(async () => {
  vi.stubEnv('WEBHOOKS_REACH', 'loopback')
  there = await receiver()
})
afterAll(() => there.stop())

/** One try of a consumer with all that it was given: whether nothing is left to do. */
type Try = () => Promise<boolean>
/** Brings a desk to where a consumer has something to do; what is given begins its work anew. */
type Scenario = () => Promise<(mangle?: Mangle) => Try>
/** What a queue makes of the messages that it was given. */
type Mangle = (messages: readonly unknown[]) => readonly unknown[]
/** When a queue gives out what was not done: where twelve minutes would bring more about, at once. */
const again: Readonly<Record<string, number>> = { 'sla-advance': 1000, 'sla-supervise': 1000, 'people-follow': 1000 }
const usuallyAgain = 12 * minute

type Consumer = (event: SQSEvent, to: typeof context) => Promise<SQSBatchResponse>
const done = async (run: () => Promise<unknown>) =>
  run().then(
    () => true,
    () => false,
  )
/** What no consumer can make anything of, as it may come to lie on a queue. */
const poison: readonly unknown[] = [
  'neither JSON nor anything else',
  'null',
  {},
  [],
  { id: 'x', source: 'service-desk', 'detail-type': 'ticket.created', detail: null },
  {
    id: 'x',
    source: 'service-desk',
    'detail-type': 'ticket.created',
    detail: { id: 7, subject: 'TKT000001', data: [] },
  },
  {
    id: 'x',
    source: 'elsewhere',
    'detail-type': 'something.happened',
    detail: { subject: { kind: 'planet', id: 'x' } },
  },
]
/** A queue: what failed comes again, what was done does not; what the consumer gives itself to do comes there too. */
const queue =
  (consumer: unknown, messages: readonly unknown[], own = 'none') =>
  (mangle: Mangle = (all) => all): Try => {
    let waiting = [...mangle(messages)]
    expect(waiting.length).toBeGreaterThan(0)
    return async () => {
      const { batchItemFailures } = await (consumer as Consumer)(batch(waiting), context)
      const failed = batchItemFailures.map(({ itemIdentifier }) => Number(itemIdentifier.replace('message-', '')))
      waiting = [...waiting.filter((_, place) => failed.includes(place)), ...(desk.queues[own] ?? [])]
      delete desk.queues[own]
      return waiting.every((one) => poison.includes(one))
    }
  }
const schedule = (run: () => Promise<unknown>) => () => () => done(run)

const events = () =>
  desk.table.filter(({ sk, type }) => String(sk).startsWith('EVENT#') && type !== undefined) as unknown as Parameters<
    typeof onTheBus
  >[0][]
/** The events of these types that have happened, as their rule puts them on a queue. */
const heard = (types: readonly EventType[]) =>
  events()
    .filter(({ type }) => (types as readonly string[]).includes(type))
    .map(onTheBus)
const did = async (name: OperationName, id: string, body?: object, as: 'agent' | 'manager' = 'manager') => {
  const { status, text } = await call(name, { id, as, ...(body && { body }) })
  if (status >= 300) throw new Error(`${name}: ${status} ${text}`)
}
const jobs = (worker?: unknown) => () => {
  const waiting = new JobQueue(desk, ...((worker ? [worker] : []) as [never]))
  return async () => {
    waiting.hear()
    for (let turn = 0; turn < 12 && waiting.waiting.length > 0; turn += 1) await waiting.give()
    return waiting.waiting.length === 0
  }
}
const aMilestone = async (action: object, resolved: { action: 'webhook' | 'follow-up'; place: number }) => {
  await aTicket()
  aPolicyThat(desk, [action])
  const event = milestoneEvent([resolved])
  event.detail.occurredAt = at(0)
  event.detail.id = 'ticket.TKT000001.400'
  return event
}
const aFile = async () => {
  const ticket = await aTicket()
  const body = { name: 'a.txt', type: 'text/plain', size: 5 }
  const { id } = (await call('attachFile', { id: ticket, as: 'customer', body })).body.attachment
  return { ticket, key: `incoming/${ticket}/${id}` }
}
const fileMessage = (type: string, detail: object) => ({ id: 'x', source: 'aws.s3', 'detail-type': type, detail })

/** Every function that nobody calls by the API, with something for it to do. */
const scenarios: Record<string, Scenario> = {
  'events-publish': async () => {
    await did('assignTicket', await aTicket(), { technician: people.technician.id })
    const Records = events().map((item) => ({
      dynamodb: { NewImage: marshall(item, { removeUndefinedValues: true }) },
    }))
    return schedule(() => publish({ Records } as unknown as DynamoDBStreamEvent, context))
  },
  'events-reconcile': async () => {
    await did('assignTicket', await aTicket(), { technician: people.technician.id })
    pass(5 * minute)
    return schedule(() => reconcile(undefined, context))
  },
  'sla-supervise': async () => {
    await quickPolicy()
    await did('startTicket', await aTicket({ category: 'network' }))
    return queue(supervise, heard(wakeEvents))
  },
  'sla-advance': async () => {
    await quickPolicy()
    await aTicket({ category: 'network' })
    await toSupervisor(...heard(wakeEvents))
    const [name = ''] = desk.machines.running
    pass(8 * minute)
    const sleep = desk.machines.inputOf(name) as unknown as Sleep
    return schedule(() => wake(sleep))
  },
  'sla-sweep': async () => {
    await quickPolicy()
    await aTicket({ category: 'network' })
    pass(15 * minute)
    return schedule(sweep)
  },
  'notifications-notify': async () => {
    const ticket = await aTicket()
    await notify(batch(heard(noticeEvents)), context)
    pass(5 * minute)
    await did('resolveTicket', ticket, { resolution: 'A new fuse' })
    return queue(notify, heard(['ticket.status-changed']), 'notices')
  },
  'notifications-release': async () => {
    const ticket = await aTicket()
    await notify(batch(heard(noticeEvents)), context)
    await did('addComment', ticket, { body: 'Which oven?' }, 'agent')
    await notify(batch(heard(['ticket.commented'])), context)
    pass(3 * minute)
    return schedule(() => release(undefined as never, context))
  },
  'escalations-webhook': async () => {
    const url = `${there.url}/hook`
    return queue(webhook, [await aMilestone({ action: 'webhook', url }, { action: 'webhook', place: 0 })])
  },
  'escalations-follow-up': async () =>
    queue(followUp, [await aMilestone({ action: 'follow-up', note: 'Ask' }, { action: 'follow-up', place: 0 })]),
  'visits-end': async () => {
    named(desk)
    const ticket = await ticketAt()
    await aVisit(ticket, tomorrow())
    await did('resolveTicket', ticket, { resolution: 'A new fuse' })
    return queue(endVisits, heard(endingEvents))
  },
  'visits-sweep': async () => {
    named(desk)
    await aVisit(await ticketAt(), tomorrow(day))
    pass(day)
    return schedule(() => sweepVisits(undefined, context))
  },
  'assignment-route': async () => {
    await aRule()
    await aTicket({ category: 'network' })
    return queue(route, heard(routingEvents), 'routing')
  },
  'assignment-sweep': async () => {
    await aRule()
    await aTicket({ category: 'network' })
    pass(15 * minute)
    return schedule(sweepRouting)
  },
  'people-follow': async () => {
    const given = { name: 'New', email: 'new@desk.example', role: 'technician' }
    const { body } = await call('createTechnician', { as: 'manager', body: given })
    await did('inviteTechnician', body.id)
    await did('assignTicket', await aTicket(), { technician: body.id })
    await did('changeTechnician', body.id, { role: 'agent' })
    await did('deactivateTechnician', body.id, { reason: 'Has left' })
    return queue(follow, heard(staffEvents).slice(-1))
  },
  'archive-store': async () => {
    const ticket = await aTicket()
    await did('cancelTicket', ticket, { reason: 'A duplicate' })
    pass(day)
    await toSupervisor({ number: ticket })
    return queue(store, heard(archiveEvents))
  },
  'statistics-count': async () => {
    const ticket = await aTicket()
    await did('assignTicket', ticket, { technician: people.technician.id })
    await did('resolveTicket', ticket, { resolution: 'A new fuse' })
    return queue(count, heard(countedEvents))
  },
  'finding-index': async () => {
    await compact(undefined, context)
    pass(61_000)
    return queue(index, [{ ticket: await aTicket() }])
  },
  'finding-compact': async () => {
    await compact(undefined, context)
    pass(61_000)
    await index(batch([{ ticket: await aTicket() }]), context)
    pass(61_000)
    return schedule(() => compact(undefined, context))
  },
  'jobs-work': async () => {
    const tickets = await someTickets(3)
    const body = {
      tickets,
      actions: [
        { do: 'tag', add: ['flood'] },
        { do: 'comment', body: 'On our way.' },
      ],
    }
    expect((await call('bulkTickets', { body })).status).toBe(202)
    return jobs()
  },
  'customers-work': async () => {
    await aTicket({ description: 'Call me' })
    expect((await call('eraseContact', { id: people.customer.id, as: 'admin' })).status).toBe(202)
    return jobs(customerJobs)
  },
  'attachments-tend': async () => {
    const { key } = await aFile()
    desk.store.arrive(key, 'hello')
    return queue(tend, [fileMessage('Object Created', { bucket: { name: 'desk-files' }, object: { key } })])
  },
  'attachments-sweep': async () => {
    await aFile()
    pass(2 * day)
    return schedule(() => sweepFiles(undefined, context))
  },
  'email-receive': async () => {
    const object = { key: 'inbound/000001', size: 400 }
    desk.store.arrive(object.key, receivedFrom({ from: 'new@acme.example', to: 'desk@desk.example' }))
    return queue(receive, [fileMessage('Object Created', { bucket: { name: 'intake' }, object })])
  },
  'email-outcome': async () => {
    const mail = { id: 'mal_01JD0000000000000000MA11N1', ticket: await aTicket(), to: 'customer@desk.example' }
    await saveMail({
      ...{ ...mail, direction: 'out', state: 'sent', at: at(0), subject: 'Received', person: people.customer.id },
      ...{ event: 'ticket.TKT000001.1', notice: 'opened', version: 1 },
      sesId: '01000191abcdef01-0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0-000000',
    })
    return queue(outcome, [sesEvent('no-such-address')])
  },
}

/** Those that write nothing, or whose faults have a test of their own. */
const elsewhere: Readonly<Record<string, string>> = {
  'operations-measure': 'it only looks',
  'partners-deliver': 'test/functions/partners',
  'partners-deploy': 'test/functions/partners',
  'partners-due': 'test/functions/partners',
  'partners-relay': 'test/functions/partners',
  'partners-replay': 'test/functions/partners',
  'operations-alarm': 'test/functions/operations-alarm.test.ts',
}

it('every function that the API does not call is driven here, or somewhere else', () => {
  const consumers = functionNames.filter((name) => !name.endsWith('-api') && name !== 'attachments-check')
  expect([...Object.keys(scenarios), ...Object.keys(elsewhere)].toSorted()).toEqual(consumers.toSorted())
})

/** The numbers of the tickets that there were before. */
let known = new Set<string>()
/** The same with every id and instant of this run as a letter: two runs that did the same have the same. */
const plain = (text: string) =>
  text
    .replace(/_[0-9A-HJKMNP-TV-Z]{26}/g, '_*')
    .replace(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z/g, 'then')
    .replace(/\b01[0-9A-HJKMNP-TV-Z]{24}\b/g, '*')
    .replace(/#\d{13}\b/g, '#then')
    .replace(/\b[0-9a-f]{64}\b/g, 'hash')
    // A number is lost with a try that fails.
    .replace(/TKT\d{6}/g, (number) => (known.has(number) ? number : 'new'))

/** All that there is once a consumer is done. What may be there twice by the contract of its receiver is there once. */
function effect() {
  const items = desk.table.filter(({ sk }) => sk !== 'COUNTER')
  const line = ({ pk, sk, type, version, seq, state, status, ...rest }: Record<string, unknown>) =>
    [
      pk,
      sk,
      type,
      // A mail says how often it was written.
      String(sk).startsWith('MAIL#') || version,
      seq,
      state,
      status,
      ...(/^(STATISTICS|LOADS)/.test(String(pk)) ? [JSON.stringify(rest)] : []),
    ].join(' ')
  const lines = items.map((item) => plain(line(item)))
  return {
    // What is indexed twice lies in the tail twice, and is one ticket in the index.
    items: lines
      .filter((one, place) => !/^(SEARCH-TAIL|MESSAGE)#/.test(one) || lines.indexOf(one) === place)
      .toSorted(),
    published: [...new Set(desk.published.map(({ Detail }) => JSON.parse(Detail ?? '{}').id))].toSorted(),
    queued: [
      ...new Set(
        Object.entries(desk.queues).flatMap(([name, all]) => all.map((one) => plain(`${name} ${JSON.stringify(one)}`))),
      ),
    ].toSorted(),
    kept: desk.store.keys.map(plain),
    sleeping: desk.machines.running.toSorted(),
    users: desk.pool.users.map(({ email, groups, enabled, signedOut }) => [email, groups, enabled, signedOut > 0]),
    webhooks: [...new Set(there.received.map(({ headers }) => String(headers['webhook-id'])))],
  }
}

/** In the end it is done, as a queue and a schedule see to. */
async function untilDone(attempt: Try, againMs: number): Promise<void> {
  for (let tries = 1; tries <= 5; tries += 1) {
    pass(againMs)
    if (await attempt().catch(() => false)) return
  }
  throw new Error('It does not come to its end')
}

describe.each(Object.entries(scenarios))('%s', (name, arrange) => {
  async function ready() {
    const begin = await arrange()
    const back = rememberedDesk(desk)
    known = new Set(desk.table.filter(({ sk }) => sk === 'TICKET').map(({ number }) => String(number)))
    return (mangle?: Mangle): Try => {
      back()
      there.received.length = 0
      return begin(mangle)
    }
  }
  const toTheEnd = async (attempt: Try) => {
    await untilDone(attempt, again[name] ?? usuallyAgain)
    return { mails: desk.mails.length, effect: effect() }
  }
  /** Its first try meets this trouble; then it goes on. */
  async function troubled(attempt: Try, trouble: Trouble, nth: number) {
    const before = desk.calls.length
    const begun = desk.mails.length
    const met = troubleAt(desk, nth, trouble)
    const isDone = await attempt().catch(() => false)
    // Between SES and the record of it a mail may be sent again: rather twice than never.
    const spare = isDone ? 0 : desk.mails.length - begun
    const about = `${desk.calls[before + nth - 1]}, call ${nth}, ${trouble}`
    if (!met()) return undefined
    expectLawful(desk)
    return { spare, about, ...(await toTheEnd(attempt)) }
  }

  it('has its effect once, whatever its calls meet, wherever', async () => {
    const start = await ready()
    const calm = await toTheEnd(start())
    expectLawful(desk)
    for (const trouble of troubles) {
      for (let nth = 1; ; nth += 1) {
        const outcome = await troubled(start(), trouble, nth)
        if (!outcome) break
        expect(outcome.effect, outcome.about).toEqual(calm.effect)
        expect(outcome.mails - calm.mails, outcome.about).toBeLessThanOrEqual(outcome.spare)
        expect(outcome.mails - calm.mails, outcome.about).toBeGreaterThanOrEqual(0)
      }
    }
  })

  it('has it once, too, where its messages come twice, in another order, and among some that nobody can read', async () => {
    const start = await ready()
    const calm = await toTheEnd(start())
    for (const mangle of mangles) expect(await toTheEnd(start(mangle))).toEqual(calm)
  })
})

const mangles: readonly Mangle[] = [
  (all) => all.flatMap((one) => [one, one]),
  (all) => [...all, ...all].toReversed(),
  (all) => [...poison, ...all, ...poison],
]
