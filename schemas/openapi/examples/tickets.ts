import type * as operations from '../../operations/tickets.ts'
import { priorities } from '../../ticket.ts'
import { cursor, type Examples, noParameter } from './example.ts'
import {
  agent,
  customer,
  fromClosed,
  fromWork,
  inWork,
  longReason,
  noReason,
  opened,
  resolution,
  resolved,
  rest,
  taken,
  team,
  technician,
  text,
  undue,
} from './story.ts'

const otherCustomer = 'cus_01JD0000000000000000CSTMR2'
const theirs = 'per_01JD0000000000000000CNTCT4'

export const examples: Examples<typeof operations> = {
  createTicket: {
    body: { title: opened.title, ...text, priority: 'high', type: 'issue', category: 'hardware', customer },
    wrong: { path: 'priority', message: 'is not one of the values that exist', expected: priorities.join(', ') },
    answer: { ...opened, ...rest },
  },
  getTicket: { wrong: noParameter, answer: { ...taken, ...rest } },
  replaceTicket: {
    body: { title: opened.title, ...text, priority: 'urgent', type: 'issue', category: 'network' },
    wrong: {
      path: 'colour',
      message: 'is not known here',
      expected:
        'one of: title, description, priority, type, category, subCategory, tags, contact, language, site, product, serialNumber, warranty, contract, custom',
    },
    answer: {
      ...taken,
      ...rest,
      priority: 'urgent',
      category: 'network',
      dueAt: '2026-11-21T10:30:00.000Z',
      updatedAt: '2026-11-21T10:15:00.000Z',
      version: 3,
    },
    refusedMove: { detail: 'A ticket that is cancelled is not changed any more.', allowed: [] },
  },
  changeTicketCustomer: {
    body: { customer: otherCustomer, requester: theirs, reason: 'Reported under the wrong company' },
    wrong: {
      path: 'customer',
      message: 'must be the id of a customer: cus_ and 26 characters',
      expected: 'the id of a customer: cus_ and 26 characters',
    },
    answer: {
      ...taken,
      ...rest,
      contact: undefined,
      customer: otherCustomer,
      requester: theirs,
      updatedAt: '2026-11-21T10:15:00.000Z',
      version: 3,
    },
    refusedMove: { detail: 'A ticket that is closed is not changed any more.', allowed: fromClosed.allowed },
    conflict: { detail: 'Others are merged into TKT000123, of its customer: undo that first.' },
  },
  patchTicket: {
    body: { priority: 'urgent', contact: null },
    wrong: { path: 'priority', message: 'is not one of the values that exist', expected: priorities.join(', ') },
    answer: {
      ...taken,
      ...rest,
      contact: undefined,
      priority: 'urgent',
      dueAt: '2026-11-21T10:30:00.000Z',
      updatedAt: '2026-11-21T10:15:00.000Z',
      version: 3,
    },
    refusedMove: { detail: 'A ticket that is cancelled is not changed any more.', allowed: [] },
  },
  getTicketHistory: {
    query: { limit: 100, cursor },
    wrong: { path: 'limit', message: 'is too much', expected: 'at most 500' },
    answer: {
      items: [
        {
          id: 'ticket.TKT000123.4',
          seq: 4,
          type: 'ticket.assigned',
          occurredAt: taken.updatedAt,
          actor: agent,
          data: { assignee: technician, team, reason: 'by-hand' },
          detail: { reason: 'Nearest to the site' },
        },
      ],
    },
  },
  assignTicket: {
    body: { technician, reason: 'Nearest to the site' },
    wrong: { path: '', message: 'must say to whom', expected: 'a technician, a team, both, or a strategy' },
    answer: { ...taken, ...rest },
    refusedMove: fromClosed,
    conflict: {
      detail: 'Technician has 10 of 10. With force and a reason they get it all the same.',
      warnings: [{ reason: 'no-capacity', says: 'has 10 of 10' }],
    },
  },
  escalateTicket: {
    body: {
      reason: 'The customer threatens to cancel',
      notes: 'They expect a call today',
      to: { level: 2 },
    },
    wrong: noReason,
    answer: {
      ...taken,
      ...rest,
      assignee: 'per_01JD0000000000000000MANGR1',
      escalationLevel: 2,
      updatedAt: '2026-11-21T10:15:00.000Z',
      version: 3,
    },
    conflict: { detail: 'A ticket that is resolved is not escalated: reopen it first.' },
  },
  unassignTicket: {
    body: { reason: 'On leave from tomorrow' },
    wrong: noReason,
    answer: { ...opened, ...rest, updatedAt: '2026-11-21T10:15:00.000Z', version: 3 },
    refusedMove: fromClosed,
  },
  startTicket: {
    body: { reason: 'On site anyway' },
    wrong: longReason,
    answer: inWork,
    refusedMove: fromClosed,
  },
  pauseTicket: {
    body: { status: 'pending_customer', reason: 'Asked which printer it is' },
    wrong: noReason,
    answer: {
      ...undue,
      status: 'pending_customer',
      statusReason: 'Asked which printer it is',
      updatedAt: '2026-11-21T10:40:00.000Z',
      version: 4,
    },
    refusedMove: fromClosed,
  },
  holdTicket: {
    body: { until: '2026-12-07T09:00:00Z', reason: 'Closed for stocktaking until then' },
    wrong: { path: 'until', message: 'is required', expected: 'a string' },
    answer: { ...undue, onHoldUntil: '2026-12-07T09:00:00.000Z', updatedAt: '2026-11-21T10:40:00.000Z', version: 4 },
    conflict: { detail: 'A ticket that is resolved cannot rest: reopen it first.' },
  },
  releaseTicket: {
    body: { reason: 'They are done earlier' },
    wrong: longReason,
    answer: inWork,
    conflict: { detail: 'TKT000123 is not on hold.' },
  },
  resumeTicket: {
    body: { reason: 'It is the one by the lift' },
    wrong: longReason,
    answer: {
      ...inWork,
      dueAt: '2026-11-21T11:15:00.000Z',
      updatedAt: '2026-11-21T10:55:00.000Z',
      version: 5,
    },
    refusedMove: fromWork,
  },
  resolveTicket: {
    body: { resolution },
    wrong: { path: 'resolution', message: 'is required', expected: 'a string' },
    answer: resolved,
    refusedMove: fromClosed,
  },
  closeTicket: {
    body: { reason: 'Prints again' },
    wrong: longReason,
    answer: {
      ...resolved,
      status: 'closed',
      closedAt: '2026-11-21T12:00:00.000Z',
      updatedAt: '2026-11-21T12:00:00.000Z',
      version: 5,
    },
    refusedMove: fromWork,
  },
  reopenTicket: {
    body: { reason: 'It is offline again' },
    wrong: noReason,
    answer: {
      ...inWork,
      status: 'reopened',
      dueAt: '2026-11-21T20:15:00.000Z',
      firstResponseAt: '2026-11-21T10:45:00.000Z',
      statusReason: 'It is offline again',
      updatedAt: '2026-11-21T13:00:00.000Z',
      version: 5,
    },
    refusedMove: fromWork,
  },
  cancelTicket: {
    body: { reason: 'The same as TKT000122' },
    wrong: noReason,
    answer: {
      ...undue,
      status: 'cancelled',
      statusReason: 'The same as TKT000122',
      updatedAt: '2026-11-21T10:30:00.000Z',
      version: 4,
    },
    refusedMove: fromClosed,
  },
}
