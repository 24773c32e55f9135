import { describe, expect, it } from 'vitest'
import { customers, people } from '../support/people.ts'
import { aDesk, fault } from './support/desk.ts'
import { aTicket, call, kindOf } from './support/gateway.ts'

const desk = aDesk()
const { customer, colleague, otherCustomer } = people
const merge = (id: string, into: string, more: object = {}, as: 'agent' | 'manager' = 'agent') =>
  call('mergeContacts', { id, as, body: { into, ...more } })
const seenBy = async (as: 'customer' | 'colleague') =>
  (await call('listTickets', { as })).body.items.map(({ number }: { number: string }) => number).toSorted()

describe('two contacts who are one person', () => {
  it('have their addresses and phones together, and their tickets', async () => {
    await call('changeContact', { id: customer.id, body: { phones: [{ number: '+441632960001' }], notes: 'Old' } })
    await call('changeContact', { id: colleague.id, body: { language: 'de' } })
    const old = await aTicket({ title: 'Asked before' }, 'customer')
    const own = await aTicket({ title: 'Asked after' }, 'colleague')
    expect(await seenBy('colleague')).toEqual([own])
    const { status, body, headers } = await merge(customer.id, colleague.id)
    expect(status).toBe(200)
    expect(body).toMatchObject({ id: colleague.id, language: 'de', notes: 'Old', mergedFrom: [customer.id] })
    expect(body.emails.map(({ address }: { address: string }) => address)).toEqual([
      'colleague@desk.example',
      'customer@desk.example',
    ])
    expect(headers.etag).toBe(`"${body.version}"`)
    expect((await call('getContact', { id: customer.id })).body).toMatchObject({ mergedInto: colleague.id, emails: [] })
    // By whichever login they come: they see what either asked for.
    expect(await seenBy('colleague')).toEqual([old, own])
    expect(await seenBy('customer')).toEqual([old, own])
    expect((await call('getTicket', { id: old, as: 'colleague' })).status).toBe(200)
    const found = await call('listContacts', { query: { email: 'customer@desk.example' } })
    expect(found.body.items.map(({ id }: { id: string }) => id)).toEqual([colleague.id])
    const listed = await call('listContacts', { query: { customer: customers.bakery } })
    expect(listed.body.items.map(({ id }: { id: string }) => id)).not.toContain(customer.id)
  })

  it('are found through as many merges as there were', async () => {
    const { body: third } = await call('createContact', { body: { name: 'Third', customer: customers.bakery } })
    const old = await aTicket({}, 'customer')
    await merge(customer.id, colleague.id)
    const { body } = await merge(colleague.id, third.id)
    expect(body.mergedFrom).toEqual([colleague.id, customer.id])
    expect(await seenBy('customer')).toEqual([old])
    expect((await call('getContact', { id: third.id, as: 'customer' })).status).toBe(200)
  })

  it.each([
    ['with themselves', customer.id, customer.id, 409],
    ['of different customers, unless that is meant', customer.id, otherCustomer.id, 409],
    ['with somebody who works here', customer.id, people.agent.id, 400],
    ['with nobody', customer.id, 'per_0000000000000000000000NNNE', 400],
    ['who is nobody', 'per_0000000000000000000000NNNE', customer.id, 404],
  ])('are not merged %s', async (_, id, into, status) => {
    expect((await merge(id, into)).status).toBe(status)
  })

  it('are merged across customers where that is said', async () => {
    expect((await merge(customer.id, otherCustomer.id, { acrossCustomers: true })).status).toBe(200)
  })

  it('are merged once', async () => {
    expect((await merge(customer.id, colleague.id)).status).toBe(200)
    for (const [id, into] of [
      [customer.id, colleague.id],
      [colleague.id, customer.id],
    ] as const) {
      const answer = await merge(id, into)
      expect([answer.status, kindOf(answer)]).toEqual([409, 'conflict'])
    }
    expect((await call('changeContact', { id: customer.id, body: { name: 'Back' } })).status).toBe(409)
  })

  it('are merged as they were read, where the caller says so', async () => {
    await call('changeContact', { id: customer.id, body: { notes: 'Moved house' } })
    const ask = (version: number) =>
      call('mergeContacts', {
        id: customer.id,
        body: { into: colleague.id },
        headers: { 'if-match': `"${version}"` },
      })
    const late = await ask(1)
    expect([late.status, late.body.changes]).toMatchObject([412, [{ type: 'contact.updated', fields: ['notes'] }]])
    expect((await ask(2)).status).toBe(200)
  })

  it('are merged whole or not at all, whatever comes between', async () => {
    desk.after('TransactWrite', () => {
      throw fault('TimeoutError')
    })
    const headers = { 'idempotency-key': 'once' }
    const ask = () => call('mergeContacts', { id: customer.id, body: { into: colleague.id }, headers })
    expect((await ask()).status).toBe(500)
    const again = await ask()
    expect([again.status, again.headers['idempotent-replayed']]).toEqual([200, 'true'])
    // Somebody changes one of them at the same time: decided again.
    desk.open()
    desk.before('TransactWrite', async () => {
      await call('changeContact', { id: colleague.id, body: { emails: [{ address: 'new@desk.example' }] } })
    })
    const { body } = await merge(customer.id, colleague.id)
    expect(body.emails.map(({ address }: { address: string }) => address)).toEqual([
      'new@desk.example',
      'customer@desk.example',
    ])
    const claims = desk.table.filter(({ pk }) => String(pk).startsWith('CLAIM#emails#')).map(({ pk, id }) => [pk, id])
    expect(claims).toContainEqual(['CLAIM#emails#new@desk.example', colleague.id])
  })
})

