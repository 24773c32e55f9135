import { expect, it, vi } from 'vitest'
import { customers } from '../support/people.ts'
import { aDesk } from './support/desk.ts'
import { aTicket, call } from './support/gateway.ts'

// As on a desk that remembers what it has read for a minute; others remember nothing in tests.
vi.hoisted(() => {
  process.env.CACHE_SECONDS = '60'
})

const desk = aDesk()

const policyOf = async (id: string): Promise<string> => (await call('getTicket', { id })).body.policy.id
const promise = async (conditions: object, more: object = {}): Promise<string> =>
  (
    await call('createSlaPolicy', {
      as: 'manager',
      body: { name: 'A policy', conditions, targets: { high: { response: 'PT10M' } }, ...more },
    })
  ).body.id

it('what was saved a moment ago is what policies are chosen by, whatever a function remembers', async () => {
  const early = await aTicket({ category: 'other' })
  expect(await policyOf(early)).toBe('pol_default')

  const networks = await promise({ category: ['network'] })
  await call('patchTicket', { id: early, body: { category: 'network' } })
  expect(await policyOf(early)).toBe(networks)

  const agreed = await promise({ tags: ['never'] })
  await call('changeCustomer', { id: customers.bakery, body: { policy: agreed } })
  expect(await policyOf(await aTicket({ category: 'other' }))).toBe(agreed)

  await call('changeCustomer', { id: customers.bakery, body: { policy: null, tier: 'vip' } })
  expect(await policyOf(await aTicket({ category: 'other' }))).toBe('pol_premium')
  await call('patchTicket', { id: early, body: { category: 'other' } })
  expect(await policyOf(early)).toBe('pol_premium')

  const asked = desk.countOf('Get')
  await call('patchTicket', { id: early, body: { title: 'Nothing is chosen by it' } })
  expect(desk.countOf('Get')).toBe(asked)
})
