import type * as operations from '../../operations/joining.ts'
import type { TicketRepresentation } from '../../ticket.ts'
import { cursor, type Examples, noParameter } from './example.ts'
import { customer, fromClosed, inWork, noReason, opened, rest, undue } from './story.ts'

const merged: TicketRepresentation = {
  ...undue,
  status: 'cancelled',
  statusReason: 'The same printer, reported twice',
  mergedInto: 'TKT000120',
  updatedAt: '2026-11-21T10:30:00.000Z',
  version: 4,
}
const child: TicketRepresentation = {
  ...inWork,
  parent: 'TKT000100',
  updatedAt: '2026-11-21T10:30:00.000Z',
  version: 4,
}
const link = { type: 'caused-by', ticket: 'TKT000099', title: 'No power in building B', status: 'in_progress' } as const

export const examples: Examples<typeof operations> = {
  mergeTicket: {
    body: { into: 'TKT000120', reason: 'The same printer, reported twice' },
    wrong: { path: 'into', message: 'is required', expected: 'a string' },
    answer: merged,
    refusedMove: { detail: 'A ticket that is closed cannot be merged into another.', allowed: fromClosed.allowed },
    conflict: { detail: 'TKT000120 is closed: nothing can be merged into it.' },
  },
  unmergeTicket: {
    body: { reason: 'Two printers, after all' },
    wrong: noReason,
    answer: { ...inWork, statusReason: 'Two printers, after all', updatedAt: '2026-11-21T11:30:00.000Z', version: 5 },
    conflict: { detail: 'A merge can be undone for 24 hours: this one could until 2026-11-22T10:30:00.000Z.' },
  },
  splitComment: {
    body: { title: 'The scanner on floor 3 is slow, too' },
    wrong: { path: 'title', message: 'is required', expected: 'a string' },
    answer: {
      ...opened,
      ...rest,
      number: 'TKT000126',
      title: 'The scanner on floor 3 is slow, too',
      customer,
      description: 'By the way, the scanner on floor 3 takes a minute for each page.',
    },
    conflict: { detail: 'This comment was made the ticket TKT000126 already.' },
  },
  listLinks: { wrong: noParameter, answer: { items: [link] } },
  linkTicket: {
    body: { type: 'caused-by', ticket: 'TKT000099' },
    wrong: {
      path: 'type',
      message: 'is not one of the values that exist',
      expected: 'duplicates, duplicated-by, blocks, blocked-by, caused-by, causes, relates-to',
    },
    answer: link,
    conflict: { detail: 'TKT000099 is linked to TKT000123 the other way round: they cannot both be so.' },
  },
  unlinkTicket: {
    wrong: noParameter,
    conflict: { detail: 'TKT000123 was merged into TKT000120: write there.' },
  },
  setParent: {
    body: { ticket: 'TKT000100' },
    wrong: { path: 'ticket', message: 'is required', expected: 'a string' },
    answer: child,
    conflict: { detail: 'TKT000100 is itself part of TKT000090: name that.' },
  },
  removeParent: {
    wrong: noParameter,
    answer: { ...inWork, version: 5 },
    conflict: { detail: 'This ticket was archived at 2027-11-24T10:45:00.000Z: it can be read, not changed.' },
  },
  listChildren: {
    query: { limit: 25, cursor },
    wrong: { path: 'limit', message: 'is too much', expected: 'at most 100' },
    answer: { items: [opened], next: cursor },
  },
}
