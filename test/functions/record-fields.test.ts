import { beforeEach, describe, expect, it } from 'vitest'
import { customers, people, teams } from '../support/people.ts'
import { hour, minute } from '../support/time.ts'
import { aDesk, pass } from './support/desk.ts'
import { aTicket, call } from './support/gateway.ts'

const desk = aDesk()
const site = `sit_${'1'.padStart(26, '0')}`
const product = `prd_${'1'.padStart(26, '0')}`
const contract = `ctr_${'1'.padStart(26, '0')}`
const kept = { version: 1, createdAt: '2026-01-01T00:00:00.000Z', updatedAt: '2026-01-01T00:00:00.000Z' }

/** Something of a customer's, as the table has it. */
function owns(kind: string, id: string, more: object, customer: string = customers.bakery): void {
  const value = { id, customer, name: 'A thing', ...kept, ...more }
  desk.table.put({ pk: `CUSTOMER#${customer}`, sk: `${kind}#${id}`, ...value })
}
const customFields = {
  floor: { label: 'Floor', type: 'number', customers: 'set' },
  cause: { label: 'Cause', type: 'choice', choices: ['wear', 'abuse'] },
}
const ticket = async (id: string, as: keyof typeof people = 'agent') => (await call('getTicket', { id, as })).body
const wrong = async (name: 'createTicket' | 'patchTicket' | 'replaceTicket', asked: object) => {
  const { status, body } = await call(name, asked)
  expect(status).toBe(400)
  return body.errors.map(({ path, message }: { path: string; message: string }) => `${path} ${message}`)
}

beforeEach(async () => {
  owns('SITE', site, {})
  owns('PRODUCT', product, {
    serialNumber: 'SN 4471-0099',
    criticality: 'critical',
    warranty: { startsOn: '2026-01-01', endsOn: '2026-11-21' },
  })
  owns('CONTRACT', contract, {
    kind: 'amc',
    startsOn: '2026-01-01',
    endsOn: '2026-12-31',
    coversAll: true,
    products: [],
  })
  const patch = { customFields, categories: { network: ['wifi', 'vpn'] } }
  await call('changeSettings', { as: 'admin', body: patch })
})

const everything = {
  title: 'The oven display is dark',
  description: 'Since the storm',
  priority: 'high',
  type: 'complaint',
  category: 'network',
  subCategory: 'wifi',
  tags: ['oven'],
  contact: { email: 'bakery@example.com' },
  language: 'de-AT',
  site,
  product,
  serialNumber: 'SN 1',
  warranty: 'unknown',
  contract,
  custom: { floor: 2, cause: 'wear' },
}

