/** How long a function believes what it has read of policies, settings and people: a minute, by default. */
const lifetimeMs = Number(process.env.CACHE_SECONDS ?? 60) * 1000

export interface Cache<Value> {
  get(key?: string): Promise<Value>
  /** What is read again at the next `get`. */
  forget(key?: string): void
  forgetAll(): void
}

/** Remembers what was read by key. What is not there (`undefined`) and what failed is not remembered. */
export function cache<Value>(read: (key: string) => Promise<Value>): Cache<Value> {
  const kept = new Map<string, { value: Promise<Value>; until: number }>()
  return {
    get(key = '') {
      const known = kept.get(key)
      if (known && known.until > Date.now()) return known.value
      const value = read(key)
      kept.set(key, { value, until: Date.now() + lifetimeMs })
      const forget = () => {
        if (kept.get(key)?.value === value) kept.delete(key)
      }
      value.then((found) => found === undefined && forget(), forget)
      return value
    },
    forget: (key = '') => void kept.delete(key),
    forgetAll: () => kept.clear(),
  }
}

/**
 * Remembers for good what never changes once it is there, by key: so many at most, the oldest go first. What is not there
 * and what failed is asked for again.
 */
export function unchanging<Value>(read: (key: string) => Promise<Value>, most = 500): (key: string) => Promise<Value> {
  const kept = new Map<string, Promise<Value>>()
  return (key) => {
    const known = kept.get(key)
    if (known) return known
    const value = read(key)
    // Where nothing is remembered at all (a test's desk), neither is this.
    if (lifetimeMs < 0) return value
    const [oldest] = kept.keys()
    if (kept.size >= most && oldest !== undefined) kept.delete(oldest)
    kept.set(key, value)
    const forget = () => void kept.delete(key)
    value.then((found) => found === undefined && forget(), forget)
    return value
  }
}
