import './support/environment.ts'
import {
  CloudFormationClient,
  CreateStackCommand,
  DeleteStackCommand,
  DescribeStackEventsCommand,
  DescribeStacksCommand,
  UpdateStackCommand,
} from '@aws-sdk/client-cloudformation'
import { mockClient } from 'aws-sdk-client-mock'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { handler as deploy } from '../../functions/partners/deploy.ts'
import { handler as relay } from '../../functions/partners/relay.ts'
import type { EventItem } from '../../functions/platform/table/events.ts'
import type { Subscription } from '../../schemas/subscription.ts'
import { customers, people } from '../support/people.ts'
import { aDesk, pass } from './support/desk.ts'
import { aTicket, call } from './support/gateway.ts'
import { batch, context, failures } from './support/timers.ts'

// What is looked at a second apart is looked at at once.
vi.mock('node:timers/promises', () => ({ setTimeout: async () => undefined }))

const desk = aDesk()
const cloudFormation = mockClient(CloudFormationClient)
const arn = 'arn:aws:sqs:us-east-1:111122223333:partner-events'
const at = { 'if-match': '*' }

async function subscribed(more: object = {}): Promise<Subscription> {
  const body = { name: 'ERP', target: { kind: 'queue', arn }, ...more }
  const answer = await call('createSubscription', { as: 'partner', body })
  expect([answer.status, answer.text]).toEqual([201, answer.text])
  return answer.body
}
const approve = async (id: string, personalData = false): Promise<Subscription> =>
  (await call('approveSubscription', { as: 'admin', id, headers: at, body: { personalData } })).body
const read = async (id: string): Promise<Subscription> => (await call('getSubscription', { as: 'partner', id })).body

describe('a subscription that is asked for', () => {
  const refused = async (more: object, as: 'partner' | 'admin' = 'partner') => {
    const body = { name: 'ERP', target: { kind: 'queue', arn }, ...more }
    const answer = await call('createSubscription', { as, body })
    expect(answer.status).toBe(400)
    return answer.body.errors.map(({ path, expected }: Record<string, string>) => `${path}: ${expected}`)
  }
  const queue = (arn: string) => ({ target: { kind: 'queue', arn } })

  it.each([
    ['in another region', queue('arn:aws:sqs:eu-west-1:111122223333:x'), 'target.arn: a queue in us-east-1'],
    ['in another partition', queue('arn:aws-cn:sqs:cn-north-1:111122223333:x'), 'target.arn: one in aws'],
    [
      'that is the desk’s own',
      queue('arn:aws:sqs:us-east-1:000000000000:service-desk-timers'),
      'one whose name begins with partner-',
    ],
    [
      'that is the desk’s own bus',
      { target: { kind: 'event-bus', arn: 'arn:aws:events:eu-west-1:000000000000:event-bus/default' } },
      'one whose name begins with partner-',
    ],
    ['that is a FIFO queue', queue(`${arn}.fifo`), 'target.arn: the ARN of a standard queue'],
  ])('has no target %s', async (_, more, expected) => {
    expect(String(await refused(more))).toContain(expected)
  })

  it('names the types that there are where it asks for one that there is not', async () => {
    const [types] = await refused({ types: ['ticket.created', 'sla.breached'] })
    expect(types).toMatch(/^types\.1: `\*`, or some of: ticket\.created, ticket\.updated/)
    expect(await refused({ types: ['*', 'ticket.created'] })).toEqual(['types: `*` alone, or types by their names'])
  })

  it('is of customers that its owner sees, and of a partner', async () => {
    const filter = { customers: [customers.bakery, customers.foundry] }
    expect(await refused({ filter })).toEqual(['filter.customers.1: a customer whose tickets the owner sees'])
    expect(await refused({ owner: people.agent.id })).toEqual(['owner: nothing, or your own id'])
    expect(await refused({ owner: people.agent.id }, 'admin')).toEqual(['owner: the id of a partner'])
    expect(await refused({}, 'admin')).toEqual(['owner: the id of a partner'])
  })

  it('is one of twenty at most', async () => {
    for (let made = 0; made < 20; made += 1) await subscribed()
    const body = { name: 'ERP', target: { kind: 'queue', arn } }
    expect((await call('createSubscription', { as: 'partner', body })).status).toBe(409)
  })

  it('is one of twenty also where many are asked for at once', async () => {
    for (let made = 0; made < 18; made += 1) await subscribed()
    const body = { name: 'ERP', target: { kind: 'queue', arn } }
    const answers = await Promise.all(
      Array.from({ length: 6 }, () => call('createSubscription', { as: 'partner', body })),
    )
    expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 201, 409, 409, 409, 409])
    const { body: list } = await call('listSubscriptions', { as: 'partner', query: { limit: '50' } })
    expect(list.items).toHaveLength(20)
  })

  it('is made while others change theirs', async () => {
    const { id } = await subscribed()
    desk.before('TransactWrite', () => approve(id))
    expect((await subscribed()).state).toBe('pending')
    expect((await read(id)).state).toBe('active')
  })

  it('is listed page by page, by its state', async () => {
    const ids = [await subscribed(), await subscribed(), await subscribed()].map(({ id }) => id).toSorted()
    await approve(ids[1] as string)
    const first = await call('listSubscriptions', { as: 'partner', query: { limit: '2' } })
    const second = await call('listSubscriptions', { as: 'partner', query: { limit: '2', cursor: first.body.next } })
    expect([...first.body.items, ...second.body.items].map(({ id }) => id)).toEqual(ids)
    expect(second.body).not.toHaveProperty('next')
    const active = await call('listSubscriptions', { as: 'admin', query: { state: 'active' } })
    expect(active.body.items.map(({ id }: Subscription) => id)).toEqual([ids[1]])
  })

  it('is approved as it was read, or not at all', async () => {
    const { id } = await subscribed()
    await call('changeSubscription', { as: 'partner', id, body: { types: ['ticket.created'] } })
    const stale = await call('approveSubscription', { as: 'admin', id, headers: { 'if-match': '"1"' }, body: {} })
    expect(stale.status).toBe(412)
    expect((await call('approveSubscription', { as: 'admin', id, body: {} })).status).toBe(428)
    expect((await read(id)).state).toBe('pending')
  })

  it('can get another target, whose fields are all that is given', async () => {
    const { id } = await subscribed()
    const target = { kind: 'event-bus', arn: 'arn:aws:events:eu-west-1:111122223333:event-bus/theirs' }
    const { body } = await call('changeSubscription', { as: 'partner', id, body: { target } })
    expect(body.target).toEqual(target)
  })
})