describe('a ticket', () => {
  it('keeps every field that it is given', async () => {
    const given = { ...everything, customer: customers.bakery, channel: 'email', channelId: '<4711@mail.example>' }
    const id = await aTicket(given, 'agent')
    expect(await ticket(id)).toMatchObject({ ...given, brand: 'main', counts: { comments: 0, attachments: 0 } })
  })

  it('knows of its product what nobody said', async () => {
    const id = await aTicket({ product })
    expect(await ticket(id)).toMatchObject({ product, warranty: 'in_warranty', serialNumber: 'SN 4471-0099' })
    pass(24 * hour)
    expect(await ticket(await aTicket({ product }))).toMatchObject({ warranty: 'out_of_warranty' })
    expect(
      await ticket(await aTicket({ product, warranty: 'in_warranty', customer: customers.bakery }, 'agent')),
    ).toMatchObject({
      warranty: 'in_warranty',
    })
  })

  it('is judged by how critical its product is', async () => {
    const id = await aTicket({ product, priority: undefined })
    expect(await ticket(id)).toMatchObject({ priority: 'high' })
  })

  it('shows callers from outside what is for them', async () => {
    const id = await aTicket({ ...everything, customer: customers.bakery, channelId: '4711' }, 'agent')
    await call('assignTicket', { id, body: { technician: people.technician.id } })
    await call('assignTicket', { id, body: { technician: people.teammate.id } })
    const seen = await ticket(id, 'partner')
    expect(seen).toMatchObject({ subCategory: 'wifi', site, product, contract, language: 'de-AT' })
    expect(seen.custom).toEqual({ floor: 2 })
    for (const field of ['channelId', 'assignments', 'counts', 'escalationLevel'])
      expect(seen).not.toHaveProperty(field)
    expect(await ticket(id)).toMatchObject({ custom: { floor: 2, cause: 'wear' }, channelId: '4711' })
  })

  it('remembers with whom it was, from when to when', async () => {
    const id = await aTicket()
    const assign = (technician: string | undefined, team?: string) =>
      call('assignTicket', { id, body: { ...(technician && { technician }), ...(team && { team }) } })
    pass(minute)
    await assign(people.technician.id)
    const since = (await ticket(id)).assignedAt
    pass(minute)
    await assign(people.technician.id)
    pass(minute)
    await assign(undefined, teams.south)
    const after = await ticket(id)
    expect(after.assignments).toEqual([
      { assignee: people.technician.id, team: teams.north, from: since, until: after.assignedAt },
    ])
    for (let time = 0; time < 25; time += 1) {
      await assign(time % 2 ? people.technician.id : people.teammate.id)
    }
    expect((await ticket(id)).assignments).toHaveLength(20)
  })

  it('says how long answering and resolving took, as the clock counted and on the wall', async () => {
    const id = await aTicket()
    expect(await ticket(id)).not.toHaveProperty('responseTime')
    await call('startTicket', { id, as: 'technician' })
    pass(hour)
    await call('pauseTicket', { id, body: { status: 'pending_customer', reason: 'Which oven?' } })
    pass(2 * hour)
    await call('resolveTicket', { id, body: { resolution: 'On' } })
    expect(await ticket(id, 'customer')).toMatchObject({
      responseTime: { business: 'PT1H', calendar: 'PT3H' },
      resolutionTime: { business: 'PT1H', calendar: 'PT3H' },
    })
    await call('reopenTicket', { id, body: { reason: 'Dark again' } })
    const again = await ticket(id)
    expect(again).toHaveProperty('responseTime')
    expect(again).not.toHaveProperty('resolutionTime')
  })
})

describe('what is refused when a ticket is opened', () => {
  const as = (who: keyof typeof people, body: object) =>
    wrong('createTicket', { as: who, body: { title: 'Dark', ...body } })

  it.each([
    [{ category: 'facilities' }, 'category is not one of the values that exist'],
    [{ category: 'network', subCategory: 'printer' }, 'subCategory is not one of the values that exist'],
    [{ custom: { colour: 'red' } }, 'custom.colour is not known here'],
    [{ custom: { floor: 'second' } }, 'custom.floor must be a number'],
    [{ custom: { cause: 'rust' } }, 'custom.cause is not one of the values that exist'],
    [{ language: 'english' }, 'language must be a language tag: en, de-AT, zh-Hant'],
    [{ site }, 'site is not known'],
    [{ customer: customers.foundry, product }, 'product is not known'],
    [{ customer: customers.bakery, contract: contract.replace('1', '2') }, 'contract is not known'],
  ] as [object, string][])('of staff: %j', async (body, message) => {
    expect(await as('agent', body)).toContain(message)
  })

  it.each([
    [{ tags: ['vip'] }, 'tags'],
    [{ brand: 'main' }, 'brand'],
    [{ warranty: 'in_warranty' }, 'warranty'],
    [{ contract }, 'contract'],
    [{ channelId: '4711' }, 'channelId'],
  ] as [object, string][])('of a customer: %j', async (body, field) => {
    expect(await as('customer', body)).toEqual([`${field} may only be set by staff`])
  })

  it('of a customer, a field that is not for them, as if it did not exist', async () => {
    expect(await as('customer', { custom: { cause: 'wear' } })).toEqual(['custom.cause is not known here'])
  })

  it('what belongs to another customer, as what does not exist', async () => {
    const mine = await call('createTicket', { as: 'otherCustomer', body: { title: 'Dark', site } })
    const none = await call('createTicket', {
      as: 'otherCustomer',
      body: { title: 'Dark', site: site.replace('1', '2') },
    })
    expect(mine.body.errors).toEqual(none.body.errors)
  })
})

