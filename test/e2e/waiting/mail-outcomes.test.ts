import { beforeAll, describe, expect, it } from 'vitest'
import type { SentMail } from '../../../infra/local/mail/outbox.ts'
import { readOutputs } from '../../../infra/local/outputs.ts'
import { people } from '../../../infra/local/people.ts'
import type { Mail } from '../../../schemas/mail.ts'
import { deskAt, unique } from '../../support/desk.ts'
import { eventually } from '../../support/eventually.ts'
import { historyOf, ofType } from '../../support/history.ts'
import { mailboxOf } from '../../support/mailbox.ts'
import { minute } from '../../support/time.ts'

const outputs = readOutputs()
const desk = deskAt(outputs)
const { call } = desk

/** SES says on the default bus what became of a mail. */
async function becomes(outcome: string, { id }: SentMail): Promise<void> {
  const answer = await fetch(`${outputs.outboxUrl}/mails/${id}/outcome`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ outcome }),
  })
  expect(answer.status).toBe(201)
}

const mailsOf = async (id: string) => (await call('listMails', 'agent', { id })).body.items
const contactWith = async (email: string) => (await call('listContacts', 'agent', { query: { email } })).body.items[0]
const suppressed = async () => (await call('listSuppressions', 'agent')).body.items.map(({ address }) => address)
const mailSaying = (what: string, id: string, is: (mail: Mail) => boolean) =>
  eventually(what, async () => (await mailsOf(id)).find(is))

describe('a mail that does not come', () => {
  const wrong = mailboxOf(outputs, `${unique('typo')}@acme.example`)
  const right = mailboxOf(outputs, `${unique('right')}@acme.example`)
  const agent = mailboxOf(outputs, people.technician.email)
  let id: string
  let reply: SentMail

  beforeAll(async () => {
    const subject = unique('The scale is off')
    await wrong.write({ subject, text: 'By two grams.' })
    reply = await wrong.gets('the desk has answered', subject)
    id = /\[([A-Z]+\d+)\]/.exec(reply.subject)?.[1] ?? ''
    await call('assignTicket', 'agent', { id, body: { technician: people.technician.id } })
  })

  it('is delayed, then delivered, whatever comes first', async () => {
    await becomes('delivered', reply)
    await mailSaying('it came', id, ({ state }) => state === 'delivered')
    await becomes('delayed', reply)
    expect((await mailsOf(id)).some(({ state }) => state === 'delayed')).toBe(false)
  })

  it(
    'comes back: the ticket, the contact and the list say so, and whoever has it is told',
    async () => {
      await becomes('bounced', reply)
      await becomes('bounced', reply)
      await mailSaying('it came back', id, ({ state }) => state === 'bounced')
      const told = await eventually(
        'the agent hears of it',
        async () => (await agent.inbox(id)).find(({ text }) => text.includes(wrong.address)),
        // What concerns them within a minute of another comes in one mail.
        minute * 2.5,
      )
      expect(told.subject).toContain(id)
      expect((await contactWith(wrong.address))?.emails[0]?.suppressed).toMatchObject({ because: 'bounced' })
      expect(await suppressed()).toContain(wrong.address)
      expect(ofType(await historyOf(desk, id), 'mail.bounced')).toHaveLength(1)
      const { items } = (await call('listTroubledMails', 'agent', { query: { state: 'bounced' } })).body
      expect(items.map(({ ticket }) => ticket)).toContain(id)
    },
    minute * 3,
  )

  it('is sent again to the address that was meant', async () => {
    const bounced = await mailSaying('it came back', id, ({ state }) => state === 'bounced')
    const params = { id, mail: bounced.id }
    const refused = await call('resendMail', 'agent', { params })
    expect([refused.status, refused.problem.detail]).toEqual([409, expect.stringContaining('came back for good')])
    const contact = await contactWith(wrong.address)
    const body = { emails: [{ address: right.address, verified: false }] }
    expect((await call('changeContact', 'agent', { id: contact?.id ?? '', body })).status).toBe(200)
    const key = { 'idempotency-key': unique('again') }
    const again = await call('resendMail', 'agent', { params, headers: key })
    expect((await call('resendMail', 'agent', { params, headers: key })).body).toEqual(again.body)
    const came = await right.gets('the same letter', id)
    expect(came.text).toBe(reply.text)
    await becomes('delivered', came)
    await mailSaying('it came', id, (mail) => mail.id === again.body.id && mail.state === 'delivered')
    expect(await right.inbox(id)).toHaveLength(1)
    const { items } = (await call('listTroubledMails', 'agent', { query: { state: 'bounced' } })).body
    expect(items.map((mail) => mail.id)).not.toContain(bounced.id)
  })

  it('stops what nobody wrote, until a supervisor lifts that', async () => {
    const params = { address: wrong.address }
    expect((await call('liftSuppression', 'agent', { params })).status).toBe(403)
    expect((await call('liftSuppression', 'supervisor', { params })).status).toBe(204)
    expect(await suppressed()).not.toContain(wrong.address)
    expect((await call('liftSuppression', 'supervisor', { params })).status).toBe(404)
  })
})

it('whoever complains is not written to by itself any more', async () => {
  const customer = mailboxOf(outputs, `${unique('angry')}@acme.example`)
  const subject = unique('Noise')
  await customer.write({ subject, text: 'All night.' })
  const reply = await customer.gets('the desk has answered', subject)
  const id = /\[([A-Z]+\d+)\]/.exec(reply.subject)?.[1] ?? ''
  await becomes('complained', reply)
  await mailSaying('it was not wanted', id, ({ state }) => state === 'complained')
  await call('resolveTicket', 'agent', { id, body: { resolution: 'A new bearing' } })
  const kept = await mailSaying('the next did not go', id, ({ state }) => state === 'suppressed')
  expect(kept).toMatchObject({ diagnostic: 'complained', notice: 'resolved' })
  expect(await customer.inbox(id)).toHaveLength(1)
})
