import type { Instant } from '../../schemas/time.ts'
import { dayMs, hourMs, plus } from '../time.ts'

/** How often a correspondent gets a mail that nobody wrote. */
export const autoReplyLimits = {
  anHour: 1,
  aDay: 10,
  /** So many automatic mails in a row a correspondent has written back to: then it is a machine, or a person whom the next one tells nothing. */
  rounds: 2,
  /** So many in all without a word of a person of ours: what writes back leaves no other trace then. */
  unattended: 10,
  /** So many words of others from outside go to them without one of ours: two machines could talk to each other through the desk. */
  relayed: 10,
  /** So many in all go to the people of one company without a word of ours to any of them: a machine may have a new address each time. */
  company: 100,
} as const

/** What is remembered of a correspondent. Absent: nobody has met them. */
export interface Correspondence {
  /** The automatic answers of the last day, oldest first. */
  answeredAt: readonly Instant[]
  /** How many automatic answers in a row they have written back to. */
  rounds: number
  /** Automatic answers since a person of ours last wrote to them. */
  unattended: number
  /** Words of others from outside that were sent to them since then. */
  relayed?: number
}

export const unmet: Correspondence = { answeredAt: [], rounds: 0, unattended: 0 }

export type Limit = keyof typeof autoReplyLimits

/** Which limit forbids an automatic answer now; nothing where one may go. */
export function limitOn(known: Correspondence, now: Instant): Limit | undefined {
  if (known.rounds >= autoReplyLimits.rounds) return 'rounds'
  if (known.unattended >= autoReplyLimits.unattended) return 'unattended'
  if (within(known, now, hourMs).length >= autoReplyLimits.anHour) return 'anHour'
  return within(known, now, dayMs).length >= autoReplyLimits.aDay ? 'aDay' : undefined
}

const within = ({ answeredAt }: Correspondence, now: Instant, ms: number): Instant[] =>
  answeredAt.filter((at) => at > plus(now, -ms))

/** After an automatic answer has gone to them. */
export const afterAutoReply = (known: Correspondence, now: Instant): Correspondence => ({
  ...known,
  answeredAt: [...within(known, now, dayMs), now],
  unattended: known.unattended + 1,
})

/** Which limit forbids to send them the words of somebody else from outside; nothing where they may go. */
export const relayLimitOn = ({ relayed = 0 }: Correspondence): Limit | undefined =>
  relayed >= autoReplyLimits.relayed ? 'relayed' : undefined

/** After the words of somebody else from outside have gone to them. */
export const afterRelay = (known: Correspondence): Correspondence => ({ ...known, relayed: (known.relayed ?? 0) + 1 })

/** What a mail has to do with the automatic ones that went before it. */
export interface Answering {
  /** It names one of them in `In-Reply-To` or `References`, bears their subject, or quotes their text. */
  namesAutomatic: boolean
}

/** No person reads a mail and answers it within that time. */
const machineMs = 60_000

/**
 * After they have written: one that answers an automatic mail, or comes faster than a person writes, is a round. Each automatic
 * answer makes one at most: a person who adds three things to the number they were given has answered one mail.
 */
export function afterMail(known: Correspondence, { namesAutomatic }: Answering, now: Instant): Correspondence {
  const isAnswer = namesAutomatic || within(known, now, machineMs).length > 0
  const isRound = isAnswer && known.unattended > known.rounds
  return isRound ? { ...known, rounds: known.rounds + 1 } : known
}

/** After a person of ours has written to them: what is said from then on is between people again. */
export const afterStaffWrote = (known: Correspondence): Correspondence => ({
  ...known,
  rounds: 0,
  unattended: 0,
  relayed: 0,
})

/** Whether a word of a person of ours changes anything. */
export const isCounted = ({ rounds, unattended, relayed = 0 }: Correspondence): boolean =>
  rounds > 0 || unattended > 0 || relayed > 0

/** Whether a correspondent is a machine that writes back: nothing automatic goes to them any more, of whatever kind, until a person of ours writes. */
export const isStopped = ({ rounds }: Correspondence): boolean => rounds >= autoReplyLimits.rounds