describe('a patch', () => {
  const patch = (id: string, body: object, as: keyof typeof people = 'agent', headers = {}) =>
    call('patchTicket', { id, as, body, headers })

  it('changes what it names, empties by null, and leaves the rest', async () => {
    const id = await aTicket({ ...everything, customer: customers.bakery }, 'agent')
    const { contact: _, ...rest } = everything
    const answer = await patch(id, { title: 'Icy', contact: null, custom: { floor: 3 }, tags: ['oven', 'cold'] })
    expect(answer).toMatchObject({ status: 200, headers: { etag: '"2"' }, body: { version: 2 } })
    const after = await ticket(id)
    expect(after).toMatchObject({ ...rest, title: 'Icy', tags: ['oven', 'cold'], custom: { floor: 3, cause: 'wear' } })
    expect(after).not.toHaveProperty('contact')
    const [, , updated] = (await call('getTicketHistory', { id })).body.items
    expect(updated.data.fields.toSorted()).toEqual(['contact', 'custom.floor', 'tags', 'title'])
    expect(updated.detail.changes['custom.floor']).toEqual({ from: 2, to: 3 })
  })

  it('comes to the same as the replacement that it stands for', async () => {
    const [one, other] = [
      await aTicket({ ...everything, customer: customers.bakery }, 'agent'),
      await aTicket({ ...everything, customer: customers.bakery }, 'agent'),
    ]
    await patch(one, { priority: 'urgent', custom: { cause: null } })
    const body = { ...everything, priority: 'urgent', custom: { floor: 2 } }
    await call('replaceTicket', { id: other, body, headers: { 'if-match': '*' } })
    expect({ ...(await ticket(one)), number: '' }).toEqual({ ...(await ticket(other)), number: '' })
  })

  it('that changes nothing writes nothing', async () => {
    const id = await aTicket()
    expect((await patch(id, {})).body.version).toBe(1)
    expect((await patch(id, { priority: 'high', contact: null })).body.version).toBe(1)
  })

  it('of the category takes the sub-category along, unless it gives another', async () => {
    const id = await aTicket({ category: 'network', subCategory: 'wifi' })
    await patch(id, { category: 'network' })
    expect(await ticket(id)).toMatchObject({ subCategory: 'wifi' })
    await patch(id, { category: 'other' })
    expect(await ticket(id)).not.toHaveProperty('subCategory')
    await patch(id, { category: 'network', subCategory: 'vpn' })
    expect(await ticket(id)).toMatchObject({ category: 'network', subCategory: 'vpn' })
  })

  it.each([
    [{ title: null }, 'title is required'],
    [{ priority: null }, 'priority is required'],
    [{ title: ' ' }, 'title is too little'],
    [{ contact: { email: 'nobody' } }, 'contact.email is not an email'],
    [{ custom: { floor: 'x' } }, 'custom.floor must be a number'],
    [{ subCategory: 'wifi' }, 'subCategory is not one of the values that exist'],
    [{ colour: 'red' }, 'colour is not known here'],
    [{ site: site.replace('1', '2') }, 'site is not known'],
  ] as [object, string][])('with %j is refused', async (body, message) => {
    const id = await aTicket({}, 'customer')
    expect(await wrong('patchTicket', { id, body })).toContain(message)
  })

  it.each([
    [{ priority: 'urgent' }, 'priority'],
    [{ category: 'network' }, 'category'],
    [{ tags: ['vip'] }, 'tags'],
    [{ warranty: 'in_warranty' }, 'warranty'],
    [{ contract }, 'contract'],
  ] as [object, string][])('by a customer may not be %j', async (body, field) => {
    const id = await aTicket({}, 'customer')
    expect(await wrong('patchTicket', { id, as: 'customer', body })).toEqual([`${field} may only be changed by staff`])
  })

  it('by a customer changes what is theirs, and nothing that they do not see', async () => {
    const id = await aTicket(
      { ...everything, customer: customers.bakery, custom: { floor: 2, cause: 'wear' } },
      'agent',
    )
    const answer = await patch(id, { serialNumber: 'SN 2', custom: { floor: 4 }, site: null }, 'partner')
    expect(answer).toMatchObject({ status: 200, body: { serialNumber: 'SN 2', custom: { floor: 4 } } })
    expect((await ticket(id)).custom).toEqual({ floor: 4, cause: 'wear' })
    const body = { title: 'Icy', description: 'The other' }
    await call('replaceTicket', { id, as: 'partner', body, headers: { 'if-match': '*' } })
    const after = await ticket(id)
    expect(after.custom).toEqual({ cause: 'wear' })
    expect(after).toMatchObject({ tags: ['oven'], contract, warranty: 'unknown' })
  })

  it('may carry If-Match, and is refused with what has changed since, as far as the caller may see it', async () => {
    const id = await aTicket({ ...everything, customer: customers.bakery }, 'agent')
    await patch(id, { title: 'Icy', custom: { cause: 'abuse' } })
    await patch(id, { custom: { cause: 'wear' } })
    await call('assignTicket', { id, body: { technician: people.technician.id, reason: 'Near' } })
    const staff = await patch(id, { title: 'x' }, 'agent', { 'if-match': '"1"' })
    expect(staff.status).toBe(412)
    expect(staff.body.changes).toEqual([
      expect.objectContaining({ type: 'ticket.updated', version: 2, fields: ['title', 'custom.cause'] }),
      expect.objectContaining({ type: 'ticket.updated', version: 3, fields: ['custom.cause'] }),
      ...['ticket.assigned', 'ticket.status-changed'].map((type) => expect.objectContaining({ type, version: 4 })),
    ])
    const outside = await patch(id, { title: 'x' }, 'partner', { 'if-match': '"1"' })
    expect(outside.body.changes).toEqual([
      expect.objectContaining({ type: 'ticket.updated', version: 2, fields: ['title'] }),
      expect.objectContaining({ type: 'ticket.assigned', version: 4 }),
      expect.objectContaining({ type: 'ticket.status-changed', version: 4 }),
    ])
    expect(JSON.stringify(outside.body)).not.toMatch(/cause|Near/)
    const read = (await call('getTicketHistory', { id, as: 'partner' })).body
    expect(JSON.stringify(read)).not.toMatch(/cause|abuse/)
    expect((await patch(id, { title: 'x' }, 'agent', { 'if-match': '"4"' })).status).toBe(200)
  })
})

