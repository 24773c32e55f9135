import './support/environment.ts'
import { describe, expect, it } from 'vitest'
import { keys } from '../../functions/platform/table/keys.ts'
import { findings } from '../../infra/operator/doctor/examining.ts'
import type { Complaint } from '../../infra/operator/doctor/finding.ts'
import type { Works } from '../../infra/operator/doctor/works.ts'
import { people } from '../support/people.ts'
import { aDesk, pass } from './support/desk.ts'
import { aTicket, call } from './support/gateway.ts'
import { changed, quickPolicy, ticketItem, toSupervisor } from './support/timers.ts'

const desk = aDesk()
const id = 'TKT000001'
const minute = 60_000

const queue = (name: string, more: Partial<Works['queues'][number]> = {}) => ({
  ...{ name, url: `https://queues.example/${name}`, arn: `arn:${name}`, waiting: 0, inFlight: 0 },
  ...more,
})
/** Services that are well, but for what is said. */
const works = (more: Partial<Works> = {}): Works => ({
  stacks: [{ name: 'service-desk-dev', status: 'UPDATE_COMPLETE' }],
  queues: ['AssignmentRoutingQueue', 'SlaTimersQueue', 'NotificationsNoticesQueue'].map((name) =>
    queue(name, { deadLetters: `arn:${name}-dead` }),
  ),
  feedings: ['AssignmentRoutingQueue', 'SlaTimersQueue', 'NotificationsNoticesQueue'].map((name) => ({
    ...{ source: `arn:${name}`, consumer: name.toLowerCase(), state: 'Enabled' },
  })),
  rules: [{ name: 'Ended', enabled: true }],
  recoverable: true,
  streams: true,
  machineIsActive: true,
  sender: { domain: 'desk.example', verified: true, sendingEnabled: true, production: true, sentToday: 3, quota: 200 },
  ...more,
})
const said = async (complaint: Complaint, more: Partial<Works> = {}, level = 'wrong') =>
  (await findings(works(more), Date.now())).filter((one) => one.complaint === complaint && one.level === level)

/** Puts an event on the bus for good, as the publisher would have. */
const published = () => {
  for (const item of desk.table.items) {
    if (String(item.gsi6pk).startsWith('OUTBOX#'))
      desk.table.put({ ...item, gsi6pk: undefined, gsi6sk: undefined } as never)
  }
}

it('a desk that is well: nothing is wrong', async () => {
  await aTicket({})
  published()
  const found = await findings(works(), Date.now())
  expect(found.filter(({ level }) => level === 'wrong')).toEqual([])
})

describe('tickets are not assigned by themselves', () => {
  it('as every rule is switched off', async () => {
    const rules = await call('listAssignmentRules', { as: 'admin' })
    for (const { id } of rules.body.items) {
      await call('changeAssignmentRule', { as: 'admin', id, body: { enabled: false }, headers: { 'if-match': '*' } })
    }
    expect((await said('assignment'))[0]?.says).toMatch(/^No assignment rule is switched on \(there are \d+\)/)
  })

  it('as everybody is off', async () => {
    for (const item of desk.table.items.filter(({ pk }) => pk === 'TECHNICIANS')) {
      desk.table.put({ ...item, status: 'off' } as never)
    }
    const found = await said('assignment')
    expect(found.map(({ says }) => says)).toContainEqual(expect.stringMatching(/who work here all are off\.$/))
  })

  it('as nobody looks for those that wait: it names them', async () => {
    await aTicket({})
    expect(await said('assignment')).toEqual([])
    pass(10 * minute)
    const [late] = await said('assignment')
    expect(late).toMatchObject({ says: expect.stringContaining('nobody looks for those that wait'), tickets: [id] })
  })

  it('as nobody works off their queue, and messages lie where a person is waited for', async () => {
    const { queues, feedings } = works()
    const dead = queue('AssignmentRoutingDeadLetters', { arn: 'arn:AssignmentRoutingQueue-dead', waiting: 3 })
    const asleep = feedings.map((one) => ({ ...one, state: 'Disabled' }))
    const found = await said('assignment', { queues: [...queues, dead], feedings: asleep })
    expect(found.map(({ says }) => says)).toEqual([
      'Nobody works off AssignmentRoutingQueue: its connection to assignmentroutingqueue is disabled, and 0 messages wait.',
      '3 messages could not be handled and wait in AssignmentRoutingDeadLetters.',
    ])
    const unfed = await said('assignment', { feedings: feedings.slice(1) })
    expect(unfed[0]?.says).toBe('Nobody works off AssignmentRoutingQueue: no function is connected to it.')
  })

  it('as no rule holds for them', async () => {
    await aTicket({})
    desk.table.put({ ...desk.table.find(keys.routing(id)), gsi5pk: 'UNROUTED#0' } as never)
    expect((await said('assignment'))[0]).toMatchObject({
      says: expect.stringContaining('No rule holds for 1 ticket'),
      tickets: [id],
    })
  })
})

