import * as z from 'zod'
import { Queue, QueueName } from '../queue.ts'
import { SearchHit, SearchText } from '../search.ts'
import { selectionQuery } from '../selection.ts'
import { TicketSummary } from '../ticket.ts'
import { Count, NewView, View, ViewId, ViewPatch } from '../view.ts'
import { everyone, operation, staff } from './operation.ts'
import { Cursor, Limit, page } from './paging.ts'

const TicketPage = page(TicketSummary).meta({ id: 'TicketPage' })
const paging = z.strictObject({ limit: Limit, cursor: Cursor })

export const listTickets = operation({
  scope: 'tickets.read',
  method: 'get',
  path: '/tickets',
  roles: everyone,
  query: selectionQuery({ limit: Limit, cursor: Cursor }),
  answer: TicketPage,
  summary: 'Tickets that you may see, newest first',
  description:
    'Any combination of filters: all must hold; of several values of one parameter (`status=created,assigned`), one. ' +
    'A custom field is filtered by `custom.<field>=<value>`. A cursor belongs to its filters and its order, and stays good ' +
    'while tickets come and go. A page may be empty and still have a `next`: a filter that matches few among many is ' +
    'searched a stretch at a time.',
  tag: 'Finding',
})

export const search = operation({
  scope: 'tickets.read',
  method: 'get',
  path: '/search',
  roles: everyone,
  query: z.strictObject({
    q: SearchText,
    limit: z.coerce.number().int().min(1).max(50).default(25),
    cursor: Cursor,
    archived: z.enum(['true', 'false']).default('false').meta({ description: 'Archived tickets, too' }),
  }),
  answer: page(SearchHit).meta({ id: 'SearchPage' }),
  summary: 'Tickets that you may see by what is said in them, the best first',
  description:
    'At most two seconds behind what is written. Internal comments are searched for staff only. At most 1,000 hits are ' +
    'given; a page may hold fewer than `limit` and still have a `next`. Ranks move while tickets change: reading on ' +
    'may then show one twice, or pass one over.',
  tag: 'Finding',
})

export const listQueues = operation({
  method: 'get',
  path: '/queues',
  roles: staff,
  answer: z.strictObject({ items: z.array(Queue) }).meta({ id: 'QueueList' }),
  summary: 'The queues, with how many tickets each has for you',
  tag: 'Finding',
})

export const listQueueTickets = operation({
  method: 'get',
  path: '/queues/{queue}',
  roles: staff,
  params: z.strictObject({ queue: QueueName.meta({ example: 'unassigned' }) }),
  query: paging,
  answer: TicketPage,
  summary: 'The tickets of a queue that you may see, the oldest or the nearest due first',
  description:
    "`due-today` is the day of the desk's own time zone, from midnight to midnight; `overdue` what should have been " +
    'done by now. What waits for the customer is due when they have answered, so it is in neither.',
  tag: 'Finding',
})

const ViewParams = z.strictObject({ view: ViewId })

export const listViews = operation({
  method: 'get',
  path: '/views',
  roles: staff,
  query: z.strictObject({
    counts: z.enum(['true', 'false']).default('false').meta({ description: 'Also how many tickets each has for you' }),
  }),
  answer: z
    .strictObject({ items: z.array(View.extend(Count.partial().shape).meta({ id: 'CountedView' })) })
    .meta({ id: 'ViewList' }),
  summary: 'Your own views, and those of your teams',
  description: 'Managers and admins see the views of every team. At most 100 of your own, and 100 of teams.',
  tag: 'Finding',
})

export const createView = operation({
  method: 'post',
  path: '/views',
  roles: staff,
  body: NewView,
  status: 201,
  etag: true,
  answer: View,
  refusals: ['conflict'],
  summary: 'Keep a filter, a sort and columns as a view',
  done: 'Done: this is the view.',
  description: "A team's view is made by its supervisors, managers and admins, and seen by all who work in the team.",
  tag: 'Finding',
})

export const getView = operation({
  method: 'get',
  path: '/views/{view}',
  roles: staff,
  params: ViewParams,
  etag: true,
  answer: View,
  summary: 'A view',
  tag: 'Finding',
})

export const updateView = operation({
  method: 'patch',
  path: '/views/{view}',
  roles: staff,
  params: ViewParams,
  body: ViewPatch,
  ifMatch: 'optional',
  etag: true,
  answer: View,
  summary: 'Change a view: a JSON merge patch (RFC 7396)',
  done: 'Done: this is the view as it is now.',
  tag: 'Finding',
})

export const deleteView = operation({
  method: 'delete',
  path: '/views/{view}',
  roles: staff,
  params: ViewParams,
  ifMatch: 'optional',
  status: 204,
  answer: 'nothing',
  summary: 'Take a view away',
  tag: 'Finding',
})

export const listViewTickets = operation({
  method: 'get',
  path: '/views/{view}/tickets',
  roles: staff,
  params: ViewParams,
  query: paging,
  answer: TicketPage,
  summary: 'The tickets of a view that you may see',
  tag: 'Finding',
})
