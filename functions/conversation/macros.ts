import { ulid } from 'ulid'
import { mayKeepMacro, maySeeMacro } from '../../domain/macro.ts'
import { invalid, notFound, Refusal } from '../../domain/refusal.ts'
import type { Actor } from '../../schemas/actor.ts'
import { doesSomething, type Macro, MacroFields } from '../../schemas/macro.ts'
import type {
  createMacro,
  deleteMacro,
  getMacro,
  listMacros,
  updateMacro,
} from '../../schemas/operations/conversation.ts'
import { basePath } from '../../schemas/operations/operation.ts'
import type { Request } from '../platform/http/edge.ts'
import { createRecord, patchRecord, readRecord, removeRecord } from '../platform/http/record.ts'
import { findMacro, macros, macrosBeside, macrosFor, mostMacros } from '../platform/table/macros.ts'
import { findTeam } from '../platform/table/people.ts'
import type { StoredAnswer } from '../platform/table/requests.ts'
import { checkAssignment } from '../platform/tickets/assigning.ts'

export async function macrosForCaller({ actor, answer }: Request<typeof listMacros>): Promise<StoredAnswer> {
  return answer({ items: (await macrosFor(actor.id)).filter((macro) => maySeeMacro(actor, macro)) })
}

/** A macro that the caller may see. */
export async function macroFor(actor: Actor, id: string): Promise<Macro> {
  const macro = await findMacro(id, actor.id)
  if (!macro || !maySeeMacro(actor, macro)) throw notFound()
  return macro
}

const notTheirs = () =>
  new Refusal(
    'forbidden',
    "A team's macros are kept by its supervisors, shared ones by any; managers and admins do either.",
  )

export async function makeMacro(request: Request<typeof createMacro>): Promise<StoredAnswer> {
  const { actor, body } = request
  const macro = { ...body, id: `mac_${ulid()}`, owner: actor.id }
  if (body.team && !(await findTeam(body.team))) throw invalid('team', 'is not known', 'the id of a team')
  if (!mayKeepMacro(actor, macro)) throw notTheirs()
  await checkActions(macro)
  if ((await macrosBeside(macro)) >= mostMacros) {
    throw new Refusal('conflict', `There are ${mostMacros} macros already: take one away first.`)
  }
  return createRecord(request, { records: macros, answer: request.answer }, macro, `${basePath}/macros/${macro.id}`)
}

/** Those whom its actions name work here; whether they still do is judged again when it is used. */
async function checkActions({ actions }: Pick<Macro, 'actions'>): Promise<void> {
  for (const action of actions) if (action.do === 'assign') await checkAssignment(action)
}

export async function macroForCaller(request: Request<typeof getMacro>): Promise<StoredAnswer> {
  const { actor, params, answer } = request
  return readRecord(request, { records: macros, answer }, await macroFor(actor, params.macro))
}

/** One that the caller may change, too. */
async function kept({ actor, params }: Pick<Request<typeof getMacro>, 'actor' | 'params'>): Promise<Macro> {
  const macro = await macroFor(actor, params.macro)
  if (!mayKeepMacro(actor, macro)) throw notTheirs()
  return macro
}

export async function changeMacro(request: Request<typeof updateMacro>): Promise<StoredAnswer> {
  const macro = await kept(request)
  const answer = (after: Macro, headers: Record<string, string>) => {
    if (!doesSomething(after)) throw invalid('', 'does nothing', '`reply`, `actions`, or both')
    return request.answer(after, headers)
  }
  const { actions } = request.body
  if (actions) await checkActions({ actions: MacroFields.shape.actions.catch([]).parse(actions) })
  return patchRecord(request, { records: macros, answer }, macro, request.body, MacroFields)
}

export async function dropMacro(request: Request<typeof deleteMacro>): Promise<StoredAnswer> {
  return removeRecord(request, { records: macros }, await kept(request))
}