describe('the relay', () => {
  const events = (number: string) =>
    desk.table.items
      .filter(({ pk, sk }) => pk === `TICKET#${number}` && String(sk).startsWith('EVENT#'))
      .map((item) => item as unknown as EventItem)
  const told = (items: readonly EventItem[], more: object = {}) =>
    relay(
      batch(
        items.map(({ type, ...detail }) => ({ id: 'x', source: 'service-desk', 'detail-type': type, detail, ...more })),
      ),
      context,
    )
  const sent = () => desk.published.map(({ DetailType, Detail = '' }) => ({ type: DetailType, ...JSON.parse(Detail) }))

  it('asks one small question where nobody has subscribed', async () => {
    const number = await aTicket()
    desk.calls = []
    await told(events(number))
    expect(desk.calls).toEqual(['Get'])
    expect(sent()).toEqual([])
  })

  it('sends each event once for each subscription, with what is granted to that and no more', async () => {
    const [least, more] = [await subscribed(), await subscribed({ types: ['ticket.created'] })]
    await approve(least.id)
    await approve(more.id, true)
    const number = await aTicket()
    await call('assignTicket', { id: number, body: { technician: people.technician.id, reason: 'Nearest' } })
    await told(events(number))
    const of = (id: string) => sent().filter(({ subscription }) => subscription === id)
    expect(
      of(least.id)
        .map(({ type }) => type)
        .toSorted(),
    ).toEqual(['ticket.assigned', 'ticket.created', 'ticket.status-changed'])
    expect(JSON.stringify(of(least.id))).not.toContain('per_')
    expect(of(more.id)).toMatchObject([
      { type: 'ticket.created', approval: '2', event: { data: { requester: people.customer.id } } },
    ])
    for (const { Source, EventBusName } of desk.published) {
      expect([Source, EventBusName?.split('/')[1]]).toEqual(['service-desk.partners', 'service-desk-test-partners'])
    }
  })

  it('sends nothing of another customer’s, for what is not active, nor what an archive plays again', async () => {
    const { id } = await subscribed()
    const others = await aTicket({}, 'otherCustomer')
    await told(events(await aTicket()))
    await approve(id)
    await told(events(others))
    await told(events(await aTicket()), { 'replay-name': 'again' })
    await call('pauseSubscription', { as: 'partner', id, body: {} })
    await told(events(await aTicket()))
    expect(sent()).toEqual([])
    await call('resumeSubscription', { as: 'partner', id })
    await told(events(await aTicket()))
    expect(sent().length).toBeGreaterThan(0)
  })

  it('has what the bus did not take come again', async () => {
    await approve((await subscribed({ types: ['ticket.created'] })).id)
    const [created] = events(await aTicket()) as [EventItem]
    desk.before('PutEvents', () => {
      throw new Error('The bus is down')
    })
    expect(failures(await told([created]))).toEqual([0])
    expect(failures(await told([created]))).toEqual([])
    expect(sent()).toHaveLength(1)
  })
})

