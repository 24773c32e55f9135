import { several } from '../../domain/lifecycle.ts'
import type { Rule } from '../../domain/rule.ts'
import type { Decision, Desk } from '../../domain/ticket.ts'
import type { Actor } from '../../schemas/actor.ts'
import type { MacroAction, TicketAction } from '../../schemas/bulk.ts'
import type { Macro } from '../../schemas/macro.ts'
import type { applyMacro } from '../../schemas/operations/conversation.ts'
import type { Request } from '../platform/http/edge.ts'
import type { StoredAnswer } from '../platform/table/requests.ts'
import type { Loaded } from '../platform/table/tickets.ts'
import { effectOf } from '../platform/tickets/actions.ts'
import { checkAssignment } from '../platform/tickets/assigning.ts'
import { change, type Effect, rehearse } from '../platform/tickets/command.ts'
import { type Commenting, commentOn } from '../platform/tickets/commenting.ts'
import { representation } from '../platform/tickets/representation.ts'
import { filledIn } from './filling.ts'
import { macroFor } from './macros.ts'
import { shown } from './shown.ts'

/** Uses a macro: its reply and its changes are one command of the ticket. A dry run decides, and writes nothing. */
export async function useMacro(request: Request<typeof applyMacro>): Promise<StoredAnswer> {
  const { actor, body, params } = request
  const macro = await macroFor(actor, body.macro)
  const actions = macro.actions.map((action) => doneBy(action, actor))
  for (const action of actions) if (action.do === 'assign') await checkAssignment(action)
  let reply: Commenting | undefined
  const effectFor = async (loaded: Loaded): Promise<Effect> => {
    reply = await replyTo(loaded, macro, request)
    const effect = await effectOf(loaded, actions, actor, request.now)
    return {
      ...effect,
      command: several([...(reply ? [reply.effect.command] : []), effect.command as Rule]),
      writes: (decision) => [...(reply?.effect.writes(decision) ?? []), ...(effect.writes?.(decision) ?? [])],
    }
  }
  const answer = (decision: Decision, loaded: Loaded, { settings }: Desk) =>
    request.answer({
      dryRun: body.dryRun,
      ticket: representation(decision.ticket, decision.description ?? loaded.description, actor, settings.customFields),
      ...(reply && { comment: shown(reply.comment(decision), actor) }),
    })
  return body.dryRun ? rehearse(request, params.id, effectFor, answer) : change(request, params.id, effectFor, answer)
}

const doneBy = (action: MacroAction, { id }: Actor): TicketAction =>
  action.do === 'take' ? { do: 'assign', technician: id } : action

/** The macro's reply on this ticket, or the one that the agent has made of it. */
async function replyTo(loaded: Loaded, macro: Macro, request: Request<typeof applyMacro>) {
  const { actor, body, now } = request
  const said = { internal: macro.reply?.internal ?? false, mentions: [] }
  if (body.body !== undefined)
    return commentOn(loaded, actor, now, { ...said, format: macro.reply?.format ?? 'markdown', body: body.body })
  if (!macro.reply) return undefined
  const { format } = macro.reply
  return commentOn(loaded, actor, now, { ...said, format, body: await filledIn(macro.reply, loaded.ticket, actor) })
}
