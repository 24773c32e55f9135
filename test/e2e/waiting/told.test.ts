import { expect, it } from 'vitest'
import { plus } from '../../../domain/time.ts'
import type { SentMail } from '../../../infra/local/mail/outbox.ts'
import { readOutputs } from '../../../infra/local/outputs.ts'
import { people } from '../../../infra/local/people.ts'
import { deskAt, open } from '../../support/desk.ts'
import { eventually, passed } from '../../support/eventually.ts'
import { mailsAbout } from '../../support/mail.ts'

const desk = deskAt(readOutputs())
const { call, outputs } = desk
const { customer, manager } = people
const second = 1000

/** The subjects of what somebody was sent that is about no one ticket. */
async function digestsTo(email: string): Promise<string[]> {
  const answer = await fetch(`${outputs.outboxUrl}/mails.json?limit=1000&about=${encodeURIComponent('News of')}`)
  const { mails } = (await answer.json()) as { mails: SentMail[] }
  return mails.flatMap(({ recipients, subject }) => (recipients.includes(email) ? [subject] : []))
}

it('what happens to a ticket within a minute comes in one mail after the first, and a digest at its time', async () => {
  const digestAt = new Date(Date.now() + 160 * second).toISOString().slice(11, 16)
  const body = { notices: { mentioned: 'digest', atRisk: 'digest' }, digestAt, timeZone: 'UTC' } as const
  expect((await call('putNotificationPreferences', 'manager', { id: 'me', body })).status).toBe(200)
  const { number: id, createdAt } = await open(desk)
  for (const words of ['One', 'Two', 'Three']) {
    expect((await call('addComment', 'agent', { id, body: { body: words } })).status).toBe(201)
  }
  const toCustomer = async () => (await mailsAbout(outputs, id)).filter((mail) => mail.startsWith(customer.email))
  await eventually('the first is out', async () => (await toCustomer()).length === 2)
  // What somebody wished before may be remembered for a minute.
  await passed(plus(createdAt, 61 * second))
  const named = { body: `Have a look, @${manager.id}`, internal: true }
  expect((await call('addComment', 'agent', { id, body: named })).status).toBe(201)
  await eventually('the others are out, together', async () => (await toCustomer()).length === 3, 150 * second)
  await eventually('the digest is out', async () => (await digestsTo(manager.email)).length > 0, 200 * second)
  expect((await toCustomer()).length).toBe(3)
  expect((await mailsAbout(outputs, id)).filter((mail) => mail.startsWith(manager.email))).toEqual([])
}, 400_000)