describe('what is deployed', () => {
  type Known = { status: string; parameters: Record<string, string>; token?: string; failure?: string }
  let stacks: Map<string, Known>
  /** How the next operation ends. */
  let ends: 'well' | 'badly'

  beforeEach(() => {
    stacks = new Map()
    ends = 'well'
    cloudFormation.reset()
    const known = (name = '') => {
      const stack = stacks.get(name)
      if (!stack) throw new Error(`Stack with id ${name} does not exist`)
      return stack
    }
    cloudFormation.on(DescribeStacksCommand).callsFake(({ StackName }) => {
      const { status, parameters } = known(StackName)
      const Parameters = Object.entries(parameters).map(([ParameterKey, ParameterValue]) => ({
        ParameterKey,
        ParameterValue,
      }))
      return { Stacks: [{ StackStatus: status, Parameters }] }
    })
    cloudFormation.on(DescribeStackEventsCommand).callsFake(({ StackName }) => {
      const { token, failure } = known(StackName)
      if (!failure) return { StackEvents: [] }
      const failed = { ClientRequestToken: token, ResourceStatus: 'CREATE_FAILED', LogicalResourceId: 'Rule' }
      return { StackEvents: [{ ...failed, ResourceStatusReason: failure }] }
    })
    const given = (before: Record<string, string>, Parameters: { ParameterKey: string; ParameterValue?: string }[]) =>
      Object.fromEntries(
        Parameters.map(({ ParameterKey: key, ParameterValue: value }) => [key, value ?? before[key] ?? '']),
      )
    cloudFormation.on(CreateStackCommand).callsFake(({ StackName, Parameters, ClientRequestToken: token }) => {
      const parameters = given({}, Parameters)
      if (ends === 'well') stacks.set(StackName, { status: 'CREATE_COMPLETE', parameters })
      else stacks.set(StackName, { status: 'ROLLBACK_COMPLETE', parameters, token, failure: 'No more rules' })
    })
    cloudFormation.on(UpdateStackCommand).callsFake(({ StackName, Parameters, ClientRequestToken: token }) => {
      const { parameters } = known(StackName)
      if (ends === 'well')
        stacks.set(StackName, { status: 'UPDATE_COMPLETE', parameters: given(parameters, Parameters) })
      else stacks.set(StackName, { status: 'UPDATE_ROLLBACK_COMPLETE', parameters, token, failure: 'No more rules' })
    })
    cloudFormation.on(DeleteStackCommand).callsFake(({ StackName }) => void stacks.delete(StackName))
  })

  const event = (id: string, version: number, change = 'updated') => ({
    ...{ id: 'x', source: 'service-desk', 'detail-type': `subscription.${change}` },
    detail: { subject: { kind: 'subscription', id }, data: { version, fields: [] } },
  })
  const deployed = async (...messages: unknown[]) => failures(await deploy(batch(messages), context))
  const heard = async (id: string) => deployed(event(id, (await read(id)).version))
  const stackOf = (id: string) => stacks.get(`service-desk-test-subscription-${id.slice(4)}`)

  it('is a stack of its own, once it is approved, for that target', async () => {
    const { id } = await subscribed()
    expect(await heard(id)).toEqual([])
    expect(stackOf(id)).toBeUndefined()
    await approve(id)
    expect(await heard(id)).toEqual([])
    expect(stackOf(id)?.parameters).toMatchObject({
      Subscription: id,
      Approval: '2',
      Bus: 'service-desk-test-partners',
      TargetArn: arn,
      TargetAction: 'sqs:SendMessage',
      State: 'ENABLED',
    })
    expect((await read(id)).deployedAt).toEqual(expect.any(String))
    // It hears of that itself, and of everything twice.
    const calls = cloudFormation.commandCalls(CreateStackCommand).length
    await heard(id)
    await heard(id)
    expect(cloudFormation.commandCalls(CreateStackCommand)).toHaveLength(calls)
    expect(cloudFormation.commandCalls(UpdateStackCommand)).toHaveLength(0)
  })

  it('takes nothing while it waits for an approval, is paused or rejected; and goes when the subscription goes', async () => {
    const { id } = await subscribed()
    await approve(id)
    await heard(id)
    await call('pauseSubscription', { as: 'partner', id, body: {} })
    await heard(id)
    expect(stackOf(id)?.parameters.State).toBe('DISABLED')
    await call('resumeSubscription', { as: 'partner', id })
    await heard(id)
    expect(stackOf(id)?.parameters.State).toBe('ENABLED')
    await call('changeSubscription', { as: 'partner', id, body: { target: { kind: 'queue', arn: `${arn}-2` } } })
    await heard(id)
    expect(stackOf(id)?.parameters).toMatchObject({ State: 'DISABLED', TargetArn: arn })
    const { approval } = await approve(id)
    await heard(id)
    expect(stackOf(id)?.parameters).toMatchObject({
      ...{ State: 'ENABLED', TargetArn: `${arn}-2`, Approval: String(approval) },
    })
    const { version } = await read(id)
    await call('deleteSubscription', { as: 'partner', id })
    await deployed(event(id, version + 1, 'deleted'))
    expect(stackOf(id)).toBeUndefined()
  })

  it.each(['CREATE', 'UPDATE'])(
    'says why a %s failed, to the partner and with an alarm, and comes right by a new approval',
    async (which) => {
      const { id } = await subscribed()
      await approve(id)
      if (which === 'UPDATE') {
        await heard(id)
        await call('changeSubscription', { as: 'partner', id, body: { types: ['ticket.created'] } })
        await approve(id)
      }
      ends = 'badly'
      expect(await heard(id)).toEqual([0])
      expect(await read(id)).toMatchObject({ state: 'active', undeployed: 'Rule: No more rules' })
      expect(await heard(id)).toEqual([0])
      ends = 'well'
      pass(60_000)
      await approve(id)
      expect(await heard(id)).toEqual([])
      // What never came to be is taken away first.
      expect(await deployed(...(desk.queues.deployments ?? []))).toEqual([])
      const after = await read(id)
      expect(after).not.toHaveProperty('undeployed')
      expect(after.deployedAt).toEqual(expect.any(String))
    },
  )

  it('is looked at again by a message of its own while CloudFormation is at it', async () => {
    const { id } = await subscribed()
    await approve(id)
    await heard(id)
    const stack = stackOf(id)
    if (stack) stack.status = 'UPDATE_IN_PROGRESS'
    expect(await heard(id)).toEqual([])
    const { version } = await read(id)
    expect(desk.queues.deployments).toEqual([{ subscription: id, version, tries: 1 }])
  })

  /** Pauses and resumes, as fast as may be; gives the events of it. */
  const toAndFro = async (id: string, times: number) => {
    const events: unknown[] = []
    for (let time = 0; time < times; time += 1) {
      const change = time % 2 === 0 ? 'pauseSubscription' : 'resumeSubscription'
      const { body } = await call(change, { as: 'partner', id, ...(time % 2 === 0 && { body: {} }) })
      events.push(event(id, body.version))
    }
    return events
  }

  it('follows the newest of many changes: of the others no message stays, and CloudFormation is not asked', async () => {
    const { id } = await subscribed()
    await approve(id)
    await heard(id)
    const stack = stackOf(id)
    if (stack) stack.status = 'UPDATE_IN_PROGRESS'
    cloudFormation.resetHistory()
    // Whatever was under way before is given up, too.
    const before = { subscription: id, version: (await read(id)).version, tries: 3 }
    const events = await toAndFro(id, 21)
    const { version } = await read(id)
    expect(await deployed(before, ...events, ...events.toReversed())).toEqual([])
    const again = { subscription: id, version, tries: 1 }
    // The newest itself came twice.
    expect(desk.queues.deployments).toEqual([again, again])
    expect(cloudFormation.calls()).toHaveLength(2)
    if (stack) stack.status = 'UPDATE_COMPLETE'
    expect(await deployed(again)).toEqual([])
    expect(stackOf(id)?.parameters.State).toBe('DISABLED')
  })

  it('leaves what was deleted to the event that says so', async () => {
    const { id } = await subscribed()
    await approve(id)
    await heard(id)
    const events = await toAndFro(id, 2)
    await call('deleteSubscription', { as: 'partner', id })
    const stack = stackOf(id)
    if (stack) stack.status = 'UPDATE_IN_PROGRESS'
    expect(await deployed(...events)).toEqual([])
    expect(desk.queues.deployments ?? []).toEqual([])
    expect(await deployed(event(id, 99, 'deleted'))).toEqual([])
    const again = desk.queues.deployments?.at(-1)
    if (stack) stack.status = 'UPDATE_COMPLETE'
    expect(await deployed(again)).toEqual([])
    expect(stackOf(id)).toBeUndefined()
  })

  it('is given up after an hour, with an alarm', async () => {
    const { id } = await subscribed()
    await approve(id)
    await heard(id)
    const stack = stackOf(id)
    if (stack) stack.status = 'UPDATE_IN_PROGRESS'
    const { version } = await read(id)
    expect(await deployed({ subscription: id, version, tries: 720 })).toEqual([0])
    expect(desk.queues.deployments ?? []).toEqual([])
  })
})
