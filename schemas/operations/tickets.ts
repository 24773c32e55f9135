import * as z from 'zod'
import { CustomerId, PersonId } from '../actor.ts'
import { GivenAssignment } from '../assignment.ts'
import { GivenEscalation } from '../escalation.ts'
import { HistoryEntry } from '../history.ts'
import { words } from '../text.ts'
import { NewTicket, PendingStatus, TicketPatch, TicketReplacement, TicketRepresentation } from '../ticket.ts'
import { GivenInstant } from '../time.ts'
import { everyone, operation, type Scope, staff } from './operation.ts'
import { Cursor, page } from './paging.ts'
import { TicketParams } from './ticket-id.ts'

const read = { scope: 'tickets.read' } as const satisfies { scope: Scope }
const write = { scope: 'tickets.write' } as const satisfies { scope: Scope }

export const createTicket = operation({
  ...write,
  method: 'post',
  path: '/tickets',
  roles: everyone,
  body: NewTicket,
  status: 201,
  etag: true,
  answer: TicketRepresentation,
  summary: 'Open a ticket',
  tag: 'Tickets',
})

export const getTicket = operation({
  ...read,
  method: 'get',
  path: '/tickets/{id}',
  roles: everyone,
  params: TicketParams,
  etag: true,
  answer: TicketRepresentation,
  summary: 'A ticket',
  tag: 'Tickets',
})

export const replaceTicket = operation({
  ...write,
  method: 'put',
  path: '/tickets/{id}',
  roles: everyone,
  params: TicketParams,
  body: TicketReplacement,
  ifMatch: 'required',
  etag: true,
  answer: TicketRepresentation,
  refusals: ['move-not-allowed'],
  summary: 'Replace what you may change of a ticket',
  description:
    'Staff may change every field of the body; customers and partners the words, the contact, language, site, product, serial number, and the custom fields that are theirs to set. A ticket that is closed or cancelled is not changed any more.',
  tag: 'Tickets',
})

export const patchTicket = operation({
  ...write,
  method: 'patch',
  path: '/tickets/{id}',
  roles: everyone,
  params: TicketParams,
  body: TicketPatch,
  ifMatch: 'optional',
  etag: true,
  answer: TicketRepresentation,
  refusals: ['move-not-allowed'],
  summary: 'Change some of what you may change of a ticket',
  description:
    'A JSON merge patch (RFC 7396) of what `PUT` replaces, by the same rules: what is left out stays, `null` empties. Another category takes the sub-category with it, unless the patch gives one.',
  tag: 'Tickets',
})

export const changeTicketCustomer = operation({
  method: 'put',
  path: '/tickets/{id}/customer',
  roles: ['agent', 'supervisor', 'manager', 'admin'],
  params: TicketParams,
  body: z
    .strictObject({
      customer: CustomerId,
      requester: PersonId.optional().meta({
        description:
          'One of its contacts, who asks for it from here on. Left out: who asked so far, if they are of the desk or of the new customer; else you',
      }),
      contact: NewTicket.shape.contact.meta({ description: 'Whom to reach about it; left out: nobody' }),
      reason: words(1000).optional(),
    })
    .meta({
      id: 'CustomerChange',
      example: { customer: 'cus_01JD0000000000000000CSTMR1', reason: 'Reported under the wrong company' },
    }),
  ifMatch: 'optional',
  etag: true,
  answer: TicketRepresentation,
  refusals: ['move-not-allowed', 'conflict'],
  summary: 'Give a ticket to another customer',
  description:
    'The former customer’s people lose sight of it; the new one’s see it with the public conversation so far. Site, product, contract, warranty, contact and the watchers of the former customer go; the policy is chosen anew, by what was agreed with the new one. Of the customer that it has already it stays as it is.',
  tag: 'Tickets',
})

export const getTicketHistory = operation({
  ...read,
  method: 'get',
  path: '/tickets/{id}/history',
  roles: everyone,
  params: TicketParams,
  query: z.strictObject({ limit: z.coerce.number().int().min(1).max(500).default(100), cursor: Cursor }),
  answer: page(HistoryEntry).meta({ id: 'HistoryPage' }),
  summary: 'What has happened to a ticket, oldest first',
  description:
    'Staff see everything. Customers and partners see what happened to the ticket itself, not how the desk judged or escalated it, nor the words that staff gave as reasons.',
  tag: 'Tickets',
})

/** What all moves have in common: `POST /tickets/{id}/<move>`, the ticket as the answer, 409 where it may not be. */
const move = {
  method: 'post',
  params: TicketParams,
  ifMatch: 'optional',
  etag: true,
  answer: TicketRepresentation,
  refusals: ['move-not-allowed'],
  tag: 'Tickets',
} as const

