import './support/environment.ts'
import { GetCommand } from '@aws-sdk/lib-dynamodb'
import { beforeEach, describe, expect, it } from 'vitest'
import { eventExamples } from '../../events/examples.ts'
import { handler } from '../../functions/notifications/notify.ts'
import { keys } from '../../functions/platform/table/keys.ts'
import { people, teams } from '../support/people.ts'
import { hour, minute } from '../support/time.ts'
import { aDesk, fault, pass, throws } from './support/desk.ts'
import { aTicket, call } from './support/gateway.ts'
import { aPolicyThat, milestoneEvent } from './support/milestones.ts'
import { sentLetters, sentMails } from './support/sent.ts'
import { batch, context, eventsOf, failures } from './support/timers.ts'

const desk = aDesk()
const [technician, supervisor] = [people.technician.id, people.supervisor.id]
beforeEach(async () => {
  expect(await aTicket()).toBe('TKT000001')
  desk.calls.length = 0
})
const toldTo = () => desk.mails.map(({ Destination }) => Destination?.ToAddresses?.[0]?.split('@')[0]).toSorted()
const texts = () => sentLetters(desk)
const deliver = async (...messages: unknown[]) => failures(await handler(batch(messages), context))

function milestone(type: 'sla.warned' | 'sla.breached', to: string[], more: object = {}) {
  const { data, ...envelope } = eventExamples[type]
  const actions = to.map((person) => ({ action: 'notify', who: 'assignee', person }))
  return {
    id: 'x',
    source: 'service-desk',
    'detail-type': type,
    detail: { ...envelope, subject: { kind: 'ticket', id: 'TKT000001' }, data: { ...data, actions } },
    ...more,
  }
}