describe('everything about a customer', () => {
  type Entry = { kind: string; at: string; number?: string; ticket?: { number: string } }
  const whole = async (as: 'agent' | 'customer' | 'customersManager' | 'otherTechnician', limit = '2') => {
    const found: Entry[] = []
    let cursor: string | undefined
    do {
      const query = { limit, ...(cursor && { cursor }) }
      const { status, body } = await call('listTimeline', { id: customers.bakery, as, query })
      expect(status).toBe(200)
      found.push(...body.items)
      cursor = body.next
    } while (cursor)
    return found
  }

  it('comes in one list, newest first, page by page; what is among staff stays there', async () => {
    const theirs = await aTicket({}, 'customer')
    const colleagues = await aTicket({}, 'colleague')
    await call('createProduct', { id: customers.bakery, body: { name: 'Oven' } })
    for (const id of [theirs, colleagues]) {
      await call('addComment', { id, body: { body: 'Seen' } })
      await call('addComment', { id, body: { body: 'Careful', internal: true } })
      await call('logCall', { id, body: { direction: 'outbound', outcome: 'reached', number: '+441632960001' } })
    }
    const kinds = (entries: Entry[]) =>
      entries
        .map(({ kind }) => kind)
        .toSorted()
        .join(' ')
    const staffs = await whole('agent')
    expect(kinds(staffs)).toBe('call call comment comment comment comment product ticket ticket')
    expect(staffs.map(({ at }) => at)).toEqual(
      staffs
        .map(({ at }) => at)
        .toSorted()
        .reverse(),
    )
    expect(await whole('agent', '50')).toEqual(staffs)
    expect(kinds(await whole('customersManager'))).toBe('comment comment product ticket ticket')
    const own = await whole('customer')
    expect(kinds(own)).toBe('comment product ticket')
    expect(own.flatMap(({ number, ticket }) => number ?? ticket?.number ?? [])).toEqual([theirs, theirs])
    expect(kinds(await whole('otherTechnician'))).toBe('product')
  })

  it('is not there for other customers, nor where there is none', async () => {
    for (const [id, as] of [
      [customers.bakery, 'otherCustomer'],
      ['cus_0000000000000000000000NNNE', 'agent'],
    ] as const) {
      expect((await call('listTimeline', { id, as })).status).toBe(404)
    }
  })
})
