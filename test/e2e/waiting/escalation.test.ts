import { createHmac } from 'node:crypto'
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager'
import { ulid } from 'ulid'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { keys } from '../../../functions/platform/table/keys.ts'
import { clientFor } from '../../../infra/local/environment.ts'
import { readOutputs } from '../../../infra/local/outputs.ts'
import { people, team } from '../../../infra/local/people.ts'
import type { EscalationAction } from '../../../schemas/escalation.ts'
import { deskAt, open, promise, unique } from '../../support/desk.ts'
import { type EventLog, listen } from '../../support/event-log.ts'
import { eventually, passed } from '../../support/eventually.ts'
import { historyOf, ofType } from '../../support/history.ts'
import { mailsAbout } from '../../support/mail.ts'
import { type Received, type Receiver, receiver } from '../../support/receiver.ts'
import { firedAll } from '../../support/timers.ts'

const desk = deskAt(readOutputs())
const { call, machine, outputs, table } = desk
const { supervisor, manager, customer } = people

let log: EventLog
let there: Receiver
let secret: string
beforeAll(async () => {
  log = listen(outputs)
  there = await receiver()
  const secrets = new SecretsManagerClient(clientFor(outputs.endpoint))
  const { SecretString } = await secrets.send(new GetSecretValueCommand({ SecretId: outputs.webhookSecretArn }))
  secret = String(SecretString)
})
afterAll(async () => {
  await there.stop()
  await log.stop()
})

/** Opens a ticket whose first response is breached within seconds, with these actions then. */
async function breaching(actions: readonly EscalationAction[], more = {}) {
  const escalation = [{ clock: 'response', atPercent: 100, actions }]
  const { tag } = await promise(desk, { response: 'PT3S', resolution: 'PT1H' }, { escalation })
  return open(desk, { tags: [tag], ...more })
}

const none: Received = { path: '', headers: {}, body: '' }
const mails = (number: string) => mailsAbout(outputs, number)
const signatureOf = (id: string, timestamp: string, body: string) =>
  `v1,${createHmac('sha256', Buffer.from(secret, 'base64')).update(`${id}.${timestamp}.${body}`).digest('base64')}`

describe.concurrent('a breach', () => {
  it('does all that its rule asks for beyond the ticket, once, however often its event comes', async () => {
    const path = `/${unique('hook')}`
    const duty = `${unique('duty')}@plant.example`
    const { number } = await breaching(
      [
        { action: 'notify', address: duty },
        { action: 'notify', who: 'customer' },
        { action: 'notify', team: team.id },
        { action: 'webhook', url: `${there.url}${path}` },
        { action: 'follow-up', note: 'Ask what it needs', after: 'PT1H' },
      ],
      { contact: { email: customer.email } },
    )
    const [breach] = ofType(await firedAll(desk, number, ['response 100']), 'sla.breached')
    expect(breach?.data.actions).toHaveLength(5)
    expect(JSON.stringify(breach?.data)).not.toContain('@')

    const told = [
      `${duty}: The first response is overdue`,
      `${customer.email}: It takes longer than it should`,
      ...[supervisor, manager].map(({ email }) => `${email}: The first response is overdue`),
    ]
    const opened = `${customer.email}: We have received your request`
    await eventually('all mails are out', async () => (await mails(number)).length >= told.length + 1)
    expect((await mails(number)).toSorted()).toEqual([opened, ...told].toSorted())

    const theirs = () => there.received.filter((one) => one.path === path)
    await eventually('the webhook was called', () => theirs().length > 0)
    const [{ headers, body } = none] = theirs()
    const { type, timestamp, ...envelope } = JSON.parse(body)
    expect([type, timestamp]).toEqual(['sla.breached', breach?.occurredAt])
    const onBus = await eventually('it is on the bus', () =>
      log.of(number).find(({ detail }) => detail.id === breach?.id),
    )
    expect(envelope).toEqual(onBus.detail)
    const id = String(headers['webhook-id'])
    expect(id).toBe(`${String(breach?.id).replaceAll('.', '_')}_3`)
    expect(headers['webhook-signature']).toBe(signatureOf(id, String(headers['webhook-timestamp']), body))

    const followUps = async () => (await call('listFollowUps', 'agent', { id: number })).body.items
    await eventually('the follow-up is open', async () => (await followUps()).length > 0)
    expect(await followUps()).toMatchObject([{ note: 'Ask what it needs', createdBy: { role: 'system' } }])
    const [added] = ofType(await historyOf(desk, number), 'ticket.follow-up-added')
    expect(added).toMatchObject({ causationId: breach?.id })

    for (const who of ['webhook.3', 'follow-up.4', supervisor.id, manager.id, 'place.0']) {
      await eventually(`it is written down: ${who}`, () => table.told(String(breach?.id), who))
    }
    const before = await mails(number)
    const message = JSON.stringify({ source: 'service-desk', 'detail-type': 'sla.breached', detail: onBus.detail })
    const Records = [{ messageId: '0', eventSource: 'aws:sqs', body: message }]
    for (const name of ['notifications-notify', 'escalations-webhook', 'escalations-follow-up'] as const) {
      expect(await machine.run(name, { Records })).toEqual({ batchItemFailures: [] })
    }
    expect([(await mails(number)).length, theirs().length, (await followUps()).length]).toEqual([before.length, 1, 1])
  })

  it('reminds who is not at work when they are, and is told at once to who has an urgent ticket', async () => {
    const [person, calendar] = [`per_${ulid()}`, await opensSoon()]
    const email = `${unique('night')}@desk.example`
    await table.put({
      ...keys.person(person),
      id: person,
      email,
      role: 'technician',
      teams: [team.id],
      calendar: calendar.id,
    })
    const late = async (priority: 'high' | 'urgent') => {
      const { number } = await breaching([{ action: 'notify', who: 'assignee' }], { priority })
      await call('assignTicket', 'agent', { id: number, body: { technician: person } })
      const [breach] = ofType(await firedAll(desk, number, ['response 100']), 'sla.breached')
      return { number, event: String(breach?.id) }
    }
    const [waiting, urgent] = await Promise.all([late('high'), late('urgent')])
    const toldOf = async (number: string) =>
      (await mails(number)).filter((mail) => mail === `${email}: The first response is overdue`).length
    await eventually('the urgent one is told', async () => (await toldOf(urgent.number)) === 1)
    await eventually('the other waits', () => table.has(keys.notice(waiting.event, person)))
    expect(await toldOf(waiting.number)).toBe(0)
    await passed(calendar.opensAt)
    expect(await machine.run('notifications-release', {})).toMatchObject({ released: expect.any(Number) })
    await eventually('it is told', async () => (await toldOf(waiting.number)) === 1)
    await machine.run('notifications-release', {})
    expect(await toldOf(waiting.number)).toBe(1)
    // Calendars open by the minute.
  }, 180_000)
})

