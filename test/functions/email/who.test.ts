import '../support/environment.ts'
import { beforeEach, describe, expect, it } from 'vitest'
import { takeInOnce } from '../../../functions/email/taking.ts'
import { contacts } from '../../../functions/platform/table/customers.ts'
import { customers, people } from '../../support/people.ts'
import { aDesk } from '../support/desk.ts'
import { call } from '../support/gateway.ts'
import { Intake, type Letter, letter } from '../support/mailbox.ts'
import { ticketItem } from '../support/timers.ts'

const desk = aDesk()
let intake: Intake
beforeEach(() => {
  intake = new Intake(desk)
})

/** The ticket that a mail opens, and who asked for it. */
async function openedBy(given: Letter) {
  const { ticket = '', state } = await intake.take(letter(given))
  expect(state).toBe('opened')
  const item = ticketItem(desk, ticket)
  const requester = desk.table.find({ pk: `PERSON#${item.requester}`, sk: 'PERSON' })
  return { ticket: item, requester, mail: intake.mailsOf(ticket)[0] }
}

const withDomains = (domains: string[]) =>
  call('changeCustomer', { id: customers.bakery, as: 'admin', body: { domains }, headers: { 'if-match': '"1"' } })

describe('who writes', () => {
  it('is a contact by their address, in any case and with any tag', async () => {
    for (const from of ['customer@desk.example', 'Customer@DESK.example', 'customer+printer@desk.example']) {
      const { ticket, mail } = await openedBy({ from })
      expect(ticket).toMatchObject({ requester: people.customer.id, customer: customers.bakery })
      expect(mail).toMatchObject({ person: people.customer.id, from: from.toLowerCase() })
    }
  })

  it('is the contact that was made with a tag, once they write without one, or with another', async () => {
    const first = await openedBy({ from: 'Anna <anna+desk@elsewhere.example>' })
    for (const from of ['anna@elsewhere.example', 'ANNA+other@elsewhere.example', 'anna+desk@elsewhere.example']) {
      expect((await openedBy({ from })).ticket.requester).toBe(first.ticket.requester)
    }
  })

  it('leaves no room for a second contact with the same mailbox', async () => {
    const make = (address: string) => call('createContact', { body: { name: 'Somebody', emails: [{ address }] } })
    expect((await make('lena+desk@elsewhere.example')).status).toBe(201)
    expect((await make('lena@elsewhere.example')).status).toBe(409)
    expect((await make('lena+other@elsewhere.example')).status).toBe(409)
  })

  it('is a new contact of a company whose domain is known', async () => {
    expect((await withDomains(['oven-works.example'])).status).toBe(200)
    const { ticket, requester } = await openedBy({ from: 'Shift Lead <shift@oven-works.example>' })
    expect(ticket.customer).toBe(customers.bakery)
    expect(requester).toMatchObject({
      name: 'Shift Lead',
      customer: customers.bakery,
      wholeCustomer: false,
      emails: [{ address: 'shift@oven-works.example', verified: false }],
    })
  })

  it('is of no company where the mail may be forged, or where anybody may have the domain', async () => {
    await withDomains(['oven-works.example', 'gmail.com'])
    const forged = await openedBy({ from: 'shift@oven-works.example', verdicts: 'failed' })
    expect([forged.ticket.customer, forged.requester?.customer]).toEqual([undefined, undefined])
    expect((await openedBy({ from: 'somebody@gmail.com' })).ticket.customer).toBeUndefined()
    expect((await openedBy({ from: 'x@not-oven-works.example' })).ticket.customer).toBeUndefined()
  })

  it('is a new contact whom nobody has proved anything about', async () => {
    const { requester } = await openedBy({ from: '"=?utf-8?q?Caf=C3=A9?=" <cafe@corner.example>' })
    expect(requester).toMatchObject({ name: 'Café', emails: [{ address: 'cafe@corner.example', verified: false }] })
    expect(contacts.schema.safeParse(requester).success).toBe(true)
  })

  it('is one contact, however many mails they send at the same time', async () => {
    const from = 'hasty@corner.example'
    const keys = [intake.put(letter({ from, text: 'One' })), intake.put(letter({ from, text: 'Two' }))]
    desk.before('TransactWrite', () => takeInOnce(keys[1] as string, 'run-2'))
    await takeInOnce(keys[0] as string, 'run-1')
    const requesters = intake.tickets.map((number) => ticketItem(desk, number).requester)
    expect(requesters).toHaveLength(2)
    expect(new Set(requesters).size).toBe(1)
  })

  it('is nobody where the mail does not say: the desk takes it down itself', async () => {
    const { ticket, mail } = await openedBy({ from: 'undisclosed' })
    expect(ticket.requester).toBe('system')
    expect(mail).toMatchObject({ marked: ['no-sender'], unanswered: true })
  })

  it('is staff where that is believed, and never where it is not', async () => {
    const good = await openedBy({ from: 'agent@desk.example' })
    expect(good.ticket.requester).toBe(people.agent.id)
    for (const verdicts of ['failed', 'unknown'] as const) {
      const { ticket, mail } = await openedBy({ from: 'agent@desk.example', verdicts })
      expect(ticket).toMatchObject({ requester: 'system', tags: ['mail-not-believed'] })
      expect(mail).toMatchObject({ marked: ['not-believed'], unanswered: true })
    }
  })

  it('is whoever filled in a form of our own, as far as one can be believed who only says so', async () => {
    const { requester, mail } = await openedBy({
      from: 'desk@desk.example',
      headers: { 'Reply-To': 'Visitor <visitor@corner.example>' },
    })
    expect(requester).toMatchObject({ name: 'Visitor' })
    expect(mail).toMatchObject({ from: 'visitor@corner.example' })
    const pretended = await openedBy({ from: 'desk@desk.example', headers: { 'Reply-To': 'agent@desk.example' } })
    expect(pretended.ticket.requester).toBe('system')
  })

  it('is written to where they wrote from', async () => {
    const { status } = await call('changeContact', {
      id: people.customer.id,
      as: 'agent',
      body: { emails: [{ address: 'customer@desk.example' }, { address: 'second@home.example' }] },
      headers: { 'if-match': '"1"' },
    })
    expect(status).toBe(200)
    expect((await openedBy({ from: 'second@home.example' })).ticket.contact).toEqual({ email: 'second@home.example' })
    expect((await openedBy({ from: 'customer@desk.example' })).ticket.contact).toBeUndefined()
  })

  it('who is marked by what the receiving server says', async () => {
    const { ticket, mail } = await openedBy({ spam: 'FAIL', virus: 'FAIL', verdicts: 'failed' })
    expect(mail).toMatchObject({
      marked: ['not-believed', 'spam', 'virus'],
      unanswered: true,
      verdicts: { spam: 'fail', virus: 'fail', dmarc: 'fail' },
    })
    expect(ticket.tags).toEqual(['mail-not-believed', 'mail-spam', 'mail-virus'])
  })
})
