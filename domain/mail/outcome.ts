import type { SuppressionReason } from '../../schemas/contact.ts'
import { type MailOut, MailTrouble } from '../../schemas/mail.ts'
import type { Instant } from '../../schemas/time.ts'

/** What became of a mail that went out. `suppressed`: it did not go, since its address must not be written to. */
export type OutState = MailOut['state']

/** Whether somebody should look: it did not come, or was not wanted. */
export const isTrouble = (state: OutState): state is MailTrouble =>
  (MailTrouble.options as readonly string[]).includes(state)

/** What somebody outside says became of a mail of ours. */
export interface Outcome {
  state: Exclude<OutState, 'sending' | 'sent'>
  at: Instant
  /** Whether its address will take none any more. */
  permanent?: boolean
  /** Enhanced status code (RFC 3463). */
  status?: string
  /** In the words of whoever says so. */
  diagnostic?: string
}

/**
 * How far a mail has come in each state. What is told comes twice and in any order, so only what is further counts: a server
 * may take a mail and send it back later, and who complains has got it.
 */
const reached: Record<OutState, number> = {
  // What we could not send may have gone all the same: the answer was lost.
  failed: 0,
  sending: 0,
  sent: 1,
  delayed: 2,
  delivered: 3,
  bounced: 4,
  suppressed: 4,
  complained: 5,
}

/** Whether an outcome says more than is known. What SES refuses after it has taken it never goes. */
export const isNews = (known: OutState, { state }: Outcome): boolean =>
  state === 'failed' ? known === 'sending' || known === 'sent' : reached[state] > reached[known]

/** Whether somebody should be told of it: the mail did not come, or its reader did not want it. */
export const isTold = ({ state }: Outcome): boolean => isTrouble(state)

/** Nothing automatic goes to an address, since when, and why. */
export interface Suppression {
  because: SuppressionReason
  since: Instant
}

/** What is known of an address that mails went to. */
export interface Reputation {
  bounced?: { at: Instant; permanent: boolean; times: number; diagnostic?: string }
  complainedAt?: Instant
  /** When somebody said that it is to be written to again: what was told of before is settled. */
  liftedAt?: Instant
}

/** Whether, and why, nothing automatic goes to an address. What came back for now stops nothing. */
export function suppressionOf({ bounced, complainedAt }: Reputation): Suppression | undefined {
  if (complainedAt) return { because: 'complained', since: complainedAt }
  return bounced?.permanent ? { because: 'bounced', since: bounced.at } : undefined
}

/** What an outcome adds to what is known of its address; nothing where it is known already, or settled. */
export function reputationAfter<Known extends Reputation>(known: Known, outcome: Outcome): Known | undefined {
  const { state, at, permanent = false, diagnostic } = outcome
  if (known.liftedAt && at <= known.liftedAt) return undefined
  if (state === 'complained') {
    return known.complainedAt && known.complainedAt <= at ? undefined : { ...known, complainedAt: at }
  }
  if (state !== 'bounced' && state !== 'suppressed') return undefined
  const before = known.bounced
  const isLater = !before || at > before.at
  if (!isLater && (before.permanent || !permanent)) return undefined
  return {
    ...known,
    bounced: {
      at: isLater ? at : before.at,
      permanent: permanent || !!before?.permanent,
      times: (before?.times ?? 0) + 1,
      ...(diagnostic && { diagnostic }),
    },
  }
}

/** Nothing is held against an address any more. */
export function lifted<Known extends Reputation>(known: Known, now: Instant): Known {
  const { bounced: _, complainedAt: __, ...rest } = known
  return { ...rest, liftedAt: now } as Known
}
