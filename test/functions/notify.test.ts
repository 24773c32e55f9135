import './support/environment.ts'
import { SendEmailCommand } from '@aws-sdk/client-sesv2'
import { describe, expect, it } from 'vitest'
import { eventExamples } from '../../events/examples.ts'
import { handler } from '../../functions/notifications/notify.ts'
import { people } from '../support/people.ts'
import { aDesk, fault, pass, throws } from './support/desk.ts'
import { batch, context, failures } from './support/timers.ts'

const desk = aDesk()
const [technician, supervisor] = [people.technician.id, people.supervisor.id]
const toldTo = () => desk.mails.map(({ Destination }) => Destination?.ToAddresses?.[0]?.split('@')[0]).toSorted()
const deliver = async (...messages: unknown[]) => failures(await handler(batch(messages), context))

function milestone(type: 'sla.warned' | 'sla.breached', to: string[], more: object = {}) {
  const { data, ...envelope } = eventExamples[type]
  const actions = to.map((person) => ({ action: 'notify', who: 'assignee', person }))
  return {
    id: 'x',
    source: 'service-desk',
    'detail-type': type,
    detail: { ...envelope, data: { ...data, actions } },
    ...more,
  }
}

describe('the notifier', () => {
  it('mails those whom a breach names: what is overdue, since when, and nothing that somebody wrote', async () => {
    expect(await deliver(milestone('sla.breached', [technician]))).toEqual([])
    expect(desk.mocks.mail).toHaveReceivedCommandWith(SendEmailCommand, {
      FromEmailAddress: 'desk@desk.example',
      Destination: { ToAddresses: ['technician@desk.example'] },
      Content: {
        Simple: {
          Subject: { Data: '[TKT000123] The first response is overdue' },
          Body: { Text: { Data: expect.stringContaining('was due at 2026-11-21T11:00:00.000Z') } },
          Headers: [{ Name: 'Auto-Submitted', Value: 'auto-generated' }],
        },
      },
    })
  })

  it('says of a warning how much of the time is used', async () => {
    await deliver(milestone('sla.warned', [technician]))
    expect(desk.mails[0]?.Content?.Simple?.Subject?.Data).toBe(
      '[TKT000123] 80 % of the time for the first response is used',
    )
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
    await deliver({ ...rest, detail: { ...detail, id: 'ticket.TKT000123.9' } })
    expect(toldTo()).toEqual(['technician', 'technician'])
  })

  it('is silent when an archive plays events again', async () => {
    await deliver(milestone('sla.breached', [technician], { 'replay-name': 'again' }))
    expect(desk.calls).toEqual([])
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

  it('gives a message back where the mail failed, and tells those that were not told yet', async () => {
    const event = milestone('sla.breached', [technician, supervisor])
    desk.after('SendEmail', () => desk.before('SendEmail', throws(fault('TooManyRequestsException'))))
    expect(await deliver(event)).toEqual([0])
    expect(toldTo()).toEqual(['technician'])
    expect(await deliver(event)).toEqual([])
    expect(toldTo()).toEqual(['supervisor', 'technician'])
  })

  it('tells twice rather than never where it crashed after the mail, once it is sure that it did', async () => {
    const event = milestone('sla.breached', [technician])
    desk.before('Update', throws(fault('TimeoutError')))
    expect(await deliver(event)).toEqual([0])
    expect(await deliver(event)).toEqual([0])
    pass(61_000)
    expect(await deliver(event)).toEqual([])
    expect(toldTo()).toEqual(['technician', 'technician'])
  })

  it('tells once where the same event comes twice at the same moment', async () => {
    const event = milestone('sla.breached', [technician])
    expect(await deliver(event, event)).toHaveLength(1)
    expect(await deliver(event)).toEqual([])
    expect(toldTo()).toEqual(['technician'])
  })

  it('tells later where it crashed before the mail', async () => {
    const event = milestone('sla.breached', [technician])
    desk.after('Put', throws(fault('TimeoutError')))
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
