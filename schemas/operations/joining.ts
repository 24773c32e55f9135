import * as z from 'zod'
import { CommentId } from '../actor.ts'
import { GivenLinkType, Link, NewLink } from '../link.ts'
import { GivenNumber, Merge, Split } from '../merge.ts'
import { words } from '../text.ts'
import { TicketRepresentation, TicketSummary } from '../ticket.ts'
import { everyone, operation, staff } from './operation.ts'
import { Cursor, Limit, page } from './paging.ts'
import { TicketParams, TicketPathId } from './ticket-id.ts'

const change = {
  params: TicketParams,
  ifMatch: 'optional',
  etag: true,
  answer: TicketRepresentation,
  tag: 'Tickets',
} as const

export const mergeTicket = operation({
  ...change,
  method: 'post',
  path: '/tickets/{id}/merge',
  roles: ['agent', 'supervisor', 'manager', 'admin'],
  body: Merge,
  refusals: ['move-not-allowed', 'conflict'],
  summary: 'Merge a ticket into another of the same customer',
  description:
    'This ticket is cancelled with a pointer, and its clocks stop; its comments, files, calls and times are read with those of the other from then on. Nothing is copied, so it can be undone for 24 hours. One level deep, and at most 20 into one.',
})

export const unmergeTicket = operation({
  ...change,
  method: 'post',
  path: '/tickets/{id}/unmerge',
  roles: ['supervisor', 'manager', 'admin'],
  body: z.strictObject({ reason: words(1000) }),
  refusals: ['conflict'],
  summary: 'Undo a merge, within 24 hours',
  description: 'The ticket is again where it was; for its clocks the time between counts as paused.',
})

export const splitComment = operation({
  method: 'post',
  path: '/tickets/{id}/comments/{comment}/split',
  roles: staff,
  params: z.strictObject({ id: TicketPathId, comment: CommentId }),
  body: Split,
  status: 201,
  etag: true,
  answer: TicketRepresentation,
  refusals: ['conflict'],
  summary: 'Make a ticket of a comment',
  description:
    'It has the words of the comment as its description, is of the same customer and asked for by the same person, and is linked to this one. The comment stays; it can be split once.',
  tag: 'Tickets',
})

export const listLinks = operation({
  scope: 'tickets.read',
  method: 'get',
  path: '/tickets/{id}/links',
  roles: everyone,
  params: TicketParams,
  answer: z.strictObject({ items: z.array(Link) }).meta({ id: 'LinkList' }),
  summary: 'What a ticket is linked to, as far as you may see it',
  description: 'At most 50. Each link is seen from both its tickets: `blocks` is `blocked-by` on the other.',
  tag: 'Tickets',
})

export const linkTicket = operation({
  method: 'post',
  path: '/tickets/{id}/links',
  roles: staff,
  params: TicketParams,
  body: NewLink,
  ifMatch: 'optional',
  status: 201,
  answer: Link,
  refusals: ['conflict'],
  summary: 'Link a ticket to another',
  done: 'Done: this is the link as this ticket has it.',
  tag: 'Tickets',
})

export const unlinkTicket = operation({
  method: 'delete',
  path: '/tickets/{id}/links/{type}/{ticket}',
  roles: staff,
  params: z.strictObject({ id: TicketPathId, type: GivenLinkType, ticket: TicketPathId }),
  ifMatch: 'optional',
  status: 204,
  answer: 'nothing',
  refusals: ['conflict'],
  summary: 'Take a link away, on both sides',
  done: 'Done.',
  tag: 'Tickets',
})

export const setParent = operation({
  ...change,
  method: 'put',
  path: '/tickets/{id}/parent',
  roles: staff,
  body: z.strictObject({ ticket: GivenNumber }).meta({ id: 'Parent', example: { ticket: 'TKT000100' } }),
  refusals: ['conflict'],
  summary: 'Make a ticket part of another: of an outage',
  description: 'One level deep, at most 500 in one; of any customer. A ticket that is part of another is moved.',
})

export const removeParent = operation({
  ...change,
  method: 'delete',
  path: '/tickets/{id}/parent',
  roles: staff,
  refusals: ['conflict'],
  summary: 'Take a ticket out of what it is part of',
})

export const listChildren = operation({
  method: 'get',
  path: '/tickets/{id}/children',
  roles: staff,
  params: TicketParams,
  query: z.strictObject({ limit: Limit, cursor: Cursor }),
  answer: page(TicketSummary).meta({ id: 'ChildPage' }),
  summary: 'The tickets that are part of one, as far as you may see them',
  tag: 'Tickets',
})