describe('the notifier', () => {
  it('mails those whom a breach names: what is overdue, since when, and nothing that somebody wrote', async () => {
    pass(hour + 5 * minute)
    expect(await deliver(milestone('sla.breached', [technician]))).toEqual([])
    const [mail] = await sentMails(desk)
    expect(mail).toMatchObject({
      recipient: 'technician@desk.example',
      from: { address: 'desk@desk.example' },
      subject: '[TKT000001] The first response is overdue',
    })
    expect(mail?.text).toContain('was due on Saturday, 21 November 2026 at 11:00 UTC: it is late by 5 minutes')
    expect(mail?.raw).not.toContain('oven')
    expect(mail?.header('auto-submitted')).toBe('auto-generated')
  })

  it('says of a warning how much of the time is used', async () => {
    await deliver(milestone('sla.warned', [technician]))
    expect(texts()[0]?.subject).toBe('[TKT000001] 80 % of the time for the first response is used')
  })

  it('tells each person once of an event, however often it comes', async () => {
    const event = milestone('sla.breached', [technician, supervisor, technician])
    await deliver(event)
    await deliver(event, event)
    expect(toldTo()).toEqual(['supervisor', 'technician'])
  })

  it('tells the same person of another event', async () => {
    await deliver(milestone('sla.warned', [technician]))
    const { detail, ...rest } = milestone('sla.breached', [technician])
    await deliver({ ...rest, detail: { ...detail, id: 'ticket.TKT000001.9' } })
    expect(toldTo()).toEqual(['technician', 'technician'])
  })

  it('is silent when an archive plays events again', async () => {
    await deliver(milestone('sla.breached', [technician], { 'replay-name': 'again' }))
    expect(desk.calls).toEqual([])
    expect(desk.mails).toEqual([])
  })

  it('only does what is a notice: who is assigned is not told by it', async () => {
    const event = milestone('sla.breached', [])
    Object.assign(event.detail.data, {
      actions: [
        { action: 'assign', who: 'supervisor', person: supervisor },
        { action: 'notify', who: 'manager' },
        { action: 'mark-escalated' },
      ],
    })
    await deliver(event)
    expect(desk.mails).toEqual([])
  })

  it('passes over who is not known, and tells the others', async () => {
    const nobody = 'per_0000000000000000000000NNNE'
    expect(await deliver(milestone('sla.breached', [nobody, supervisor]))).toEqual([])
    expect(toldTo()).toEqual(['supervisor'])
  })

  it('tells the others where SES does not take a mail now, and tries that one again', async () => {
    const event = milestone('sla.breached', [technician, supervisor])
    desk.before('SendEmail', throws(fault('TooManyRequestsException')))
    expect(await deliver(event)).toEqual([])
    expect(toldTo()).toEqual(['supervisor'])
    expect(desk.queues.notices).toEqual([{ event: event.detail.id, who: technician, tries: 1 }])
    expect(await deliver(event)).toEqual([])
    expect(toldTo()).toEqual(['supervisor', 'technician'])
  })

  it('tells the others where it cannot tell one of them at all', async () => {
    const event = milestone('sla.breached', [technician, supervisor])
    desk.mocks.table.on(GetCommand, { Key: keys.preferences(technician) }).rejects(fault('InternalServerError'))
    expect(await deliver(event)).toHaveLength(1)
    expect(toldTo()).toEqual(['supervisor'])
  })

  it('tells twice rather than never where it crashed before it knew that the mail had gone', async () => {
    const event = milestone('sla.breached', [technician])
    desk.before('TransactWrite', throws(fault('TimeoutError')))
    expect(await deliver(event)).toEqual([0])
    expect(await deliver(event)).toEqual([])
    expect(toldTo()).toEqual(['technician', 'technician'])
  })

  it('tells once where it crashed after that, once it is sure that it did', async () => {
    const event = milestone('sla.breached', [technician])
    desk.before('Update', () => desk.before('Update', throws(fault('TimeoutError'))))
    expect(await deliver(event)).toEqual([0])
    expect(await deliver(event)).toEqual([0])
    pass(61_000)
    expect(await deliver(event)).toEqual([])
    expect(toldTo()).toEqual(['technician'])
  })

  it('tells once where the same event comes twice at the same moment', async () => {
    const event = milestone('sla.breached', [technician])
    expect(await deliver(event, event)).toHaveLength(1)
    expect(await deliver(event)).toEqual([])
    expect(toldTo()).toEqual(['technician'])
  })

  it('tells once where one fails so late that another has told them meanwhile', async () => {
    const event = milestone('sla.breached', [technician])
    desk.before('SendEmail', async () => {
      pass(61_000)
      expect(await deliver(event)).toEqual([])
      throw fault('TimeoutError')
    })
    expect(await deliver(event)).toEqual([])
    expect(await deliver(event, ...(desk.queues.notices ?? []))).toEqual([])
    expect(toldTo()).toEqual(['technician'])
  })

  it('tells later where it crashed before the mail', async () => {
    const event = milestone('sla.breached', [technician])
    desk.after('Update', throws(fault('TimeoutError')))
    expect(await deliver(event)).toEqual([0])
    expect(toldTo()).toEqual([])
    pass(61_000)
    expect(await deliver(event)).toEqual([])
    expect(toldTo()).toEqual(['technician'])
  })

  it('goes on past a message that is broken', async () => {
    expect(await deliver('{', milestone('sla.warned', [technician]))).toEqual([0])
    expect(toldTo()).toEqual(['technician'])
  })
})

