import * as z from 'zod'
import { PersonId, TeamId } from './actor.ts'
import { strategies } from './assignment-rule.ts'
import { words } from './text.ts'

/** Who a ticket is given to by hand: somebody, a team, or whoever fits best. */
export const assignmentFields = {
  technician: PersonId.optional(),
  team: TeamId.optional(),
  strategy: z
    .enum(['rules', ...strategies])
    .optional()
    .meta({ description: 'How somebody is looked for, where nobody is named; `rules`: by the assignment rules' }),
  reason: words(1000).optional(),
  force: z
    .boolean()
    .optional()
    .meta({ description: 'Also to somebody whom something keeps from it: with a reason, which is recorded' }),
}

type Asked = { [Name in keyof typeof assignmentFields]?: unknown }

/** What is wrong with how the parts of an assignment go together; undefined where nothing is. */
export function assignmentError({ technician, team, strategy, reason, force }: Asked) {
  if (!technician && !team && !strategy) {
    return { path: [], message: 'must say to whom', params: { expected: 'a technician, a team, both, or a strategy' } }
  }
  if (technician && strategy) {
    return {
      path: ['strategy'],
      message: 'looks for somebody, and technician names one',
      params: { expected: 'one of both' },
    }
  }
  if (strategy === 'rules' && team) {
    return { path: ['team'], message: 'is for the rules to say', params: { expected: 'no team beside the rules' } }
  }
  if (force && !reason) {
    return { path: ['reason'], message: 'is missing', params: { expected: 'why it is forced' } }
  }
  if (force && strategy) {
    return { path: ['force'], message: 'has nothing to force', params: { expected: 'nothing beside a strategy' } }
  }
  return undefined
}

export const GivenAssignment = z
  .strictObject(assignmentFields)
  .superRefine((asked, context) => {
    const error = assignmentError(asked)
    if (error) context.addIssue({ code: 'custom', ...error })
  })
  .meta({
    id: 'Assignment',
    example: { technician: 'per_01JD0000000000000000TECHN1', reason: 'Nearest to the site' },
  })
export type GivenAssignment = z.infer<typeof GivenAssignment>
