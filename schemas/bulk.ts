import * as z from 'zod'
import { assignmentError, assignmentFields } from './assignment.ts'
import { NewComment } from './comment.ts'
import { GivenNumber, Merge } from './merge.ts'
import { Filter } from './selection.ts'
import { words } from './text.ts'
import { mostTags, PendingStatus, Priority, Tag } from './ticket.ts'

/** So many tickets may be named; a filter may match more. */
const mostNamed = 500
export const mostMatched = 10_000

const Reason = words(1000)
const tags = z.array(Tag).max(mostTags).default([])

const moves = [
  z.strictObject({ do: z.literal('assign'), ...assignmentFields }).superRefine((asked, context) => {
    const error = assignmentError(asked)
    if (error) context.addIssue({ code: 'custom', ...error })
  }),
  z.strictObject({ do: z.enum(['unassign', 'reopen', 'cancel']), reason: Reason }),
  z.strictObject({ do: z.enum(['start', 'resume', 'close']), reason: Reason.optional() }),
  z.strictObject({ do: z.literal('pause'), status: PendingStatus, reason: Reason }),
  z.strictObject({ do: z.literal('resolve'), resolution: words(4000) }),
] as const

const oneTicket = [
  ...moves,
  z.strictObject({ do: z.literal('set-priority'), priority: Priority }),
  z.strictObject({ do: z.literal('tag'), add: tags, remove: tags }),
] as const

/** What a macro does to its ticket; `take` gives it to whoever uses the macro. */
export const MacroAction = z
  .discriminatedUnion('do', [...oneTicket, z.strictObject({ do: z.literal('take') })])
  .meta({ id: 'MacroAction' })
export type MacroAction = z.infer<typeof MacroAction>

const TicketAction = z.discriminatedUnion('do', [...oneTicket])
/** What can be done to a ticket beside other things, as one. */
export type TicketAction = z.infer<typeof TicketAction>

const { inReplyTo: _, ...said } = NewComment.shape

/** What is done to each ticket: what the operation of that name does to one. */
export const BulkAction = z
  .discriminatedUnion('do', [
    ...oneTicket,
    z.strictObject({ do: z.literal('comment'), ...said }),
    z.strictObject({ do: z.literal('merge'), ...Merge.shape }),
  ])
  .meta({ id: 'BulkAction' })
export type BulkAction = z.infer<typeof BulkAction>

const isOnce = (actions: readonly BulkAction[], what: BulkAction['do']) =>
  actions.filter((action) => action.do === what).length <= 1

export const Bulk = z
  .strictObject({
    tickets: z
      .array(GivenNumber)
      .min(1)
      .max(mostNamed)
      .optional()
      .meta({ description: `Up to ${mostNamed} tickets by their numbers; one that is named twice counts once` }),
    filter: Filter.omit({ archived: true })
      .optional()
      .meta({
        description: `Or everything that this matches when the job begins: at most ${mostMatched}, else nothing is done. Archived tickets are not changed any more`,
      }),
    actions: z
      .array(BulkAction)
      .min(1)
      .max(5)
      .refine((actions) => isOnce(actions, 'comment'), {
        message: 'must have one comment at most',
        params: { expected: 'one `comment`' },
      })
      .refine((actions) => actions.length === 1 || actions.every((action) => action.do !== 'merge'), {
        message: 'must have `merge` alone',
        params: { expected: '`merge`, and no other action' },
      })
      .meta({ description: 'For each ticket all of them in this order, or none. `merge` stands alone' }),
    dryRun: z.boolean().default(false).meta({ description: 'Only say what would happen' }),
  })
  .refine(({ tickets, filter }) => (tickets === undefined) !== (filter === undefined), {
    message: 'must say which tickets',
    params: { expected: 'either `tickets` or `filter`' },
  })
  .meta({
    id: 'Bulk',
    example: {
      tickets: ['TKT000123', 'TKT000124'],
      actions: [
        { do: 'assign', technician: 'per_01JD0000000000000000TECHN1' },
        { do: 'tag', add: ['flood'] },
      ],
      dryRun: true,
    },
  })
export type Bulk = z.infer<typeof Bulk>
