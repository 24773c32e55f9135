import type { Settings } from '../../schemas/settings.ts'
import type { Incoming, Verdicts } from './incoming.ts'
import { trusted } from './verdicts.ts'

/** By what a mail belongs to a ticket, strongest first. The first two carry a keyed hash; the others anybody can write who has seen them. */
export const evidences = ['reply-address', 'message-id', 'references', 'subject'] as const
type Evidence = (typeof evidences)[number]

/** A ticket that a mail may belong to, with what is known of it. The merged ones stand for what they were merged into. */
export interface Candidate {
  ticket: string
  by: Evidence
  /** Whether its sender takes part: requester, watcher, contact of its customer who may see it, or staff who may. */
  isParticipant: boolean
  /** Whether a word of theirs still counts on it: not archived, and not closed for longer than it can be reopened. */
  isWithinWindow: boolean
}

/** How far the address that a mail is from can be believed. */
export type Trust = 'good' | 'unknown' | 'failed'

export interface Sender {
  trust: Trust
  /** `settings.mail.strangers`: what becomes of somebody who answers in a thread that they have no part in. */
  strangers: Settings['mail']['strangers']
}

/** Where a mail goes: into a ticket, into a new one that is linked to it, or (nothing) into a new one. */
export type Thread = { ticket: string; by: Evidence } | { follows: string; by: Evidence; because: Apart }
type Apart = 'too-late' | 'stranger' | 'not-believed'

/**
 * Which ticket a mail belongs to. A hash of ours lets participants in whatever the verdicts, and strangers where the desk lets them; an id
 * that others have written, only participants whose verdicts have not failed; a number, only participants whose verdicts are good. The strongest evidence decides alone.
 */
export function threadOf(candidates: readonly Candidate[], sender: Sender): Thread | undefined {
  for (const evidence of evidences) {
    const found = candidates.find(({ by }) => by === evidence)
    const thread = found && placed(found, sender)
    if (thread) return thread
  }
  return undefined
}

function placed({ ticket, by, isParticipant, isWithinWindow }: Candidate, sender: Sender): Thread | undefined {
  const { hash, needs } = admits[by]
  // A number can be guessed: who has no part in the ticket learns nothing by it, not even that there is one.
  if (!hash && by === 'subject' && !isParticipant) return undefined
  const apart = (because: Apart): Thread => ({ follows: ticket, by, because })
  if (!isParticipant && !(hash && sender.strangers === 'join' && sender.trust !== 'failed')) return apart('stranger')
  if (!needs.includes(sender.trust)) return apart('not-believed')
  return isWithinWindow ? { ticket, by } : apart('too-late')
}

/** What each evidence is worth: whether it carries a hash of ours, and how far a participant has to be believed beside it. */
const admits: Record<Evidence, { hash: boolean; needs: readonly Trust[] }> = {
  'reply-address': { hash: true, needs: ['good', 'unknown', 'failed'] },
  'message-id': { hash: true, needs: ['good', 'unknown', 'failed'] },
  references: { hash: false, needs: ['good', 'unknown'] },
  subject: { hash: false, needs: ['good'] },
}

/** How far the address that a mail is from can be believed. None that proves anything is not one that failed: many have no records at all. */
export function trustOf(verdicts: Verdicts): Trust {
  if (trusted(verdicts)) return 'good'
  const { dmarc, spf, dkim } = verdicts
  return dmarc === 'fail' || (spf === 'fail' && dkim !== 'pass') || (dkim === 'fail' && spf !== 'pass')
    ? 'failed'
    : 'unknown'
}

/** What a mail itself says about tickets: to be looked up before `threadOf` is asked. */
export interface Traces {
  /** By evidence, strongest first: numbers that a keyed hash of ours vouches for, then those that the subject names. */
  numbers: { number: string; by: Exclude<Evidence, 'references'> }[]
  /** Message-IDs that a thread may be known by, the nearest first. */
  ids: string[]
}

export interface Readers {
  /** The ticket of a signed reply address; nothing where the hash is not ours. */
  replyAddress: (address: string) => string | undefined
  /** The ticket of a Message-ID of ours; nothing where the hash is not ours. */
  messageId: (id: string) => string | undefined
}

/** Of more ids than this only the nearest are looked at: some programs never let go of any. */
const mostIds = 20
/** Of more addressees than this none is a person's doing. */
const mostAddresses = 100
const mostNumbers = 3

/** What a mail says about tickets. */
export function tracesOf(mail: Incoming, read: Readers): Traces {
  const to = [...mail.deliveredTo, ...mail.to.map(({ address }) => address), ...mail.cc.map(({ address }) => address)]
  const ids = [...new Set([...mail.inReplyTo, ...mail.references.toReversed()])].slice(0, mostIds)
  const signed = to
    .slice(0, mostAddresses)
    .map((address) => ({ number: read.replyAddress(address), by: 'reply-address' as const }))
  const own = ids.map((id) => ({ number: read.messageId(id), by: 'message-id' as const }))
  const named = numbersIn(mail.subject).map((number) => ({ number, by: 'subject' as const }))
  const all = [...signed, ...own, ...named]
  const isFirst = (one: (typeof all)[number], at: number) =>
    all.findIndex(({ number, by }) => number === one.number && by === one.by) === at
  return {
    numbers: all.filter(isFirst).flatMap(({ number, by }) => (number ? [{ number, by }] : [])),
    ids: ids.filter((id) => !read.messageId(id)),
  }
}

/** The ticket numbers that stand in brackets in a subject, as we write them; the brackets of other scripts too. */
export const numbersIn = (subject: string): string[] =>
  [...subject.slice(0, 1000).matchAll(/[[［【]\s{0,3}#?([A-Z]{1,10}(?:-?\d{1,12}){1,2})\s{0,3}[\]］】]/gi)]
    .map(([, number = '']) => number.toUpperCase())
    .slice(0, mostNumbers)
