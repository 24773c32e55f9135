import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { matches } from '../../domain/partners/matching.ts'
import { toldTo } from '../../domain/partners/minimal.ts'
import { amended, approved, paused, rejected, resumed } from '../../domain/partners/standing.ts'
import { partnerTypes } from '../../events/audiences.ts'
import { type EventType, eventTypes } from '../../events/catalogue.ts'
import type { Envelope } from '../../events/envelope.ts'
import { eventExamples } from '../../events/examples.ts'
import { personalFields, withheld } from '../../events/personal.ts'
import type { Actor } from '../../schemas/actor.ts'
import { Settings } from '../../schemas/settings.ts'
import { Subscription } from '../../schemas/subscription.ts'

const [ours, theirs] = ['cus_01JD0000000000000000CSTMR1', 'cus_01JD0000000000000000CSTMR2'] as const
const ownerId = 'per_01JD000000000000000PARTNR1'
const owner: Actor = { id: ownerId, role: 'partner', customer: ours, wholeCustomer: true }
const settings = Settings.parse({
  customFields: {
    shelf: { label: 'Shelf', type: 'text', customers: 'nothing' },
    room: { label: 'Room', type: 'text', customers: 'see' },
  },
})

const subscription = (more: Partial<Subscription> = {}): Subscription =>
  Subscription.parse({
    ...{ id: 'sub_01JD0000000000000000SVBSC1', name: 'ERP', owner: ownerId, personalData: false, state: 'pending' },
    target: { kind: 'queue', arn: 'arn:aws:sqs:us-east-1:111122223333:partner-events' },
    ...{ version: 1, createdAt: '2026-11-21T09:00:00.000Z', updatedAt: '2026-11-21T09:00:00.000Z' },
    ...more,
  })

const category = fc.constantFrom('hardware', 'network', 'other')
const customer = fc.constantFrom<typeof ours | typeof theirs>(ours, theirs)
const type = fc.constantFrom(...(Object.keys(eventTypes) as EventType[]))
const requester = fc.constantFrom(ownerId, 'per_somebody')
const customerSince = fc.option(fc.nat({ max: 30 }), { nil: undefined })
const ticket = fc.record({ customer, category, requester, customerSince })
type Given = Pick<Subscription, 'types' | 'filter' | 'personalData'>
const types = fc.uniqueArray(type, { minLength: 1, maxLength: 6 })
const asked: fc.Arbitrary<Given> = fc.record({
  types: fc.oneof(
    fc.constant<string[]>(['*']),
    types.map((some): string[] => some),
  ),
  filter: fc.record(
    {
      customers: fc.uniqueArray(customer, { minLength: 1 }),
      categories: fc.uniqueArray(category, { minLength: 1 }),
    },
    { requiredKeys: [] },
  ),
  personalData: fc.boolean(),
})
const told = (given: Given, of: object, type: EventType) =>
  toldTo({ subscription: given, owner, settings }, of as Parameters<typeof toldTo>[1], type, eventExamples[type])

describe('an event', () => {
  it('goes out only where it is asked for, of a ticket that the owner sees, and of a type that outsiders read', () => {
    void fc.assert(
      fc.property(asked, ticket, type, (given, of, type) => {
        const event = told(given, of, type)
        if (!event) return
        expect(partnerTypes).toContain(type)
        expect(given.types.includes('*') || given.types.includes(type)).toBe(true)
        expect(of.customer === ours || of.requester === ownerId).toBe(true)
        if (given.filter.customers) expect(given.filter.customers).toContain(of.customer)
        if (given.filter.categories) expect(given.filter.categories).toContain(of.category)
        // Nothing of when it was another customer's.
        expect(event.seq).toBeGreaterThan(of.customerSince ?? 0)
      }),
    )
  })

  it('goes out wherever all of that holds', () => {
    void fc.assert(
      fc.property(asked, category, fc.constantFrom(...partnerTypes), (given, category, type) => {
        const example: Envelope = eventExamples[type]
        const of = { customer: ours, category, requester: 'per_somebody', customerSince: example.seq - 1 }
        const wanted =
          (given.types.includes('*') || given.types.includes(type)) &&
          (given.filter.customers ?? [ours]).includes(ours) &&
          (given.filter.categories ?? [category]).includes(category) &&
          (type !== 'ticket.person-erased' || given.personalData) &&
          example.data.public !== false
        expect(matches(given, owner, of as never, type, example)).toBe(wanted)
        expect(told(given, of, type) !== undefined).toBe(wanted)
      }),
    )
  })

  it.each(partnerTypes)('%s says nobody’s id unless that is granted', (type) => {
    const of = { customer: ours, category: 'hardware', requester: 'per_somebody' }
    const least = told({ types: ['*'], filter: {}, personalData: false }, of, type)
    expect(JSON.stringify(least ?? {})).not.toMatch(/per_/)
    if (least) expect([withheld, 'system']).toContain(least.actor.id)
    for (const path of personalFields[type] ?? []) expect(least?.data ?? {}).not.toHaveProperty(path)
    const granted = told({ types: ['*'], filter: {}, personalData: true }, of, type)
    expect(granted?.actor).toEqual(eventExamples[type].actor)
  })

  it('does not say which other event caused it: that is internal', () => {
    const of = { customer: ours, category: 'hardware', requester: 'per_somebody' }
    const caused = { ...eventExamples['ticket.assigned'], causationId: 'ticket.TKT000123.3' }
    const asked = { types: ['*'], filter: {}, personalData: true }
    const event = toldTo({ subscription: asked, owner, settings }, of as never, 'ticket.assigned', caused)
    expect(event).toMatchObject({ id: caused.id })
    expect(event).not.toHaveProperty('causationId')
  })

  it('says nothing of custom fields that its owner does not see, and is none where no others changed', () => {
    const of = { customer: ours, category: 'hardware', requester: 'per_somebody' } as never
    const change = (fields: string[]) =>
      toldTo({ subscription: subscription({ state: 'active' }), owner, settings }, of, 'ticket.updated', {
        ...eventExamples['ticket.updated'],
        data: { fields },
      })
    expect(change(['custom.shelf', 'custom.room'])?.data).toEqual({ fields: ['custom.room'] })
    expect(change(['custom.shelf'])).toBeUndefined()
  })
})

