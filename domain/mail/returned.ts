import type { Instant } from '../../schemas/time.ts'
import { dayMs, plus } from '../time.ts'
import type { Outcome } from './outcome.ts'

/** What a report that came as a mail says of one address. */
export interface Failed {
  address: string
  status?: string
  diagnostic?: string
}

/** Servers try for four to five days (RFC 5321, 4.5.4.1); a report of a mail that is much older is of no use. */
const longestMs = 14 * dayMs

/** What says that there is no such address, or never will be: not that it is full, or dislikes what it got (RFC 3463, 3.2 to 3.5). */
const gone = /^5\.(?:0\.0|1\.[0-6]|1\.10|2\.1|4\.4)$/

/**
 * What a report says became of a mail that went out. Anybody can write one: who got a thread knows its ids. So an address is only
 * taken to be gone where its own domain says so (`believed`); of all others it only stands that the mail came back.
 */
export function returnedAs(
  { status, diagnostic }: Failed,
  sentAt: Instant,
  at: Instant,
  believed: boolean,
): Outcome | undefined {
  if (at > plus(sentAt, longestMs)) return undefined
  return {
    state: 'bounced',
    at,
    permanent: believed && !!status && gone.test(status),
    ...(status && { status }),
    ...(diagnostic && { diagnostic }),
  }
}
