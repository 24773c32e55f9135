import * as z from 'zod'
import { PersonId, prefixed, TeamId } from './actor.ts'
import { Filter, Sort } from './selection.ts'
import { words } from './text.ts'
import { TicketSummary } from './ticket.ts'
import { Instant } from './time.ts'

export const ViewId = prefixed('viw', 'a view').meta({ id: 'ViewId', example: 'viw_01JD0000000000000000V1EW01' })

const columns = Object.keys(TicketSummary.shape) as [string, ...string[]]

/** What of a view may be changed. */
export const ViewFields = z.strictObject({
  name: words(80).meta({ example: 'Urgent and unanswered' }),
  filter: Filter,
  sort: Sort,
  columns: z
    .array(z.enum(columns))
    .min(1)
    .max(columns.length)
    .refine((given) => new Set(given).size === given.length, 'must name each column once')
    .meta({ description: 'Which fields of a ticket to show, in this order: for screens, the answer has them all' }),
})

/** A selection that somebody keeps: for themselves, or for a team. */
export const NewView = ViewFields.extend({
  filter: Filter.default({}),
  sort: Sort.default({ by: 'created', order: 'desc' }),
  columns: ViewFields.shape.columns.default(['number', 'title', 'status', 'priority', 'assignee', 'dueAt']),
  team: TeamId.optional().meta({
    description: 'For this team; where left out, for yourself. It stays one or the other',
  }),
}).meta({
  id: 'NewView',
  example: {
    name: 'Urgent and unanswered',
    filter: { open: true, priority: ['urgent'] },
    sort: { by: 'due', order: 'asc' },
  },
})

/** A JSON merge patch (RFC 7396) of a view: of the filter single fields too, where `null` takes one away. */
export const ViewPatch = ViewFields.partial()
  .extend({ filter: z.record(z.string(), z.unknown()).optional() })
  .meta({ id: 'ViewPatch', example: { name: 'Urgent', filter: { open: null } } })

/** A view as it is kept. */
export const View = ViewFields.extend({
  id: ViewId,
  team: TeamId.optional(),
  owner: PersonId.meta({ description: 'Who made it' }),
  version: z.int().positive(),
  createdAt: Instant,
  updatedAt: Instant,
}).meta({ id: 'View' })
export type View = z.infer<typeof View>

/** How many tickets there are, counted up to a thousand. */
export const Count = z
  .strictObject({
    count: z.int().min(0),
    more: z.boolean().meta({ description: 'Whether there are more than that: counting ends at a thousand' }),
  })
  .meta({ id: 'Count' })
export type Count = z.infer<typeof Count>
