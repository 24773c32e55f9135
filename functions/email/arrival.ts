import type { Ours } from '../../domain/mail/kind.ts'
import type { ActorReference } from '../../schemas/actor.ts'
import type { Settings } from '../../schemas/settings.ts'
import { environment } from '../platform/environment.ts'
import { oursOf, type Reading, readMail } from '../platform/mail/reading.ts'
import { mailSecrets } from '../platform/mail/secrets.ts'
import type { Secrets } from '../platform/mail/tokens.ts'
import { type Inbound, type Outcome, outcomeUpdate, sameness, samePut } from '../platform/table/inbound.ts'
import { loadThread, type MailIn, mailPut, threadPut } from '../platform/table/mails.ts'
import { messagePut } from '../platform/table/messages.ts'
import { settingsSince } from '../platform/table/settings.ts'
import type { Write } from '../platform/table/transaction.ts'
import { type Named, namedBy } from './placing.ts'
import { type Sender, senderOf } from './sender.ts'

/** A mail that is being taken in, with all that is known of it. */
export interface Arrival {
  inbound: Inbound
  reading: Reading
  sender: Sender
  settings: Settings
  ours: Ours
  correlationId: string
  /** By what it is the same as another raw message; absent where its program gave it no id. */
  same?: string
}

/** What a mail comes to on a ticket. */
export interface Effect {
  ticket: string
  state: MailIn['state']
  comment?: string
  /** Who said it: its files are theirs. */
  by?: ActorReference
  /** Whether it is for staff alone. */
  internal?: boolean
  marked?: readonly string[]
  isStranger?: boolean
  /** It is a new matter to the desk, and to its sender an answer to what the desk has sent by itself. */
  answersAutomatic?: boolean
}

/** A raw message, read by the code and the settings as they are now, and the tickets that it names. */
export async function arrivalOf(
  inbound: Inbound,
  raw: Uint8Array,
  correlationId: string,
): Promise<{ arrival: Arrival; named: Named; secrets: Secrets }> {
  const [settings, secrets] = await Promise.all([settingsSince(), mailSecrets()])
  const ours = oursOf(settings, environment('MAIL_FROM'), secrets)
  const reading = await readMail(raw, ours)
  const sender = await senderOf(reading.author, reading.trust)
  const { messageId } = reading.mail
  const same = messageId === undefined ? undefined : sameness(messageId, reading.content)
  return {
    arrival: { inbound, reading, sender, settings, ours, correlationId, ...(same && { same }) },
    named: await namedBy(reading, secrets, sender, inbound.at),
    secrets,
  }
}

/** Why staff should look twice, whatever becomes of it. */
export function marksOf({ verdicts, trust, unreadable }: Reading, { isPretended, address }: Sender): string[] {
  return [
    ...(trust === 'failed' || isPretended ? ['not-believed'] : []),
    ...(verdicts.spam === 'fail' ? ['spam'] : []),
    ...(verdicts.virus === 'fail' ? ['virus'] : []),
    ...(unreadable ? ['unreadable'] : []),
    ...(address ? [] : ['no-sender']),
  ]
}

/** Whether something automatic may follow: not to machines, and not to an address that somebody else has put there. */
const mayBeAnswered = ({ found, trust, verdicts }: Reading, { isPretended, address }: Sender): boolean =>
  found.may.answered &&
  trust !== 'failed' &&
  !isPretended &&
  !!address &&
  verdicts.spam !== 'fail' &&
  verdicts.virus !== 'fail'

const mostDiagnosed = 500

/** What belongs into the transaction of the effect: that this mail has had it, what it was, and by what an answer to it finds back. */
export async function effectWrites(arrival: Arrival, effect: Effect): Promise<Write[]> {
  const { inbound, reading, sender, same } = arrival
  const { mail, found, verdicts } = reading
  const { ticket, state, comment, by, internal } = effect
  const marked = [...marksOf(reading, sender), ...(effect.marked ?? []), ...(effect.isStranger ? ['stranger'] : [])]
  const { messageId, problems } = mail
  const known = { kind: found.kind, because: found.because, verdicts }
  const kept: MailIn = {
    ...{ id: inbound.mail, ticket, direction: 'in', at: inbound.at, subject: mail.subject, version: 1 },
    ...{ objectKey: inbound.objectKey, state, ...known },
    ...(reading.author && { from: reading.author.address }),
    ...(by && by.role !== 'system' && { person: by.id }),
    ...(messageId && { messageId: messageId.slice(0, mostDiagnosed) }),
    ...(comment && { comment }),
    ...(marked.length > 0 && { marked }),
    ...(problems.length > 0 && { problems }),
    ...((!mayBeAnswered(reading, sender) || effect.answersAutomatic) && { unanswered: true }),
  }
  const outcome: Outcome = {
    ...{ state, ticket, ...known },
    ...(comment && { comment }),
    ...(by && { by: { id: by.id, role: by.role } }),
    ...(internal && { internal }),
    ...(problems.length > 0 && { problems }),
  }
  return [
    { Update: outcomeUpdate(inbound.objectKey, outcome) },
    mailPut(kept),
    ...(same ? [samePut(same, inbound, ticket)] : []),
    ...(messageId ? [messagePut(messageId, { ticket, mail: inbound.mail })] : []),
    ...(messageId && state !== 'noted'
      ? [threadPut(ticket, await threadWith(ticket, messageId, mail.references))]
      : []),
  ]
}

/** So many of what a mail itself names: with its own id they are what an answer to it names. */
const mostNamed = 5

async function threadWith(ticket: string, lastId: string, references: readonly string[]) {
  const known = await loadThread(ticket)
  const named = known.references.length > 0 ? [] : references.slice(-mostNamed)
  return { lastId, references: [...known.references, ...named, lastId] }
}