describe('a stale write', () => {
  it.each([
    ['replaceTicket', { title: 'x', description: '', priority: 'high', type: 'issue', category: 'other' }],
    ['patchTicket', { title: 'x' }],
    ['startTicket', {}],
    ['resolveTicket', { resolution: 'On' }],
    ['assignTicket', { technician: people.technician.id }],
  ] as const)('is told what changed: %s', async (name, body) => {
    const id = await aTicket()
    await call('patchTicket', { id, body: { title: 'Icy' } })
    const answer = await call(name, { id, body, headers: { 'if-match': '"1"' } })
    expect(answer.status).toBe(412)
    expect(answer.body.changes).toEqual([
      {
        type: 'ticket.updated',
        occurredAt: expect.any(String),
        actor: { id: people.agent.id, role: 'agent' },
        version: 2,
        fields: ['title'],
      },
    ])
  })
})

/** How many bytes a value takes in the table, as AWS documents it: names and text in UTF-8, two digits a byte, a byte for each entry. */
function sizeOf(value: unknown): number {
  if (typeof value === 'string') return Buffer.byteLength(value)
  if (typeof value === 'number') return Math.ceil(String(value).length / 2) + 1
  if (value instanceof Set || Array.isArray(value)) return 3 + [...value].reduce((sum, one) => sum + 1 + sizeOf(one), 0)
  if (typeof value !== 'object' || value === null) return 1
  return Object.entries(value).reduce((sum, [name, one]) => sum + 1 + name.length + sizeOf(one), 3)
}

