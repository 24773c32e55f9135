import { actionsAt } from '../../domain/escalation-rules.ts'
import { addFollowUp } from '../../domain/follow-ups.ts'
import { decide } from '../../domain/lifecycle.ts'
import { Refusal } from '../../domain/refusal.ts'
import { later, plus, targetMs } from '../../domain/time.ts'
import type { EventData } from '../../events/catalogue.ts'
import type { Envelope } from '../../events/envelope.ts'
import { system } from '../../schemas/actor.ts'
import type { EscalationAction } from '../../schemas/escalation.ts'
import { type BusEvent, eachMessage } from '../platform/messages.ts'
import { untilWon } from '../platform/retry.ts'
import { commitChange } from '../platform/table/commit.ts'
import { deskOf } from '../platform/table/desk.ts'
import { isDone, oncePut, saveDropped } from '../platform/table/notices.ts'
import { policyVersion } from '../platform/table/policies.ts'
import { loadTicket } from '../platform/table/tickets.ts'
import { count, logger } from '../platform/telemetry.ts'

/** Opens the follow-ups that a milestone's rule names: each once, however often its event comes. */
export const handler = eachMessage<BusEvent>(async (message, correlationId) => {
  if (message['replay-name']) return
  const event = message.detail as Envelope
  const { policy, actions, ...reached } = event.data as EventData<'sla.warned'>
  for (const action of actions) {
    if (action.action !== 'follow-up' || action.place === undefined) continue
    const said = actionsAt(await policyVersion(policy.id, policy.version), reached)[action.place]
    if (said?.action !== 'follow-up') throw new Error(`${event.id}: the rule has no follow-up at ${action.place}`)
    await open(event, action.place, said, correlationId)
  }
})

type FollowUpAction = Extract<EscalationAction, { action: 'follow-up' }>

/** The ticket, its follow-up, and that this has been done, in one transaction: a duplicate finds it done. */
async function open(event: Envelope, place: number, said: FollowUpAction, correlationId: string): Promise<void> {
  const who = `follow-up.${place}`
  const outcome = await untilWon(async () => {
    if (await isDone(event.id, who)) return 'done'
    const { loaded } = await loadTicket(event.subject.id)
    if (!loaded) return 'The ticket is gone.'
    const now = new Date().toISOString()
    const dueAt = said.after && later(plus(event.occurredAt, targetMs(said.after)), now)
    const rule = addFollowUp({ note: said.note, dueAt }, event.id)
    const desk = await deskOf(loaded.ticket)
    try {
      const decision = decide(loaded.ticket, rule, system, desk, now)
      const writes = [oncePut(event.id, who, Date.parse(now))]
      return (await commitChange(loaded, { decision, correlationId, writes })).is === 'committed' ? 'opened' : undefined
    } catch (refusal) {
      if (!(refusal instanceof Refusal)) throw refusal
      // It has ended meanwhile, or has too many: that will not pass, and is written down so that no duplicate does it later.
      await saveDropped(event.id, who, now, refusal.message)
      return refusal.message
    }
  })
  if (outcome === 'opened') count('FollowUpsOpened')
  else if (outcome !== 'done') logger.warn('No follow-up was opened', { event: event.id, place, because: outcome })
}
