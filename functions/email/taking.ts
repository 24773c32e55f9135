import { busy } from '../../domain/refusal.ts'
import type { Counted } from '../../schemas/measures.ts'
import { readRaw } from '../platform/mail/intake.ts'
import type { Secrets } from '../platform/mail/tokens.ts'
import { attempts, pauseFor } from '../platform/retry.ts'
import {
  giveBack,
  type Inbound,
  loadInbound,
  type Outcome,
  saveOutcome,
  takeIn,
  ticketOfSame,
} from '../platform/table/inbound.ts'
import { transact } from '../platform/table/transaction.ts'
import { count } from '../platform/telemetry.ts'
import { type Arrival, arrivalOf, type Effect, effectWrites } from './arrival.ts'
import { join } from './joining.ts'
import { open } from './opening.ts'
import { type Named, namedBy, placeOf } from './placing.ts'
import { actorFor } from './sender.ts'
import { settle } from './settling.ts'

/** The mail has had its effect: by another try, or as another raw message. */
class Already extends Error {
  readonly outcome: Outcome
  constructor(outcome: Outcome) {
    super(outcome.state)
    this.outcome = outcome
  }
}

const counters: Record<Outcome['state'], Counted> = {
  opened: 'MailsOpened',
  joined: 'MailsJoined',
  noted: 'MailsNoted',
  kept: 'MailsKept',
  aside: 'MailsAside',
  duplicate: 'MailsDuplicate',
}

/** Takes in what lies under a key of the intake: once, however often this is asked. Throws where another is at it at this moment. */
export async function takeInOnce(key: string, correlationId: string): Promise<void> {
  const inbound = await takeIn(key, Date.now())
  if (inbound === 'taken') throw new Error(`${key}: it is being taken in at this moment`)
  if (inbound === 'settled') return
  try {
    const state = await takeInMail(inbound, correlationId)
    count(counters[state])
  } catch (fault) {
    await giveBack(key)
    throw fault
  }
}

/** Brings a raw message to its effect, and then sees to what follows from it; where the effect is there, to the rest alone. */
async function takeInMail(inbound: Inbound, correlationId: string): Promise<Outcome['state']> {
  const raw = await readRaw(inbound.objectKey)
  if (!raw) throw new Error(`${inbound.objectKey}: there is nothing in the intake`)
  const { arrival, named, secrets } = await arrivalOf(inbound, raw, correlationId)
  const known = inbound.state ? { ...inbound, state: inbound.state } : undefined
  const outcome = known ?? (await effectOf(arrival, named, secrets))
  await settle(arrival, outcome, named)
  return outcome.state
}

/** What came of it, once it was committed. What loses a race looks at everything anew. */
async function effectOf(arrival: Arrival, first: Named, secrets: Secrets): Promise<Outcome> {
  try {
    let named = first
    for (let attempt = 1; attempt <= attempts; attempt += 1) {
      const outcome = await attemptAt(arrival, named)
      if (outcome) return outcome
      await pauseFor(attempt)
      await stillToDo(arrival)
      // It may have come in time, and be too late by now: the rules know no other instant.
      named = await namedBy(arrival.reading, secrets, arrival.sender, new Date().toISOString())
    }
    throw busy()
  } catch (done) {
    if (done instanceof Already) return done.outcome
    throw done
  }
}

async function attemptAt(arrival: Arrival, named: Named): Promise<Outcome | undefined> {
  const { inbound, reading, sender, settings, correlationId } = arrival
  const place = placeOf(reading, named, sender, settings.mail.strangers)
  if (place.is === 'aside') return putAside(arrival)
  if (place.is === 'noted') return noteOn(arrival, place.ticket.number)
  const actor = await actorFor(sender, inbound.at, correlationId)
  if (place.is === 'new') return outcomeOf(await open(arrival, place, actor, named, () => stillToDo(arrival)))
  const effect = await join(arrival, place, actor)
  return effect && outcomeOf(effect)
}

const outcomeOf = ({ state, ticket, comment, by, internal }: Effect): Outcome => ({
  ...{ state, ticket },
  ...(comment && { comment }),
  ...(by && { by }),
  ...(internal && { internal }),
})

/** A machine's: it stands with the ticket's mails, and does nothing to the ticket itself. */
async function noteOn(arrival: Arrival, ticket: string): Promise<Outcome | undefined> {
  const effect: Effect = { ticket, state: 'noted' }
  const { is } = await transact(await effectWrites(arrival, effect))
  return is === 'committed' ? outcomeOf(effect) : undefined
}

/** A machine's that belongs nowhere: it is known what it was, and it lies where it came in. */
async function putAside({ inbound, reading }: Arrival): Promise<Outcome | undefined> {
  const { found, verdicts } = reading
  const outcome: Outcome = { state: 'aside', kind: found.kind, because: found.because, verdicts }
  return (await saveOutcome(inbound.objectKey, outcome)) && outcome
}

/** Throws what came of it, if that is known by now: from another try, or from another raw message of the same mail. */
async function stillToDo({ inbound, same }: Pick<Arrival, 'inbound' | 'same'>): Promise<void> {
  const known = await loadInbound(inbound.objectKey)
  if (known?.state) throw new Already({ ...known, state: known.state })
  const ticket = same && (await ticketOfSame(same))
  if (!ticket) return
  const outcome: Outcome = { state: 'duplicate', ticket }
  if (await saveOutcome(inbound.objectKey, outcome)) throw new Already(outcome)
  await stillToDo({ inbound })
}