describe('the letter of a milestone', () => {
  it('says by which rule of which policy one gets it, and what was promised', async () => {
    aPolicyThat(desk, [{ action: 'notify', who: 'supervisor' }])
    await deliver(milestoneEvent([{ action: 'notify', who: 'supervisor', person: supervisor }]))
    expect(texts()[0]?.text).toMatch(
      /by the rule for 100 % of the first response in the policy “Plant floor” \(pol_\w+, version 3\)/,
    )
  })

  it('goes to an address that only the policy names, and to none that the event could', async () => {
    aPolicyThat(desk, [{ action: 'notify', address: 'duty@plant.example' }])
    const event = milestoneEvent([{ action: 'notify', who: 'address', place: 0 }])
    expect(JSON.stringify(event)).not.toContain('duty@')
    await deliver(event, event)
    await deliver(event)
    expect(texts().map(({ to }) => to)).toEqual(['duty@plant.example'])
    expect(JSON.stringify(desk.table.items.filter(({ pk }) => String(pk).startsWith('NOTICE#')))).not.toContain('@')
  })

  it('goes to a team’s mailbox where it has one, else to its supervisor and its manager', async () => {
    aPolicyThat(desk, [{ action: 'notify', team: teams.south }])
    const event = milestoneEvent([{ action: 'notify', team: teams.south }])
    await deliver(event)
    expect(toldTo()).toEqual(['manager', 'supervisor'])
    desk.mails.length = 0
    const south = desk.table.find({ pk: `TEAM#${teams.south}`, sk: 'TEAM' })
    desk.table.put({ ...south, email: 'south@desk.example' } as never)
    await deliver({ ...event, detail: { ...event.detail, id: 'ticket.TKT000001.5' } })
    expect(texts().map(({ to }) => to)).toEqual(['south@desk.example'])
  })

  it('goes to each person and each address once, by whatever ways it leads to them', async () => {
    aPolicyThat(desk, [
      { action: 'notify', who: 'supervisor' },
      { action: 'notify', team: teams.north },
      { action: 'notify', address: 'Supervisor@desk.example' },
    ])
    await deliver(
      milestoneEvent([
        { action: 'notify', who: 'supervisor', person: supervisor },
        { action: 'notify', team: teams.north },
        { action: 'notify', who: 'address', place: 2 },
      ]),
    )
    expect(toldTo()).toEqual(['manager', 'supervisor'])
  })

  it.each([
    ['sla.warned', 80, 'We are working on your request'],
    ['sla.breached', 100, 'It takes longer than it should'],
  ] as const)('to the customer of %s has no figure of the desk’s own', async (type, percent, subject) => {
    aPolicyThat(desk, [{ action: 'notify', who: 'customer' }], percent)
    await deliver(milestoneEvent([{ action: 'notify', who: 'customer' }], { type, percent }))
    const [letter] = texts()
    expect(letter).toMatchObject({ to: 'customer@desk.example', subject: `[TKT000001] ${subject}` })
    expect(letter?.text).toContain('The oven display is dark')
    expect(letter?.text.replace(/TKT000001|https:\S+/g, '')).not.toMatch(/\d|%|policy|response|due/)
  })

  it('is not written of a ticket that is gone', async () => {
    const event = milestoneEvent([{ action: 'notify', who: 'supervisor', person: supervisor }], { ticket: 'TKT000099' })
    expect(await deliver(event)).toEqual([])
    expect(desk.mails).toEqual([])
  })
})

describe('escalating by hand', () => {
  const escalated = async (to?: object) => {
    const body = { reason: 'They cancel', ...(to && { to }) }
    expect((await call('escalateTicket', { as: 'agent', id: 'TKT000001', body })).status).toBe(200)
    const { type, ...detail } = eventsOf(desk).find((event) => event.type === 'ticket.escalated') as {
      type: string
    }
    const event = { ...detail, subject: { kind: 'ticket', id: 'TKT000001' } }
    expect(await deliver({ id: 'x', source: 'service-desk', 'detail-type': type, detail: event })).toEqual([])
  }

  it('tells whom it came to, at once, and says no word of the reason', async () => {
    await escalated()
    expect(texts()).toMatchObject([{ to: 'supervisor@desk.example', subject: '[TKT000001] It was escalated to you' }])
    expect(texts()[0]?.text).not.toContain('cancel')
  })

  it('to a team tells those who answer for it', async () => {
    await escalated({ team: teams.south })
    expect(toldTo()).toEqual(['manager', 'supervisor'])
  })

  it('to oneself tells nobody', async () => {
    await escalated({ person: people.agent.id })
    expect(desk.mails).toEqual([])
  })

  it('is told by the milestone where it was a milestone’s doing', async () => {
    const { data, ...envelope } = eventExamples['ticket.escalated']
    expect(data).toHaveProperty('clock')
    const subject = { kind: 'ticket', id: 'TKT000001' }
    const detail = { ...envelope, subject, data: { ...data, to: supervisor } }
    await deliver({ id: 'x', source: 'service-desk', 'detail-type': 'ticket.escalated', detail })
    expect(desk.mails).toEqual([])
  })
})