const Reason = words(1000)
const OptionalReason = z.strictObject({ reason: Reason.optional() }).default({})

export const assignTicket = operation({
  ...move,
  path: '/tickets/{id}/assign',
  roles: staff,
  body: GivenAssignment,
  refusals: ['conflict', 'move-not-allowed'],
  summary: 'Give a ticket to a technician, a team, or whoever fits best',
  description:
    'A technician may take an unassigned ticket. Without `technician` the ticket goes to the team and waits there as `created`. With `strategy` somebody is looked for now: by the assignment rules (`rules`), or of the named team, else the ticket’s, else of everybody; where nobody fits the conflict says why. Somebody who is beyond their capacity, away, or without what the ticket needs is only given it with `force` and a reason: else the conflict names each in `warnings`. Who takes a ticket for themselves is not held up.',
})

export const escalateTicket = operation({
  ...move,
  path: '/tickets/{id}/escalate',
  roles: staff,
  body: GivenEscalation,
  refusals: ['conflict'],
  summary: 'Escalate a ticket: to a person, a team, or the next level',
  description:
    'Without `to` it goes to the next above whoever has it: the supervisor of its team, then the manager. The clocks go on; a ticket that waited is `assigned`, and counts again. To a team: it waits there as `created`. Whom it comes to is told by mail, and nobody outside the desk. A technician escalates what is theirs or their team’s.',
})

export const unassignTicket = operation({
  ...move,
  path: '/tickets/{id}/unassign',
  roles: ['technician', 'supervisor', 'manager', 'admin'],
  body: z.strictObject({ reason: Reason }),
  summary: 'Take a ticket from its assignee, or decline one',
  description: 'A technician declines their own; a supervisor or manager takes an assigned one back.',
})

export const startTicket = operation({
  ...move,
  path: '/tickets/{id}/start',
  roles: staff,
  body: OptionalReason,
  summary: 'Begin work; takes an unassigned ticket',
})

export const pauseTicket = operation({
  ...move,
  path: '/tickets/{id}/pause',
  roles: staff,
  body: z
    .strictObject({ status: PendingStatus, reason: Reason })
    .meta({ id: 'Pause', example: { status: 'pending_customer', reason: 'Asked which printer it is' } }),
  summary: 'Wait for the customer or for a part',
  description:
    "The clocks are paused if the ticket's policy says so: by default in `pending_customer`, not in `pending_parts`.",
})

export const resumeTicket = operation({
  ...move,
  path: '/tickets/{id}/resume',
  roles: staff,
  body: OptionalReason,
  summary: 'Resume work after a wait',
})

export const holdTicket = operation({
  ...move,
  path: '/tickets/{id}/hold',
  roles: staff,
  body: z
    .strictObject({
      until: GivenInstant.meta({ description: 'When work goes on: in the future, at most 365 days ahead' }),
      reason: Reason,
    })
    .meta({ id: 'Hold', example: { until: '2026-12-07T09:00:00Z', reason: 'Closed for stocktaking until then' } }),
  refusals: ['conflict'],
  summary: 'Let a ticket rest until an instant, because its customer asked for it',
  description:
    'Its clocks stand, whatever its status, and go on by themselves at that instant, or when the customer writes. Another hold takes the place of the one that there is.',
})

export const releaseTicket = operation({
  ...move,
  path: '/tickets/{id}/release',
  roles: staff,
  body: OptionalReason,
  refusals: ['conflict'],
  summary: 'End a hold before its time',
})

export const resolveTicket = operation({
  ...move,
  path: '/tickets/{id}/resolve',
  roles: staff,
  body: z
    .strictObject({
      resolution: words(4000),
      resolveChildren: z.boolean().optional().meta({
        description: 'Also resolve the tickets that are part of it, as a job: `Link`, `rel="status"`, says which',
      }),
    })
    .meta({ id: 'Resolution', example: { resolution: 'Replaced the network cable; test page printed' } }),
  summary: 'Say that it is fixed, and how',
})

export const closeTicket = operation({
  ...move,
  path: '/tickets/{id}/close',
  roles: ['customer', 'supervisor', 'manager', 'admin'],
  body: OptionalReason,
  summary: 'Confirm that a resolved ticket is done',
})

export const reopenTicket = operation({
  ...move,
  path: '/tickets/{id}/reopen',
  roles: ['customer', ...staff],
  body: z.strictObject({ reason: Reason }),
  summary: 'Say that it is not fixed after all',
  description: 'A closed ticket can be reopened for 14 days.',
})

export const cancelTicket = operation({
  ...move,
  path: '/tickets/{id}/cancel',
  roles: ['supervisor', 'manager', 'admin'],
  body: z.strictObject({ reason: Reason }),
  summary: 'Cancel a ticket that is a duplicate or invalid',
})
