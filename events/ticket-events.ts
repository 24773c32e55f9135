import * as z from 'zod'
import { CustomerId, PersonId, TeamId } from '../schemas/actor.ts'
import { ClockKind } from '../schemas/clock.ts'
import { AssignmentRuleId } from '../schemas/ids.ts'
import { OutReason } from '../schemas/routing.ts'
import { Category, Channel, Priority, Status, Tag, TicketType } from '../schemas/ticket.ts'
import { customerEvents } from './customer-events.ts'
import { duplicateEvents } from './duplicate-events.ts'
import { lifeEvents } from './life-events.ts'

const change = <Value extends z.ZodType>(value: Value) =>
  z.strictObject({ from: value.optional(), to: value.optional() }).optional()

export const ticketEvents = {
  'ticket.created': z.strictObject({
    status: Status,
    priority: Priority,
    type: TicketType,
    category: Category,
    channel: Channel,
    customer: CustomerId.optional(),
    requester: z.string(),
    team: TeamId.optional(),
  }),
  'ticket.triaged': z.strictObject({
    rules: z
      .array(z.strictObject({ id: z.string(), gave: z.array(z.enum(['priority', 'category', 'subCategory', 'tags'])) }))
      .meta({ description: 'The rules that chose something, in their order; why they hold stays with the ticket' }),
    priority: Priority.optional(),
    category: Category.optional(),
    subCategory: Category.optional(),
    tags: z.array(Tag).meta({ description: 'Those that rules have added' }),
  }),
  'ticket.updated': z.strictObject({
    fields: z.array(z.string()).meta({ description: 'The names of the fields that changed' }),
    priority: change(Priority),
    type: change(TicketType),
    category: change(Category),
  }),
  'ticket.status-changed': z.strictObject({
    from: Status,
    to: Status,
    reason: z
      .enum([
        'by-hand',
        'taken',
        'handed-on',
        'escalated',
        'no-word-from-customer',
        'customer-wrote',
        'parts-arrived',
        'merged',
        'unmerged',
      ])
      .meta({ description: 'The code; words that a person gave stay with the ticket' }),
  }),
  'ticket.assigned': z.strictObject({
    assignee: PersonId.optional(),
    team: TeamId.optional(),
    previousAssignee: PersonId.optional(),
    reason: z.enum(['by-hand', 'taken', 'escalated', 'rule']),
    rule: AssignmentRuleId.optional().meta({ description: 'Which has given it; why stays with the ticket' }),
    by: z.string().optional().meta({ description: 'How one of several was chosen: `round-robin` …' }),
    forced: z.array(OutReason).optional().meta({ description: 'What would have kept the rules from it' }),
  }),
  'ticket.unassigned': z.strictObject({
    previousAssignee: PersonId.optional(),
    reason: z.enum(['by-hand', 'declined', 'escalated', 'not-here']),
  }),
  'ticket.escalated': z.strictObject({
    level: z.int().min(0),
    clock: ClockKind.optional().meta({ description: 'Absent where somebody escalated by hand' }),
    percent: z.int().positive().optional(),
    outcome: z
      .enum(['handed-over', 'marked', 'already-theirs', 'nobody-to-hand-to'])
      .meta({ description: 'What became of it' }),
    to: PersonId.optional(),
    team: TeamId.optional().meta({ description: 'The team that it came to' }),
    from: PersonId.optional(),
  }),
  'ticket.customer-changed': z.strictObject({
    from: CustomerId.optional(),
    to: CustomerId,
    fields: z.array(z.string()).meta({ description: 'The names of the fields that changed with it' }),
  }),
  'ticket.reminded': z.strictObject({ reminder: z.int().min(1).max(2), status: Status }),
  ...lifeEvents,
  ...duplicateEvents,
  ...customerEvents,
} as const