describe('a subscription', () => {
  const now = '2026-11-21T10:00:00.000Z'
  const active = { ...approved(subscription(), true, now), version: 2, deployedAt: now }

  it('goes out once it is approved, with what is granted, in the version that it was approved in', () => {
    expect(active).toMatchObject({ state: 'active', approval: 2, personalData: true, activeSince: now })
    expect(approved({ ...active }, true, '2026-11-22T10:00:00.000Z')).toEqual(active)
    const less = approved(active, false, '2026-11-22T10:00:00.000Z')
    expect(less).toMatchObject({ approval: 3, personalData: false, activeSince: now })
    expect(less).not.toHaveProperty('deployedAt')
  })

  it('waits for a new approval, without what was granted, after every change of more than its name', () => {
    const name = amended(active, { ...active, name: 'Another', version: 3 })
    expect(name).toMatchObject({ state: 'active', approval: 2, personalData: true, deployedAt: now })
    for (const change of [
      { types: ['ticket.created'] },
      { filter: { categories: ['network'] } },
      { form: 'cloudevents' },
      { ordering: 'by-ticket' },
      { target: { kind: 'event-bus', arn: 'arn:aws:events:us-east-1:111122223333:event-bus/theirs' } },
    ] satisfies Partial<Subscription>[]) {
      const after = amended(active, { ...active, ...change, version: 3 })
      expect(after).toMatchObject({ ...change, state: 'pending', personalData: false })
      for (const gone of ['approval', 'activeSince', 'deployedAt']) expect(after).not.toHaveProperty(gone)
    }
  })

  it('is paused and resumed as it was approved', () => {
    const stopped = paused(active, 'owner', 'Moving')
    expect(stopped).toMatchObject({
      state: 'paused',
      pausedBy: 'owner',
      because: 'Moving',
      approval: 2,
      personalData: true,
    })
    expect(stopped).not.toHaveProperty('deployedAt')
    const again = resumed(stopped, '2026-11-22T10:00:00.000Z', false)
    expect(again).toMatchObject({ state: 'active', approval: 2, activeSince: '2026-11-22T10:00:00.000Z' })
    for (const gone of ['because', 'pausedBy']) expect(again).not.toHaveProperty(gone)
  })

  it('is resumed by its owner only where no admin has paused it', () => {
    const admins = paused(active, 'admin', 'Too much')
    expect(paused(admins, 'owner', 'Moving')).toBe(admins)
    expect(() => resumed(admins, now, false)).toThrow('An admin has paused it')
    expect(resumed(admins, now, true)).toMatchObject({ state: 'active', approval: 2 })
    const taken = paused(paused(active, 'owner', 'Moving'), 'admin')
    expect(taken).toMatchObject({ state: 'paused', pausedBy: 'admin' })
    expect(taken).not.toHaveProperty('because')
    expect(() => resumed(taken, now, false)).toThrow('An admin has paused it')
  })

  it('cannot come by being paused or resumed to what nobody has approved', () => {
    for (const state of ['pending', 'rejected'] as const) {
      expect(() => resumed(subscription({ state }), now, true)).toThrow('an admin is to approve it first')
      expect(() => paused(subscription({ state }), 'admin')).toThrow('only what is active can be paused')
    }
    for (const state of ['paused', 'disabled'] as const) {
      expect(() => approved(subscription({ state }), false, now)).toThrow('resume it, or reject it')
      expect(rejected(subscription({ state, approval: 2 }), 'No')).not.toHaveProperty('approval')
    }
  })
})