/** A calendar that is closed, and opens every day at a minute that comes within 15 to 75 seconds. */
async function opensSoon(): Promise<{ id: string; opensAt: string }> {
  const minute = 60_000
  const opens = new Date(Math.ceil((Date.now() + 15_000) / minute) * minute)
  const opensAt = opens.toISOString()
  const from = opensAt.slice(11, 16)
  // Around midnight the day is cut short: nothing is open then but what this test waits for.
  const weekly = Object.fromEntries(
    ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'].map((on) => [on, [{ from, to: '24:00' }]]),
  )
  const body = { name: unique('Night'), timeZone: 'UTC', weekly, holidays: [] }
  const answer = await call('createCalendar', 'admin', { body })
  expect(answer.status).toBe(201)
  return { id: answer.body.id, opensAt }
}

describe.concurrent('escalating by hand', () => {
  it('hands the ticket up, tells whom it comes to, and moves no clock', async () => {
    const { number } = await open(desk)
    const before = (await call('getSlaTracking', 'agent', { id: number })).body.clocks.map(({ dueAt }) => dueAt)
    const { status, body } = await call('escalateTicket', 'agent', {
      id: number,
      body: { reason: 'They threaten to cancel', notes: 'Call today' },
    })
    expect(status).toBe(200)
    expect(body).toMatchObject({ assignee: supervisor.id, escalationLevel: 1, status: 'assigned' })
    await eventually('they are told', async () =>
      (await mails(number)).includes(`${supervisor.email}: It was escalated to you`),
    )
    const after = (await call('getSlaTracking', 'agent', { id: number })).body.clocks.map(({ dueAt }) => dueAt)
    expect(after).toEqual(before)
    const [entry] = ofType(await historyOf(desk, number), 'ticket.escalated')
    expect(entry).toMatchObject({ detail: { reason: 'They threaten to cancel', notes: 'Call today' } })
    const published = await eventually('it is on the bus', () =>
      log.of(number).find(({ type }) => type === 'ticket.escalated'),
    )
    expect(JSON.stringify(published)).not.toMatch(/cancel|today/)
    expect((await call('escalateTicket', 'customer', { id: number, body: { reason: 'Hurry' } })).status).toBe(403)
  })
})
