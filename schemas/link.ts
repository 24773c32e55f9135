import * as z from 'zod'
import { Status, TicketNumber } from './ticket.ts'

/** How one ticket is to another, and how that one is to it. */
export const inverse = {
  duplicates: 'duplicated-by',
  'duplicated-by': 'duplicates',
  blocks: 'blocked-by',
  'blocked-by': 'blocks',
  'caused-by': 'causes',
  causes: 'caused-by',
  'relates-to': 'relates-to',
  'split-from': 'split-into',
  'split-into': 'split-from',
  continues: 'continued-by',
  'continued-by': 'continues',
} as const
export type LinkType = keyof typeof inverse
const names = Object.keys(inverse) as [LinkType, ...LinkType[]]
export const LinkType = z.enum(names).meta({
  id: 'LinkType',
  description: 'How this ticket is to the other; the other has the same link by its inverse name',
})

/** Those that a person makes; the others come of what the desk does itself. */
export const GivenLinkType = z
  .enum(['duplicates', 'duplicated-by', 'blocks', 'blocked-by', 'caused-by', 'causes', 'relates-to'])
  .meta({ example: 'caused-by' })

/** So many links may a ticket have. */
export const mostLinks = 50

export const NewLink = z
  .strictObject({ type: GivenLinkType, ticket: TicketNumber })
  .meta({ id: 'NewLink', example: { type: 'caused-by', ticket: 'TKT000099' } })
export type NewLink = z.infer<typeof NewLink>

export const Link = z
  .strictObject({
    type: LinkType,
    ticket: TicketNumber,
    title: z.string().meta({ description: "The other ticket's" }),
    status: Status.meta({ description: "The other ticket's" }),
    of: TicketNumber.optional().meta({ description: 'The ticket merged into this one that has the link' }),
  })
  .meta({ id: 'Link' })
export type Link = z.infer<typeof Link>
