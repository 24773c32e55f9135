import { defaultAssignmentRules, inAssignmentOrder } from '../../../domain/assignment-defaults.ts'
import { AssignmentRule } from '../../../schemas/assignment-rule.ts'
import { keepAsItCame } from './built-in.ts'
import { type Records, recordsAt } from './records.ts'

const pk = 'ASSIGNMENT-RULES'

/** There are few, all are asked, so they lie together: one Query. */
export const assignmentRules: Records<AssignmentRule> = {
  kind: 'assignment-rule',
  schema: AssignmentRule,
  key: ({ id }) => ({ pk, sk: id }),
}

/** A desk can have so many of its own. */
export const mostAssignmentRules = 100

export const isBuiltInRule = (id: string): boolean => defaultAssignmentRules.some((rule) => rule.id === id)

/** Every rule as it is in the table now, in order; those that the desk came with, as far as nobody has changed them. */
export async function assignmentRulesNow(): Promise<AssignmentRule[]> {
  const items = await recordsAt(assignmentRules, pk)
  const changed = new Set(items.map(({ id }) => id))
  return inAssignmentOrder([...items, ...defaultAssignmentRules.filter(({ id }) => !changed.has(id))])
}

/** Puts a rule that the desk came with into the table, as it came, so that it can be changed there like any other. */
export const keepBuiltInRule = (id: string): Promise<void> => keepAsItCame(assignmentRules, defaultAssignmentRules, id)