describe('the table', () => {
  /** Opens a ticket, hands it on twice and lets it wait; gives its item. */
  const filled = async (given: object, words: string) => {
    const text = { label: 'Note', type: 'text' }
    const categories = { ['c'.repeat(40)]: ['s'.repeat(40)], network: ['wifi'] }
    await call('changeSettings', { as: 'admin', body: { categories, customFields: { room: text, more: text } } })
    const id = await aTicket({ ...everything, ...given, customer: customers.bakery }, 'agent')
    for (const technician of [people.technician, people.teammate, people.technician]) {
      await call('assignTicket', { id, body: { technician: technician.id, reason: words } })
    }
    await call('pauseTicket', { id, body: { status: 'pending_customer', reason: words } })
    return { id, item: desk.table.find({ pk: `TICKET#${id}`, sk: 'TICKET' }) as Record<string, unknown> }
  }

  it('keeps long text beside the ticket: with every field filled it stays under 4 KB', async () => {
    const { id, item } = await filled(
      {
        title: 'The display of the oven at the left wall went dark, and stays dark when switched on again',
        tags: ['oven', 'display', 'north-wall', 'premium', 'on-site', 'second-visit'],
        channel: 'email',
        channelId: `<${'m'.repeat(60)}@mail.bakery.example>`,
        contact: { email: 'the-night-shift@bakery.example', phone: '+441632960001234' },
        custom: { floor: 2, cause: 'wear', room: 'Bakehouse, left of the door', more: 'Ask at the gate' },
      },
      'x'.repeat(1000),
    )
    for (const name of ['description', 'resolution', 'statusReason', 'assignments'])
      expect(item).not.toHaveProperty(name)
    expect(sizeOf(item)).toBeLessThan(3 * 1024)
    expect(await ticket(id)).toMatchObject({ statusReason: 'x'.repeat(1000), assignments: [{}, {}] })
    await call('resolveTicket', { id, body: { resolution: 'y'.repeat(4000) } })
    expect((await ticket(id)).resolution).toHaveLength(4000)
    expect(await ticket(id)).not.toHaveProperty('statusReason')
  })

  it('holds the largest ticket that there can be, all of it in letters of three bytes, in 6 KB', async () => {
    const { id, item } = await filled(
      {
        title: '界'.repeat(200),
        description: '界'.repeat(20_000),
        tags: Array.from({ length: 20 }, (_, place) => `tag-${place}-`.padEnd(40, 'x')),
        category: 'c'.repeat(40),
        subCategory: 's'.repeat(40),
        contact: {
          email: `${'m'.repeat(60)}@${'d'.repeat(60)}.${'e'.repeat(60)}.${'f'.repeat(60)}.com`,
          phone: '+441632960001234',
        },
        language: 'zhh-Hant-001',
        serialNumber: '界'.repeat(64),
        channel: 'messenger',
        channelId: '界'.repeat(200),
        custom: { floor: 2, cause: 'wear', room: '界'.repeat(170) },
      },
      '界'.repeat(1000),
    )
    expect(sizeOf(item)).toBeLessThan(6 * 1024)
    expect((await ticket(id)).title).toBe('界'.repeat(200))
  })

  it('reads a ticket whose text lay with it before, and loses nothing of it', async () => {
    const id = await aTicket()
    await call('pauseTicket', { id, as: 'manager', body: { status: 'pending_parts', reason: 'x' } }).catch(
      () => undefined,
    )
    const key = { pk: `TICKET#${id}`, sk: 'TICKET' }
    desk.table.put({ ...desk.table.find(key), resolution: 'On', statusReason: 'A fuse' })
    expect(await ticket(id)).toMatchObject({ resolution: 'On', statusReason: 'A fuse' })
    await call('patchTicket', { id, body: { title: 'Icy' } })
    expect(await ticket(id)).toMatchObject({ title: 'Icy', resolution: 'On', statusReason: 'A fuse' })
  })
})

describe('a burst of openings', () => {
  it.each([
    [{}, /^TKT\d{6}$/],
    [{ number: { prefix: 'CWS', width: 3, year: true } }, /^CWS-2026-\d{3}$/],
  ] as [object, RegExp][])('numbers each once, and none steps back: %j', async (settings, pattern) => {
    await call('changeSettings', { as: 'admin', body: settings })
    const finished: string[] = []
    const one = async () => {
      const before = finished.toSorted().at(-1) ?? ''
      const number = await aTicket()
      // Who begins when another has its number gets a later one.
      expect(number > before).toBe(true)
      finished.push(number)
    }
    await Promise.all(Array.from({ length: 40 }, one))
    await Promise.all(Array.from({ length: 10 }, one))
    expect(new Set(finished).size).toBe(50)
    for (const number of finished) expect(number).toMatch(pattern)
  })

  it('begins anew with the year, and goes on with the old one’s tickets', async () => {
    await call('changeSettings', { as: 'admin', body: { number: { prefix: 'CWS', width: 3, year: true } } })
    const old = await aTicket()
    pass(60 * 24 * hour)
    expect([old, await aTicket(), await aTicket()]).toEqual(['CWS-2026-001', 'CWS-2027-001', 'CWS-2027-002'])
    expect((await ticket(old)).number).toBe(old)
  })
})
