/** How calls that failed by chance are tried again. */
export interface Retries {
  /** How often at most, after the first try. */
  readonly most: number
  /** The first pause is up to this long, in milliseconds; each next up to twice the one before. */
  readonly firstMs: number
  /** No pause is drawn longer than this, in milliseconds. */
  readonly mostMs: number
  /** A `Retry-After` longer than this, in milliseconds, is not waited for: the refusal is given at once. */
  readonly patienceMs: number
}

/** 0.25 s, 0.5 s, 1 s, 2 s at most: nearly four seconds in all, which outlasts a moment of crowding. */
export const usualRetries: Retries = { most: 4, firstMs: 250, mostMs: 20_000, patienceMs: 60_000 }

/** What may go well the next time: too many at once, or a fault on the way. A write is repeated with its key, so it is done once. */
const passing = new Set([408, 425, 429, 500, 502, 503, 504])
export const isPassing = (status: number): boolean => passing.has(status)

/**
 * How long to wait before the next try, in milliseconds: what `Retry-After` asks for (seconds or a date, RFC 9110 10.2.3) and a
 * little more, so that not all come back together; else a random part of a doubling pause. Undefined: it asks for too much.
 */
export function pauseMs(
  attempt: number,
  retryAfter: string | null | undefined,
  { firstMs, mostMs, patienceMs }: Retries,
  random: () => number = Math.random,
  now: number = Date.now(),
): number | undefined {
  const pause = random() * Math.min(mostMs, firstMs * 2 ** attempt)
  if (!retryAfter) return pause
  const asked = /^\d+$/.test(retryAfter) ? Number(retryAfter) * 1000 : Date.parse(retryAfter) - now
  if (Number.isNaN(asked)) return pause
  return asked > patienceMs ? undefined : Math.max(0, asked) + random() * firstMs
}

/** Waits; throws the reason of the signal as soon as that says to stop. */
export function wait(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(signal.reason)
    const stop = () => {
      clearTimeout(timer)
      reject(signal?.reason)
    }
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', stop)
      resolve()
    }, ms)
    signal?.addEventListener('abort', stop, { once: true })
  })
}
