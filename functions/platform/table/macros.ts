import { Macro } from '../../../schemas/macro.ts'
import { listRecords, type Records, recordIn } from './records.ts'
import { readAll } from './tickets.ts'

/** Those of teams and of everybody are few, and lie together; a person's own lie in a partition of theirs. */
const partition = (owner: string) => `MACROS#${owner}`
const common = 'COMMON'

export const macros: Records<Macro> = {
  kind: 'macro',
  schema: Macro,
  key: ({ id, scope, owner = '' }) => ({ pk: partition(scope === 'personal' ? owner : common), sk: id }),
}

/** So many a partition are listed; nobody chooses among more. */
export const mostMacros = 500

/** Somebody's own macros, and those of all teams and everybody, oldest first. */
export async function macrosFor(owner: string): Promise<Macro[]> {
  const lists = await Promise.all([owner, common].map((of) => macrosOf(of)))
  return lists.flat()
}

/** How many there are already where a new one would lie. */
export const macrosBeside = async (macro: Pick<Macro, 'scope' | 'owner'>): Promise<number> =>
  (await macrosOf(macro.scope === 'personal' ? macro.owner : common)).length

const macrosOf = async (owner: string): Promise<Macro[]> =>
  (await listRecords(macros, { pk: partition(owner) }, mostMacros)).items

/** A macro by its id, the person's own or a common one: one request. */
export async function findMacro(id: string, owner: string): Promise<Macro | undefined> {
  const [found] = await readAll([owner, common].map((of) => ({ pk: partition(of), sk: id })))
  return found && recordIn(macros, found)
}
