import * as z from 'zod'
import { PersonId } from '../actor.ts'
import { FollowUp, FollowUpId, NewFollowUp } from '../follow-up.ts'
import { TicketRepresentation } from '../ticket.ts'
import { operation, staff } from './operation.ts'
import { Cursor, Limit, page } from './paging.ts'
import { TicketParams, TicketPathId } from './ticket-id.ts'

export const reportPartsArrived = operation({
  scope: 'tickets.write',
  method: 'post',
  path: '/tickets/{id}/parts-arrived',
  roles: ['partner', ...staff],
  params: TicketParams,
  ifMatch: 'optional',
  etag: true,
  answer: TicketRepresentation,
  refusals: ['conflict'],
  summary: 'Say that the parts are there',
  description:
    'A ticket that waits for parts goes back to `in_progress` by itself. To one that does not wait for parts it is no news: it stays as it is, so this may be said twice. Partners say it of the tickets of their own customer.',
  tag: 'Tickets',
})

const FollowUpParams = z.strictObject({ id: TicketPathId, followUp: FollowUpId })

export const listFollowUps = operation({
  method: 'get',
  path: '/tickets/{id}/follow-ups',
  roles: staff,
  params: TicketParams,
  query: z.strictObject({ limit: Limit, cursor: Cursor }),
  answer: page(FollowUp).meta({ id: 'FollowUpPage' }),
  summary: "A ticket's follow-ups, oldest first",
  tag: 'Tickets',
})

export const addFollowUp = operation({
  method: 'post',
  path: '/tickets/{id}/follow-ups',
  roles: staff,
  params: TicketParams,
  body: NewFollowUp,
  ifMatch: 'optional',
  status: 201,
  answer: FollowUp,
  refusals: ['conflict'],
  summary: 'Set a follow-up on a ticket',
  done: 'Done: this is the follow-up.',
  description:
    'A task for whoever has the ticket when it is due; they are told then. A ticket has at most ten open ones. The desk sets one by itself when a ticket comes into somebody’s hands; what is open when a ticket is resolved or cancelled ends with it.',
  tag: 'Tickets',
})

const ending = {
  method: 'post',
  roles: staff,
  params: FollowUpParams,
  ifMatch: 'optional',
  answer: FollowUp,
  refusals: ['conflict'],
  done: 'Done: this is the follow-up.',
  tag: 'Tickets',
} as const

export const finishFollowUp = operation({
  ...ending,
  path: '/tickets/{id}/follow-ups/{followUp}/done',
  summary: 'Say that a follow-up has been seen to',
})

export const cancelFollowUp = operation({
  ...ending,
  path: '/tickets/{id}/follow-ups/{followUp}/cancel',
  summary: 'Cancel a follow-up',
})

const Watcher = z.strictObject({ person: PersonId }).meta({ id: 'Watcher' })
const WatcherParams = z.strictObject({
  id: TicketPathId,
  person: z.union([z.literal('me'), PersonId]).meta({ description: 'A person’s id, or `me`', example: 'me' }),
})

export const listWatchers = operation({
  method: 'get',
  path: '/tickets/{id}/watchers',
  roles: ['customer', ...staff],
  params: TicketParams,
  answer: z.strictObject({ items: z.array(Watcher) }).meta({ id: 'WatcherList' }),
  summary: 'Who watches a ticket',
  description: 'Customers see themselves, and their colleagues if they see all of their company’s tickets.',
  tag: 'Tickets',
})

export const getWatcher = operation({
  method: 'get',
  path: '/tickets/{id}/watchers/{person}',
  roles: ['customer', ...staff],
  params: WatcherParams,
  answer: Watcher,
  summary: 'Whether somebody watches a ticket',
  description: '404 where they do not.',
  tag: 'Tickets',
})

export const watchTicket = operation({
  method: 'put',
  path: '/tickets/{id}/watchers/{person}',
  roles: ['customer', ...staff],
  params: WatcherParams,
  ifMatch: 'optional',
  answer: Watcher,
  refusals: ['conflict'],
  summary: 'Let somebody watch a ticket',
  done: 'Done: they watch it.',
  description:
    'They are told by mail of answers and of moves. A contact who watches a ticket of their own company may read it. Staff let staff and contacts of the ticket’s customer watch; customers themselves, and their colleagues if they see all of their company’s tickets. At most 20.',
  tag: 'Tickets',
})

export const unwatchTicket = operation({
  method: 'delete',
  path: '/tickets/{id}/watchers/{person}',
  roles: ['customer', ...staff],
  params: WatcherParams,
  ifMatch: 'optional',
  status: 204,
  answer: 'nothing',
  refusals: ['conflict'],
  summary: 'End somebody’s watching',
  description: 'Done as well where they did not watch it.',
  tag: 'Tickets',
})
