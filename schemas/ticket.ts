import * as z from 'zod'
import { ContractId, CustomerId, PersonId, PolicyId, ProductId, SiteId, TeamId } from './actor.ts'
import { CalendarVersion } from './calendar.ts'
import { Language } from './customer.ts'
import { mostOpenFollowUps, OpenFollowUp } from './follow-up.ts'
import { mayBeKey, notAsKey, text, words } from './text.ts'
import { Duration, Instant } from './time.ts'

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
/** What a ticket is about: the code of one of the categories that the settings name. */
export const Category = z
  .string()
  .regex(/^[a-z0-9][a-z0-9_-]{0,39}$/, 'must be up to 40 lower-case letters, digits, - and _')
  .meta({
    id: 'Category',
    description: '`hardware`, `software`, `network`, `other`, and what the settings add: `GET /settings` names them',
    example: 'hardware',
  })
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

/** Under which name the desk works for its customers: `main`, and those that the settings add. */
export const Brand = z
  .string()
  .regex(/^[a-z0-9-]{1,40}$/, 'must be up to 40 lower-case letters, digits and -')
  .meta({ id: 'Brand', example: 'main' })

const Warranty = z.enum(['in_warranty', 'out_of_warranty', 'unknown']).meta({ id: 'Warranty' })

/** How a custom field is called, in the settings and on tickets. */
export const CustomName = z
  .string()
  .regex(/^[a-z][a-z0-9_-]{0,39}$/, 'must begin with a lower-case letter; then up to 39 of those, digits, - and _')
  .refine(mayBeKey, notAsKey)

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
export const mostDescription = 20_000
const Description = text(mostDescription).meta({
  example: 'Since this morning. It was switched off and on again twice.',
})
export const Tag = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,39}$/, 'must be up to 40 lower-case letters, digits and hyphens')
export const mostTags = 20
const Tags = z.array(Tag).max(mostTags)

const SerialNumber = words(64).meta({ example: 'SN 4471-0099' })

/** What a desk asks for beyond the fields that every desk has; the settings say which there are, and of what type. */
const Custom = z
  .record(CustomName, z.union([z.string().max(200), z.number()]))
  .meta({ id: 'CustomFields', description: 'By name, as the settings declare them', example: { floor: 2 } })
export type Custom = z.infer<typeof Custom>

/** What the ticket is about, beside its words: whoever opens it may say so, and correct it. */
const about = {
  language: Language.optional(),
  site: SiteId.optional().meta({ description: "One of the customer's" }),
  product: ProductId.optional().meta({ description: "One of the customer's" }),
  serialNumber: SerialNumber.optional(),
}

/** What a caller gives to open a ticket. */
export const NewTicket = z
  .strictObject({
    title: Title,
    description: Description.default(''),
    priority: Priority.optional().meta({ description: 'Chosen by the triage rules where left out; else `medium`' }),
    type: TicketType.default('issue'),
    category: Category.optional().meta({ description: 'Chosen by the triage rules where left out; else `other`' }),
    subCategory: Category.optional().meta({ description: 'One of those that the settings name for the category' }),
    channel: Channel.optional().meta({
      description: '`portal` where a customer opens it and says nothing, else `api`',
    }),
    tags: Tags.default([]).meta({ description: 'Only staff may give them: policies are chosen by them' }),
    customer: CustomerId.optional().meta({
      description:
        "Whose ticket it is. A customer's own where left out; staff may leave it out for a ticket of the house",
    }),
    contact: Contact.optional(),
    brand: Brand.optional().meta({ description: '`main` where left out. Only staff may choose another' }),
    channelId: words(200)
      .optional()
      .meta({ description: 'What the channel itself calls it: a message id, a call id. Not from customers' }),
    ...about,
    warranty: Warranty.optional().meta({
      description: 'As the product says where left out. Only staff may say otherwise',
    }),
    contract: ContractId.optional().meta({ description: "One of the customer's. Only staff may say so" }),
    custom: Custom.default({}),
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
    subCategory: Category.optional().meta({ description: 'A customer may not change it' }),
    tags: Tags.optional().meta({ description: 'Left out by staff: no tags; a customer may not change them' }),
    contact: Contact.optional(),
    ...about,
    warranty: Warranty.optional().meta({ description: 'A customer may not change it' }),
    contract: ContractId.optional().meta({ description: "One of the customer's. A customer may not change it" }),
    custom: Custom.optional().meta({ description: 'Left out: emptied, as far as the caller may set them' }),
  })
  .meta({ id: 'TicketReplacement' })
export type TicketReplacement = z.infer<typeof TicketReplacement>

