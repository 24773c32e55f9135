import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { aDesk, pass } from './support/desk.ts'

const desk = aDesk()

/** The cache as it is with a lifetime of a minute. */
async function aCache<Value>(read: (key: string) => Promise<Value>) {
  return (await import('../../functions/platform/cache.ts')).cache(read)
}

beforeEach(() => {
  vi.resetModules()
  vi.stubEnv('CACHE_SECONDS', '60')
})
afterEach(() => void vi.unstubAllEnvs())

describe('what a function remembers', () => {
  it('is read once a minute', async () => {
    const read = vi.fn(async (key: string) => `value of ${key}`)
    const cache = await aCache(read)
    expect([await cache.get('a'), await cache.get('a'), await cache.get('b')]).toEqual([
      'value of a',
      'value of a',
      'value of b',
    ])
    expect(read).toHaveBeenCalledTimes(2)
    pass(59_999)
    await cache.get('a')
    expect(read).toHaveBeenCalledTimes(2)
    pass(1)
    await cache.get('a')
    expect(read).toHaveBeenCalledTimes(3)
  })

  it('is read once for those who ask at the same time', async () => {
    const read = vi.fn(async () => 1)
    const cache = await aCache(read)
    await Promise.all([cache.get(), cache.get(), cache.get()])
    expect(read).toHaveBeenCalledTimes(1)
  })

  it('is not what was not there, nor what failed', async () => {
    const answers = [async () => undefined, async () => Promise.reject(new Error('busy')), async () => 'found']
    const cache = await aCache(() => (answers.shift() as () => Promise<string | undefined>)())
    expect(await cache.get()).toBeUndefined()
    await expect(cache.get()).rejects.toThrow('busy')
    expect(await cache.get()).toBe('found')
    expect(await cache.get()).toBe('found')
  })

  it('is read again once it was forgotten', async () => {
    let value = 0
    const cache = await aCache(async () => ++value)
    expect(await cache.get()).toBe(1)
    cache.forget()
    expect(await cache.get()).toBe(2)
  })
})

describe('a function that remembers', () => {
  it('asks the table for less the second time', async () => {
    const { aTicket } = await import('./support/gateway.ts')
    await aTicket()
    const before = desk.calls.length
    await aTicket()
    expect(desk.calls.slice(before)).toEqual(['Update', 'TransactWrite'])
  })

  it('opens the next ticket on a policy made a moment ago all the same', async () => {
    const { aTicket, call } = await import('./support/gateway.ts')
    const { quickPolicy } = await import('./support/timers.ts')
    await aTicket({ category: 'network' })
    const { body: policy } = await quickPolicy()
    const id = await aTicket({ category: 'network' })
    expect((await call('getTicket', { id })).body.policy.id).toBe(policy.id)
  })

  it('chooses for a ticket under way among policies whose calendars have not gone', async () => {
    const { aTicket, call } = await import('./support/gateway.ts')
    const as = 'manager'
    const weekly = { mon: [{ from: '09:00', to: '18:00' }] }
    const { body: calendar } = await call('createCalendar', { as, body: { name: 'Shop', timeZone: 'UTC', weekly } })
    const policy = { name: 'Shop', position: 1, targets: { high: { response: 'PT1H' } } }
    const { body } = await call('createSlaPolicy', { as, body: { ...policy, calendar: calendar.id } })
    const id = await aTicket()
    // The policies are read again, and with them what is remembered of them lasts longer than of calendars.
    pass(30_000)
    await call('createSlaPolicy', { as, body: { ...policy, position: 2 } })
    await aTicket()
    const { position: _, ...always } = policy
    await call('replaceSlaPolicy', { as, id: body.id, body: always })
    expect((await call('deleteCalendar', { as, id: calendar.id })).status).toBe(204)
    pass(31_000)
    const changed = await call('patchTicket', { id, body: { priority: 'urgent' } })
    expect([changed.status, changed.body.policy]).toEqual([200, { id: body.id, version: 2 }])
  })

  it('does so once policies were replaced, put into another order, or taken away, by one read more', async () => {
    const { aTicket, call } = await import('./support/gateway.ts')
    const { quickPolicy } = await import('./support/timers.ts')
    const as = 'manager'
    const chosen = async () => {
      const before = desk.calls.length
      const id = await aTicket({ category: 'network' })
      expect(desk.calls.slice(before)).toEqual(['Update', 'Query', 'TransactWrite'])
      const { policy } = (await call('getTicket', { id })).body
      return `${policy.id} ${policy.version}`
    }
    await aTicket({ category: 'network' })
    const { id: first } = (await quickPolicy()).body
    expect(await chosen()).toBe(`${first} 1`)
    const { id: second } = (await quickPolicy()).body
    await call('orderSlaPolicies', { as, body: { policies: [second, first, 'pol_premium'] } })
    expect(await chosen()).toBe(`${second} 1`)
    const body = { name: 'Another', targets: { high: { response: 'PT1H' } } }
    await call('replaceSlaPolicy', { as, id: second, body })
    expect(await chosen()).toBe(`${second} 2`)
    await call('deleteSlaPolicy', { as, id: second })
    expect(await chosen()).toBe(`${first} 1`)
  })
})

describe('what never changes', () => {
  const unchanging = async (read: (key: string) => Promise<unknown>, most?: number) =>
    (await import('../../functions/platform/cache.ts')).unchanging(read, most)

  it('is read once for good, but for what was not there and what failed', async () => {
    const answers = [async () => undefined, async () => Promise.reject(new Error('busy')), async () => 'found']
    const read = vi.fn(() => (answers.shift() as () => Promise<string | undefined>)())
    const get = await unchanging(read)
    expect(await get('a')).toBeUndefined()
    await expect(get('a')).rejects.toThrow('busy')
    expect(await get('a')).toBe('found')
    pass(365 * 24 * 60 * 60 * 1000)
    expect(await get('a')).toBe('found')
    expect(read).toHaveBeenCalledTimes(3)
  })

  it('is remembered of so much and no more, the latest', async () => {
    const read = vi.fn(async (key: string) => key)
    const get = await unchanging(read, 2)
    for (const key of ['a', 'b', 'c', 'b', 'c', 'a']) expect(await get(key)).toBe(key)
    expect(read.mock.calls.flat()).toEqual(['a', 'b', 'c', 'a'])
  })
})
