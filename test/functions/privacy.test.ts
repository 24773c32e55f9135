import './support/environment.ts'
import { marshall } from '@aws-sdk/util-dynamodb'
import type { DynamoDBStreamEvent } from 'aws-lambda'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { handler as store } from '../../functions/archive/store.ts'
import { handler as route } from '../../functions/assignment/route.ts'
import { handler as sweepRouting } from '../../functions/assignment/sweep.ts'
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
import { handler as jobs } from '../../functions/jobs/work.ts'
import { handler as notify } from '../../functions/notifications/notify.ts'
import { handler as release } from '../../functions/notifications/release.ts'
import { handler as deliver } from '../../functions/partners/deliver.ts'
import { handler as due } from '../../functions/partners/due.ts'
import { handler as relay } from '../../functions/partners/relay.ts'
import { handler as replay } from '../../functions/partners/replay.ts'
import { handler as follow } from '../../functions/people/follow.ts'
import { type EventItem, envelopeOf } from '../../functions/platform/table/events.ts'
import { handler as advance } from '../../functions/sla/advance.ts'
import { handler as supervise } from '../../functions/sla/supervise.ts'
import { handler as sweep } from '../../functions/sla/sweep.ts'
import { handler as count } from '../../functions/statistics/count.ts'
import { handler as endVisits } from '../../functions/visits/end.ts'
import { handler as sweepVisits } from '../../functions/visits/sweep.ts'
import { functionNames } from '../../infra/bundle.ts'
import { sesEvent } from './outcome/events.ts'
import { aLog, canary, heardIn, telling } from './support/canaries.ts'
import { aDesk, pass } from './support/desk.ts'
import { askedOf, type Everything, everything, prepared } from './support/everything.ts'
import { call, operationCalled, operationNames } from './support/gateway.ts'
import { MemoryTable } from './support/memory-table.ts'
import { aPolicyThat, milestoneEvent } from './support/milestones.ts'
import { receivedFrom } from './support/received.ts'
import { batch, context } from './support/timers.ts'

vi.setConfig({ testTimeout: 120_000 })

const desk = aDesk()
const lines = aLog()
let built: { table: MemoryTable; all: Everything } | undefined
beforeEach(async () => {
  if (!built) {
    const all = await everything(desk, 'customer', canary)
    built = { table: desk.table, all }
  }
  restore()
})
const restore = () => {
  desk.table = new MemoryTable(built?.table)
  desk.weather = undefined
}

/** Runs something with each of its calls failing in turn, so many at most. */
async function whateverFails(run: () => Promise<unknown>, most = 8): Promise<void> {
  for (let failing = 0; failing <= most; failing += 1) {
    restore()
    let calls = 0
    desk.weather = (_, when) => {
      if (when !== 'before') return
      calls += 1
      if (calls === failing) throw telling()
    }
    await run().catch(
      (fault: unknown) => void lines.push(`runtime ${String((fault as Error).stack)} ${JSON.stringify(fault)}`),
    )
    if (failing > calls) return
  }
}

it('a canary that sings is heard', () => {
  console.log(JSON.stringify({ title: canary }))
  process.stdout.write(`{"mail":"${canary.toLowerCase()}@customer.example"}`)
  desk.queues.notices = [{ name: canary }]
  expect(heardIn(desk, lines).length).toBeGreaterThanOrEqual(2)
})

describe.each(operationNames)('%s', (name) => {
  it('leaves no word of anybody in logs, metrics, queues and executions, whatever fails', async () => {
    const all = built?.all as Everything
    const ready = { ...all, ...(await prepared[name]?.(all)) }
    const table = desk.table
    await whateverFails(() => {
      desk.table = new MemoryTable(table)
      return call(name, askedOf(name, ready))
    }, 2)
    // Those of the documents look at nothing, and write nothing down.
    if (operationCalled(name).roles !== 'public') expect(lines.length).toBeGreaterThan(0)
    expect(heardIn(desk, lines)).toEqual([])
  })
})

const events = () =>
  desk.table
    .filter(({ sk, type }) => String(sk).startsWith('EVENT#') && type !== undefined)
    .map((item) => ({
      ...{ id: 'on-the-bus', source: 'service-desk', 'detail-type': item.type },
      detail: envelopeOf(item as unknown as EventItem),
    }))

type Queue = (event: ReturnType<typeof batch>, to: typeof context) => Promise<unknown>
/** What else a queue is given than the events of the bus. */
const queues: Record<string, { handler: unknown; more?: () => unknown[] }> = {
  'archive-store': { handler: store },
  'assignment-route': { handler: route },
  'attachments-tend': {
    handler: tend,
    more: () => [fromStore('desk-files', `incoming/${built?.all.ticket}/att_00000000000000000000000000`)],
  },
  'customers-work': { handler: customerJobs },
  'email-outcome': { handler: outcome, more: () => outcomes() },
  'email-receive': { handler: receive, more: mails },
  'escalations-follow-up': { handler: followUp, more: () => milestones('follow-up') },
  'escalations-webhook': { handler: webhook, more: () => milestones('webhook') },
  'finding-index': { handler: index },
  'jobs-work': { handler: jobs },
  'notifications-notify': { handler: notify },
  'partners-deliver': { handler: deliver },
  'partners-relay': { handler: relay },
  'partners-replay': { handler: replay },
  'people-follow': { handler: follow },
  'sla-supervise': { handler: supervise },
  'statistics-count': { handler: count },
  'visits-end': { handler: endVisits },
}
const schedules: Record<string, (event: undefined, to: typeof context) => Promise<unknown>> = {
  'assignment-sweep': sweepRouting,
  'attachments-sweep': sweepFiles,
  'events-reconcile': reconcile,
  'finding-compact': compact,
  'notifications-release': release as never,
  'partners-due': due,
  'sla-sweep': sweep,
  'visits-sweep': sweepVisits,
}