/** Every field may be left out, and `null` empties it. */
const patchOf = <Shape extends Record<string, z.ZodType>>(shape: Shape) =>
  Object.fromEntries(Object.entries(shape).map(([name, field]) => [name, field.nullable().optional()])) as {
    [Name in keyof Shape]: z.ZodOptional<z.ZodNullable<Shape[Name]>>
  }

/** A JSON merge patch (RFC 7396) of what `PUT` replaces: `null` empties a field; what is left out stays. */
export const TicketPatch = z
  .strictObject(patchOf(TicketReplacement.shape))
  .extend({
    contact: z
      .strictObject({ email: z.string().nullable().optional(), phone: z.string().nullable().optional() })
      .nullable()
      .optional(),
    custom: z
      .record(CustomName, z.union([z.string().max(200), z.number(), z.null()]))
      .nullable()
      .optional(),
  })
  .meta({ id: 'TicketPatch', example: { priority: 'high', contact: null } })
export type TicketPatch = z.infer<typeof TicketPatch>

/** So many may watch one ticket: they lie in its item, which must stay small. */
export const mostWatchers = 20

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
    brand: Brand,
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

/** With whom a ticket was before, from when to when. */
const PreviousAssignment = z
  .strictObject({ assignee: PersonId.optional(), team: TeamId.optional(), from: Instant, until: Instant })
  .meta({ id: 'PreviousAssignment' })

/** How long something took: on the clock that a policy promises by, and on the wall. */
const Taken = z
  .strictObject({
    business: Duration.meta({ description: 'As the clock counted: without what was paused' }),
    calendar: Duration.meta({ description: 'From opening' }),
  })
  .meta({ id: 'Taken' })
export type Taken = z.infer<typeof Taken>

/** All minutes that were written down for a ticket. */
export const LoggedMinutes = z
  .strictObject({ billable: z.int().min(0), other: z.int().min(0) })
  .meta({ id: 'LoggedMinutes', description: 'The minutes worked, billable and not' })
export type LoggedMinutes = z.infer<typeof LoggedMinutes>

/** A ticket as the API gives it: stored facts only, so that its ETag (the version) is true. */
export const TicketRepresentation = TicketSummary.extend({
  description: z.string(),
  tags: Tags,
  contact: Contact.optional(),
  subCategory: Category.optional(),
  channelId: z.string().optional().meta({ description: 'What the channel itself calls it. For staff' }),
  ...about,
  warranty: Warranty.optional(),
  contract: ContractId.optional(),
  custom: Custom.optional().meta({ description: 'As far as the caller may see them' }),
  assignedAt: Instant.optional().meta({ description: 'Since when it is with its assignee and team' }),
  assignments: z
    .array(PreviousAssignment)
    .optional()
    .meta({ description: 'With whom it was before: the last 20, oldest first. For staff' }),
  counts: z
    .strictObject({ comments: z.int().min(0), attachments: z.int().min(0) })
    .optional()
    .meta({ description: 'How much there is of each. For staff' }),
  loggedMinutes: LoggedMinutes.optional().meta({ description: 'How long it was worked on. For staff' }),
  policy: z.strictObject({ id: PolicyId, version: z.int().positive() }),
  calendar: CalendarVersion.optional().meta({ description: 'What its time is counted by; absent: always' }),
  onHoldUntil: Instant.optional().meta({ description: 'Until when it rests, because the customer asked for it' }),
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
  mergedInto: TicketNumber.optional().meta({
    description:
      'The ticket that has its matter now: its conversation is read there. As far as the caller may see that',
  }),
  merged: z
    .array(TicketNumber)
    .optional()
    .meta({ description: 'The tickets that are merged into this one. As far as the caller may see them' }),
  parent: TicketNumber.optional().meta({ description: 'What it is part of: an outage. For staff' }),
  children: z.int().min(1).optional().meta({ description: 'How many tickets are part of it. For staff' }),
  archivedAt: Instant.optional().meta({
    description: 'When it was put away: it can be read, and not changed any more',
  }),
  watchers: z.array(PersonId).max(mostWatchers).optional().meta({ description: 'Who hears of it. For staff' }),
  followUps: z
    .array(OpenFollowUp)
    .max(mostOpenFollowUps)
    .optional()
    .meta({ description: 'What is still to be seen to. For staff' }),
  responseTime: Taken.optional().meta({ description: 'Once it was answered' }),
  resolutionTime: Taken.optional().meta({ description: 'While it is resolved' }),
}).meta({ id: 'Ticket', description: 'A ticket' })
export type TicketRepresentation = z.infer<typeof TicketRepresentation>
