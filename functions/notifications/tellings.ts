import type { EventData } from '../../events/catalogue.ts'
import type { MailLanguage } from '../../schemas/mail-settings.ts'
import type { Light, Priority, Status } from '../../schemas/ticket.ts'
import type { Instant, Target } from '../../schemas/time.ts'
import type { Visit } from '../../schemas/visit.ts'
import type { Quote } from '../platform/mail/letter.ts'

/** What a letter needs to know beside its matter. */
export interface About {
  language: MailLanguage
  /** The desk's: in whose wall times are told. */
  timeZone: string
  /** The ticket's; of a digest, none. */
  number?: string
  /** The ticket's, for staff and for an address that is known to be the reader's. */
  title?: string | undefined
  /** Where people outside see the ticket. */
  track?: string | undefined
  /** To staff whose answer by mail is their public reply; `command` keeps it among staff, where commands are obeyed. */
  answersGoOut?: { command?: string | undefined } | undefined
}

/** A public comment. Without words where they are not for this address. */
interface Answer {
  quote?: Quote | undefined
  /** The names of the files that came with it: they are fetched where the ticket is seen. */
  files?: readonly string[] | undefined
}

/** Which mail of ours: what it was called, to whom it went, and when. */
interface Undelivered {
  address: string
  name?: string | undefined
  subject?: string | undefined
  sentAt?: Instant | undefined
}

interface AboutVisit {
  visit: Visit
  /** Only to an address that is known to be the reader's. */
  technician?: string | undefined
}

/** The matter of each letter: everything that the desk tells anybody by mail. */
export interface Tellings {
  /** `expected`: what the customer was promised. `follows`: the closed ticket that it goes on with. */
  opened: {
    expected?: { response?: Instant | undefined; resolution?: Instant | undefined }
    follows?: string | undefined
  }
  /** `settles`: after how long without an answer it is taken to be settled. */
  reminder: { again: boolean; settles?: Target | 'after-a-while' | undefined }
  answered: Answer
  /** Without `how` nobody has said how: they never answered. */
  resolved: { how?: Quote | undefined; closesAfter: Target; approve?: string | undefined; reject?: string | undefined }
  /** To who asked in a ticket that was merged into one that they may not see: without a word of that one. */
  resolvedElsewhere: object
  milestoneForCustomer: { isLate: boolean }
  /** Five addresses, from the worst score to the best. */
  survey: { scores: readonly string[] }
  visitBooked: AboutVisit
  visitMoved: AboutVisit & { before: { from: Instant; wasConfirmed: boolean } }
  visitCancelled: AboutVisit
  visitReminded: AboutVisit
  /** To watchers, of the desk and of the customer; `isTheirs`: to who has the ticket. */
  moved: { to: Status; isTheirs?: boolean }
  /** To who asked, where the desk wants them to know. */
  movedForCustomer: { to: Status }
  assignedForCustomer: { technician?: string | undefined }
  /** `isTheirs`: to who has the ticket. */
  answeredForWatchers: Answer & { isTheirs?: boolean }
  mentioned: object
  followUpDue: { dueAt: Instant }
  /** By hand; `team`: it is in the queue of one of theirs. */
  escalated: { level: number; team: boolean }
  assigned: { team: boolean; priority: Priority; dueAt?: Instant | undefined }
  /** Ids, times and why they hear of it: whoever wants to know more opens the ticket with their own rights. */
  milestone: { type: 'sla.warned' | 'sla.breached'; data: EventData<'sla.warned'>; policyName: string; now: number }
  /** `permanent`: the address will never take one. */
  bounced: Undelivered & { permanent: boolean; diagnostic?: string | undefined }
  complained: Undelivered
  poorScore: { score: number; comment?: Quote | undefined }
  /** To who owns a subscription whose webhook fails, or `isGone`. */
  subscriptionStopped: { name: string; isGone: boolean }
  /** What has happened to one ticket within a minute, or a quiet night, in its order. */
  gathered: { parts: readonly Single[] }
  /** What has happened to many since, and what is at risk: not both empty. */
  digest: {
    since: Instant
    entries: readonly { number: string; title?: string | undefined; kind: NoticeKind; at: Instant }[]
    atRisk: readonly { number: string; title?: string | undefined; dueAt?: Instant | undefined; light: Light }[]
  }
}
export type NoticeKind = keyof Tellings
/** Those that are of no ticket. */
type AloneKind = 'digest' | 'subscriptionStopped'
type SingleKind = Exclude<NoticeKind, 'gathered' | AloneKind>

/** One of them with its matter. */
export type Telling = { [Kind in NoticeKind]: { kind: Kind; said: Tellings[Kind] } }[NoticeKind]
/** One that is of no ticket. */
export type Alone = Extract<Telling, { kind: AloneKind }>
/** One that is about one thing. */
export type Single = Extract<Telling, { kind: SingleKind }>