const fromStore = (bucket: string, key: string, size = 9) => ({
  ...{ id: 'x', source: 'aws.s3', 'detail-type': 'Object Created' },
  detail: { bucket: { name: bucket }, object: { key, size } },
})

/** A mail with the canary wherever a sender may put it, and one that is broken. */
function mails(): unknown[] {
  const mail = {
    from: `${canary}@${canary}.example`,
    name: canary,
    to: 'desk@desk.example',
    subject: canary,
    body: canary,
  }
  const raw = [
    receivedFrom({
      ...mail,
      headers: [`X-Mailer: ${canary}`, `Reply-To: ${canary}@elsewhere.example`],
      messageId: `${canary}@x`,
    }),
    receivedFrom({
      ...mail,
      subject: '',
      headers: ['Content-Type: multipart/mixed; boundary=none'],
      body: `--none ${canary}`,
    }),
    Buffer.from(`${canary}\r\nno mail at all`),
  ]
  return raw.map((bytes, place) => {
    const key = `inbound/00000${place}`
    desk.store.arrive(key, bytes)
    return fromStore('desk-intake', key, bytes.length)
  })
}

/** What SES says of mails to somebody, with all that their server says. */
const outcomes = () =>
  (['no-such-address', 'complained', 'delivered', 'rejected', 'rendering-failed'] as const).map((form) =>
    JSON.parse(
      JSON.stringify(sesEvent(form)).replace(/[\w.+-]+@(?!email\.amazonses)[\w.-]+/g, `${canary}@customer.example`),
    ),
  )

function milestones(action: 'webhook' | 'follow-up'): unknown[] {
  aPolicyThat(desk, [
    { action: 'webhook', url: `https://hooks.invalid/${canary}` },
    { action: 'follow-up', note: canary },
  ])
  const event = milestoneEvent([{ action, place: action === 'webhook' ? 0 : 1 }], { ticket: built?.all.ticket ?? '' })
  event.detail.id = `ticket.${built?.all.ticket}.400`
  return [event]
}

/** Messages that were cut, and such as nobody sends. */
const poison = [`{"title":"${canary}`, `"${canary}"`, JSON.stringify({ detail: { subject: canary, title: canary } })]

describe.each(Object.entries(queues))('%s', (_, { handler, more = () => [] }) => {
  it('writes no word of anybody down, whatever it is given and whatever fails', async () => {
    const messages = events()
    const fresh = () => [...more(), ...messages.slice(0, 40)]
    await whateverFails(() => (handler as Queue)(batch(fresh()), context))
    restore()
    for (const message of [...messages.slice(40), ...poison]) {
      await (handler as Queue)(batch([message]), context).catch((fault) =>
        lines.push(`${fault} ${JSON.stringify(fault)}`),
      )
    }
    expect(heardIn(desk, lines)).toEqual([])
  })
})

describe.each(Object.entries(schedules))('%s', (_, handler) => {
  it('writes no word of anybody down, whatever fails', async () => {
    pass(24 * 3_600_000)
    await whateverFails(() => handler(undefined, context))
    expect(heardIn(desk, lines)).toEqual([])
  })
})

describe('events-publish', () => {
  it('puts no word of anybody onto the bus or down, whatever fails', async () => {
    const items = desk.table.filter(({ sk }) => String(sk).startsWith('EVENT#'))
    const Records = items.map((item) => ({ dynamodb: { NewImage: marshall(item, { removeUndefinedValues: true }) } }))
    await whateverFails(() => publish({ Records } as unknown as DynamoDBStreamEvent, context), 4)
    expect(desk.published.length).toBeGreaterThan(50)
    expect(heardIn(desk, lines)).toEqual([])
  })
})

describe('sla-advance', () => {
  it('writes no word of anybody down, whatever fails', async () => {
    pass(24 * 3_600_000)
    const sleep = {
      v: 2,
      number: String(built?.all.ticket),
      execution: `${built?.all.ticket}-1`,
      next: 'running',
      wakeAt: '',
    }
    await whateverFails(() => advance(sleep as never, context))
    expect(heardIn(desk, lines)).toEqual([])
  })
})

/** Looked at elsewhere. */
const elsewhere: Record<string, string> = {
  'operations-alarm': 'what an alarm says is ours: test/functions/operations-alarm.test.ts',
  'operations-measure': 'numbers only',
  'partners-deploy': 'CloudFormation is not here: test/functions/partners',
}

it('every function that the API does not call is listened to', () => {
  const others = functionNames.filter((name) => !name.endsWith('-api') && name !== 'attachments-check')
  const heard = [
    ...Object.keys(queues),
    ...Object.keys(schedules),
    ...Object.keys(elsewhere),
    'events-publish',
    'sla-advance',
  ]
  expect(heard.toSorted()).toEqual(others.toSorted())
})
