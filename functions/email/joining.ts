import { decide, several } from '../../domain/lifecycle.ts'
import { Refusal } from '../../domain/refusal.ts'
import { watch } from '../../domain/watchers.ts'
import type { Actor } from '../../schemas/actor.ts'
import type { NewComment } from '../../schemas/comment.ts'
import { mostWatchers } from '../../schemas/ticket.ts'
import { commitChange } from '../platform/table/commit.ts'
import { deskOf } from '../platform/table/desk.ts'
import { type Loaded, loadTicket } from '../platform/table/tickets.ts'
import { type Commenting, commentOn } from '../platform/tickets/commenting.ts'
import { type Arrival, type Effect, effectWrites } from './arrival.ts'
import { obeyed, toldOf } from './commanded.ts'
import { copiedTo } from './copied.ts'
import { type Heard, heardFrom } from './hearing.ts'
import { filling } from './pictures.ts'
import type { Place } from './placing.ts'
import { commentOf } from './words.ts'

/**
 * A mail becomes a comment: the word of whoever wrote it, with all that a word of theirs does, and what staff ask for beside
 * it. One transaction; undefined where the ticket has changed meanwhile, and everything is to be looked at anew.
 */
export async function join(
  arrival: Arrival,
  { ticket: { number }, isStranger }: Extract<Place, { is: 'said' }>,
  actor: Actor,
): Promise<Effect | undefined> {
  const { loaded } = await loadTicket(number)
  if (!loaded || loaded.ticket.mergedInto) return undefined
  try {
    const { decision, effect, writes } = await joining(arrival, loaded, actor, isStranger)
    const whole: Effect = isStranger ? { ...effect, isStranger } : effect
    const all = [...writes, ...(await effectWrites(arrival, whole))]
    const commit = { decision, correlationId: arrival.correlationId, writes: all }
    return (await commitChange(loaded, commit)).is === 'committed' ? whole : undefined
  } catch (refusal) {
    // It was closed too long ago by now, or cancelled, or archived.
    if (refusal instanceof Refusal && refusal.kind === 'conflict') return undefined
    throw refusal
  }
}

async function joining(arrival: Arrival, loaded: Loaded, actor: Actor, isStranger: boolean) {
  const { ticket } = loaded
  const now = new Date().toISOString()
  const heard = heardFrom(arrival, actor)
  const said = heard.text === undefined ? undefined : await saying(arrival, loaded, actor, heard, heard.text, now)
  const watchers = isStranger ? asParticipant(actor, ticket) : await copiedTo(arrival, ticket)
  const rules = [...(said ? [said.effect.command] : []), ...watchers.map(watch)]
  const desk = await deskOf(ticket, { current: heard.commands.length > 0 })
  const asked = obeyed(heard, actor, (steps) => decide(ticket, several([...rules, ...steps]), actor, desk, now))
  const told = await toldOf(loaded, asked, heard, now)
  const decision = decide(ticket, several([...rules, ...asked.steps, ...(told ? [told.rule] : [])]), actor, desk, now)
  const comment = said?.comment(decision)
  const marked = [...asked.marked, ...(said?.isCut ? ['cut'] : [])]
  const effect: Effect = {
    ...{ ticket: ticket.number, state: arrival.reading.unreadable ? 'kept' : 'joined', by: actor },
    ...(comment && { comment: comment.id }),
    ...(heard.internal && { internal: true }),
    ...(marked.length > 0 && { marked }),
  }
  const writes = [...(said?.effect.writes(decision) ?? []), ...(told?.writes(decision) ?? [])]
  return { decision, effect, writes }
}

/** Who is let in takes part from then on, as far as they may: a colleague watches it. They let nobody else in. */
const asParticipant = ({ id, customer }: Actor, { customer: its, watchers = [] }: Loaded['ticket']): string[] =>
  customer && customer === its && watchers.length < mostWatchers ? [id] : []

/** The comment that a mail becomes, with the places of its pictures filled in. */
async function saying(
  { inbound, reading }: Arrival,
  loaded: Loaded,
  actor: Actor,
  { internal }: Heard,
  text: string,
  now: string,
): Promise<Commenting & { isCut: boolean }> {
  const { source, isCut, ...rendered } = commentOf(reading, text, filling(inbound.mail, reading, internal))
  const given: NewComment = { body: source, format: 'html', internal, mentions: [] }
  return { ...(await commentOn(loaded, actor, now, given, rendered, inbound.mail)), isCut }
}
