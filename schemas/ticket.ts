import * as z from 'zod'
import { CustomerId, PersonId, PolicyId, TeamId } from './actor.ts'
import { text, words } from './text.ts'
import { Instant } from './time.ts'

export const statuses = [
  'created',
  'assigned',
  'in_progress',
  'pending_customer',
  'pending_parts',
  'resolved',
  'closed',
  'reopened',
  'cancelled',
] as const
export const Status = z.enum(statuses).meta({ id: 'Status' })
export type Status = z.infer<typeof Status>

export const pendingStatuses = ['pending_customer', 'pending_parts'] as const satisfies readonly Status[]
export const PendingStatus = z.enum(pendingStatuses)
export type PendingStatus = z.infer<typeof PendingStatus>

export const priorities = ['urgent', 'high', 'medium', 'low'] as const
export const Priority = z.enum(priorities).meta({ id: 'Priority' })
export type Priority = z.infer<typeof Priority>

export const TicketType = z
  .enum(['issue', 'question', 'feature_request', 'complaint', 'service_request'])
  .meta({ id: 'TicketType' })
export const Category = z.enum(['hardware', 'software', 'network', 'other']).meta({ id: 'Category' })
export const channels = [
  'email',
  'portal',
  'mobile',
  'whatsapp',
  'messenger',
  'chatbot',
  'phone',
  'walk_in',
  'api',
  'iot',
] as const
export const Channel = z.enum(channels).meta({ id: 'Channel' })
export const Light = z
  .enum(['green', 'yellow', 'red'])
  .meta({ id: 'Light', description: 'green below 80 % of the target, yellow from 80 %, red from 100 %' })
export type Light = z.infer<typeof Light>

/** Issued by a counter, compared in upper case, never reformatted. */
export const TicketNumber = z
  .string()
  .regex(/^[A-Z]{1,10}(-?\d{1,12}){1,2}$/)
  .meta({ id: 'TicketNumber', description: "The ticket's number, which is its id", example: 'TKT000123' })
export type TicketNumber = z.infer<typeof TicketNumber>

/** Whom to reach about this ticket. */
const Contact = z
  .strictObject({
    email: z.email().max(254).toLowerCase().optional(),
    phone: z
      .string()
      .regex(/^\+[1-9]\d{6,14}$/, 'must be a phone number in E.164: + and 7 to 15 digits')
      .optional(),
  })
  .refine((contact) => contact.email || contact.phone, 'must have an email or a phone')
  .meta({ id: 'Contact', example: { email: 'reception@example.com', phone: '+441632960001' } })

const Title = words(200).meta({ example: 'The label printer on floor 2 is offline' })
const Description = text(20_000).meta({ example: 'Since this morning. It was switched off and on again twice.' })
export const Tag = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,39}$/, 'must be up to 40 lower-case letters, digits and hyphens')
const Tags = z.array(Tag).max(20)

/** What a caller gives to open a ticket. */
export const NewTicket = z
  .strictObject({
    title: Title,
    description: Description.default(''),
    priority: Priority.default('medium'),
    type: TicketType.default('issue'),
    category: Category.default('other'),
    channel: Channel.optional().meta({
      description: '`portal` where a customer opens it and says nothing, else `api`',
    }),
    tags: Tags.default([]).meta({ description: 'Only staff may give them: policies are chosen by them' }),
    customer: CustomerId.optional().meta({
      description:
        "Whose ticket it is. A customer's own where left out; staff may leave it out for a ticket of the house",
    }),
    contact: Contact.optional(),
  })
  .meta({ id: 'NewTicket' })
export type NewTicket = z.infer<typeof NewTicket>

/** What `PUT` replaces. What is left out and optional is emptied; a field that the caller may not change is left out or as it was. */
export const TicketReplacement = z
  .strictObject({
    title: Title,
    description: Description,
    priority: Priority.optional().meta({ description: 'Staff must give it; a customer may not change it' }),
    type: TicketType.optional().meta({ description: 'Staff must give it; a customer may not change it' }),
    category: Category.optional().meta({ description: 'Staff must give it; a customer may not change it' }),
    tags: Tags.optional().meta({ description: 'Left out by staff: no tags; a customer may not change them' }),
    contact: Contact.optional(),
  })
  .meta({ id: 'TicketReplacement' })
export type TicketReplacement = z.infer<typeof TicketReplacement>

/** What a list shows of a ticket: also what the table's indexes hold. */
export const TicketSummary = z
  .strictObject({
    number: TicketNumber,
    title: z.string(),
    status: Status,
    priority: Priority,
    type: TicketType,
    category: Category,
    channel: Channel,
    brand: z.string(),
    customer: CustomerId.optional(),
    requester: z.string().meta({ description: 'Who asked: the person the ticket was opened by' }),
    assignee: PersonId.optional(),
    team: TeamId.optional(),
    light: Light,
    dueAt: Instant.optional().meta({ description: 'The nearest due instant among the clocks that run' }),
    createdAt: Instant,
    updatedAt: Instant,
    version: z.int().positive(),
  })
  .meta({ id: 'TicketSummary' })
export type TicketSummary = z.infer<typeof TicketSummary>

/** A ticket as the API gives it: stored facts only, so that its ETag (the version) is true. */
export const TicketRepresentation = TicketSummary.extend({
  description: z.string(),
  tags: Tags,
  contact: Contact.optional(),
  policy: z.strictObject({ id: PolicyId, version: z.int().positive() }),
  escalationLevel: z
    .int()
    .min(0)
    .optional()
    .meta({ description: 'How far it has been escalated: 0 not at all. For staff' }),
  statusReason: z.string().optional().meta({ description: 'Why it waits, was reopened or cancelled. For staff' }),
  resolution: z.string().optional(),
  firstResponseAt: Instant.optional(),
  resolvedAt: Instant.optional(),
  closedAt: Instant.optional(),
}).meta({ id: 'Ticket', description: 'A ticket' })
export type TicketRepresentation = z.infer<typeof TicketRepresentation>
