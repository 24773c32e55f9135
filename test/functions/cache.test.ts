import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'

/** The cache as it is with a lifetime of a minute. */
async function aCache<Value>(read: (key: string) => Promise<Value>) {
  vi.resetModules()
  vi.stubEnv('CACHE_SECONDS', '60')
  return (await import('../../functions/platform/cache.ts')).cache(read)
}

beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'] }))
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllEnvs()
})

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
    vi.setSystemTime(Date.now() + 59_999)
    await cache.get('a')
    expect(read).toHaveBeenCalledTimes(2)
    vi.setSystemTime(Date.now() + 1)
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