describe('SLA figures look wrong', () => {
  it('as tickets are past their wake, and the sweep does not come', async () => {
    await quickPolicy()
    await aTicket({ category: 'network' })
    pass(20 * minute)
    const [late] = await said('sla')
    expect(late).toMatchObject({
      says: expect.stringContaining('1 ticket should have been looked at by now'),
      tickets: [id],
    })
    expect(late?.fix).toContain('sla reconcile')
  })

  it('as the execution that should sleep for a ticket is gone', async () => {
    await quickPolicy()
    await aTicket({ category: 'network' })
    await toSupervisor(changed(id))
    expect(await said('sla')).toEqual([])
    desk.machines.end(String(ticketItem(desk).armed?.execution))
    expect((await said('sla'))[0]).toMatchObject({ says: expect.stringContaining('Of 1 executions'), tickets: [id] })
  })

  it('as a calendar never opens', async () => {
    const hours = {
      name: 'Never open',
      timeZone: 'UTC',
      weekly: { mon: [{ from: '09:00', to: '10:00' }] },
      holidays: [],
    }
    const { body } = await call('createCalendar', { as: 'admin', body: hours })
    desk.table.put({ ...desk.table.find(keys.calendar(body.id)), weekly: {} } as never)
    expect((await said('sla'))[0]?.says).toBe('The calendar "Never open" never opens again: clocks by it stand still.')
  })

  it('as the state machine is not active, or a recount was cut off', async () => {
    expect((await said('sla', { machineIsActive: false }))[0]?.says).toBe('The state machine is not active.')
    desk.table.put({ ...keys.generations, serving: 1, filling: 2, last: 2 } as never)
    expect((await said('sla', {}, 'note'))[0]?.says).toContain('A recount of the statistics is under way')
  })
})

describe('mail does not go out', () => {
  const { sender } = works()
  it.each([
    [{ verified: false }, 'The domain desk.example, which the desk writes from, is not verified'],
    [{ sendingEnabled: false }, 'SES has paused the sending'],
    [{ production: false }, 'sandbox'],
    [{ sentToday: 200 }, '200 of 200 mails of a day are sent'],
  ])('as SES does not take it: %o', async (change, words) => {
    const [found] = await said('mail', { sender: { ...sender, ...change } as Works['sender'] })
    expect(found?.says).toContain(words)
  })

  it('as notices wait and nobody looks for them', async () => {
    const at = new Date(Date.now() - 20 * minute).toISOString()
    desk.table.put({
      ...keys.notice('ticket.X.1', 'per_1'),
      gsi5pk: 'NOTICES#0',
      gsi5sk: `${at}#ticket.X.1#per_1`,
      waitsUntil: at,
    })
    expect((await said('mail'))[0]?.says).toBe(
      '1 notice should have gone out by now: nobody looks for those that wait.',
    )
  })

  it('as mails failed: on which tickets, and what SES said', async () => {
    const at = new Date().toISOString()
    const mail = {
      id: 'mal_1',
      ticket: id,
      direction: 'out',
      at,
      stateAt: at,
      state: 'failed',
      subject: 'Re',
      version: 1,
    }
    desk.table.put({
      ...{ ...keys.mail(id, 'mal_1'), ...mail, diagnostic: 'MessageRejected' },
      ...{ gsi6pk: 'MAILS#failed', gsi6sk: `${at}#${id}#mal_1` },
    })
    expect((await said('mail'))[0]).toMatchObject({
      says: '1 mail of the last day could not be sent (last: MessageRejected).',
      tickets: [id],
    })
  })

  it('as the desk is set not to write', async () => {
    await call('changeSettings', { as: 'admin', body: { notices: { answered: false } }, headers: { 'if-match': '*' } })
    expect((await said('mail', {}, 'note'))[0]?.says).toBe('The desk is set not to write of: answered.')
  })
})

describe('stock does not move', () => {
  it('as tickets wait for parts and nobody has moved them for a week', async () => {
    await aTicket({})
    await call('assignTicket', { as: 'agent', id, body: { technician: people.technician.id } })
    await call('startTicket', { as: 'agent', id, body: {} })
    await call('pauseTicket', { as: 'agent', id, body: { status: 'pending_parts', reason: 'A fuse' } })
    expect((await said('stock', {}, 'note'))[0]?.says).toMatch(/^1 ticket waits for parts/)
    pass(8 * 24 * 60 * minute)
    expect((await said('stock'))[0]).toMatchObject({
      says: expect.stringMatching(/^1 ticket of 1 that wait for parts has not moved for a week\..* keeps no stock/),
      tickets: [id],
    })
  })
})

describe('the machinery', () => {
  it.each([
    [
      { stacks: [{ name: 'service-desk-dev', status: 'UPDATE_ROLLBACK_FAILED' }] },
      'The stack service-desk-dev is UPDATE_ROLLBACK_FAILED.',
    ],
    [{ rules: [{ name: 'Ended', enabled: false }] }, 'The rule Ended of the bus is off'],
    [{ recoverable: false }, 'The table cannot be restored to a point in time.'],
    [{ streams: false }, 'The table tells nobody of its changes'],
  ])('%o', async (change, words) => {
    expect((await said('machinery', change))[0]?.says).toContain(words)
  })

  it('a stack that is being changed is no fault', async () => {
    const stacks = [{ name: 'service-desk-dev', status: 'UPDATE_IN_PROGRESS' }]
    expect(await said('machinery', { stacks })).toEqual([])
    expect((await said('machinery', { stacks }, 'note'))[0]?.says).toContain('is being changed at this moment')
  })

  it('events that are not published, and those that never will be', async () => {
    await aTicket({})
    pass(10 * minute)
    expect((await said('machinery'))[0]).toMatchObject({
      says: expect.stringMatching(/^Events are not published/),
      tickets: [id],
    })
    const event = desk.table.find(keys.event(`TICKET#${id}`, 1))
    desk.table.put({ ...event, gsi6pk: 'PARKED#0', parkedBecause: 'too large' } as never)
    const found = await said('machinery')
    expect(found.map(({ says }) => says)).toContainEqual('1 event can never be published as they are.')
  })
})
