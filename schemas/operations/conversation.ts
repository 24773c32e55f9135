import * as z from 'zod'
import { Call, NewCall } from '../call.ts'
import { Comment, CommentChange, NewComment, Redaction } from '../comment.ts'
import { Macro, MacroFields, MacroUse, MacroUsed, NewMacro } from '../macro.ts'
import { Presence, PresenceState } from '../presence.ts'
import { LoggedMinutes } from '../ticket.ts'
import { NewTimeEntry, TimeEntry } from '../time-entry.ts'
import { everyone, operation, staff } from './operation.ts'
import { Cursor, Limit, page } from './paging.ts'
import { TicketParams, TicketPathId } from './ticket-id.ts'

const read = { scope: 'tickets.read', roles: everyone, tag: 'Conversation' } as const
const write = { scope: 'tickets.write', roles: everyone, tag: 'Conversation' } as const
const desk = { roles: staff, tag: 'Conversation' } as const

const PathId = z.string().min(1).max(64)
const CommentParams = z.strictObject({
  id: TicketPathId,
  comment: PathId.meta({ example: 'com_01JD000000000000000C0MMNT1' }),
})
const paging = { limit: Limit, cursor: Cursor }
const Order = z.enum(['oldest', 'newest']).default('oldest').meta({ description: 'Which come first' })

export const listComments = operation({
  ...read,
  method: 'get',
  path: '/tickets/{id}/comments',
  params: TicketParams,
  query: z.strictObject({ ...paging, order: Order }),
  answer: page(Comment).meta({ id: 'CommentPage' }),
  summary: 'What was said about a ticket',
  description:
    'With what was said on tickets that were merged into it. Internal comments are for staff; to everybody else they do not exist.',
})

export const addComment = operation({
  ...write,
  method: 'post',
  path: '/tickets/{id}/comments',
  params: TicketParams,
  body: NewComment,
  ifMatch: 'optional',
  status: 201,
  etag: true,
  answer: Comment,
  refusals: ['conflict', 'forbidden'],
  summary: 'Say something about a ticket',
  done: 'Said. `ticket` is the ticket that it stands on: a new one where the old was closed too long ago; `Location` says where.',
  description:
    "The first public comment of staff stops the response clock. The customer's comment resumes a ticket that waits for them, and reopens one that is resolved, or closed within the reopening window; after that it opens a new ticket. A ticket that was cancelled, merged or archived takes no comments.",
})

export const getComment = operation({
  ...read,
  method: 'get',
  path: '/tickets/{id}/comments/{comment}',
  params: CommentParams,
  etag: true,
  answer: Comment,
  summary: 'One comment; for staff with what it said before it was edited',
})

export const editComment = operation({
  ...write,
  method: 'patch',
  path: '/tickets/{id}/comments/{comment}',
  params: CommentParams,
  body: CommentChange,
  ifMatch: 'optional',
  etag: true,
  answer: Comment,
  refusals: ['conflict', 'forbidden'],
  summary: 'Reword your own comment, within 15 minutes',
  done: 'Done: this is the comment as it is now. What it said before is kept, for staff.',
})

export const redactComment = operation({
  roles: ['supervisor', 'manager', 'admin'],
  tag: 'Conversation',
  method: 'post',
  path: '/tickets/{id}/comments/{comment}/redact',
  params: CommentParams,
  body: Redaction,
  ifMatch: 'optional',
  etag: true,
  answer: Comment,
  refusals: ['conflict'],
  summary: 'Take the words of a comment away for good',
  done: 'Done: its words are gone, from every version. The mark, the reason and the entry in the history stay.',
})

export const listCalls = operation({
  ...desk,
  method: 'get',
  path: '/tickets/{id}/calls',
  params: TicketParams,
  query: z.strictObject({ ...paging, order: Order }),
  answer: page(Call).meta({ id: 'CallPage' }),
  summary: 'The phone calls about a ticket',
})

export const logCall = operation({
  ...desk,
  method: 'post',
  path: '/tickets/{id}/calls',
  params: TicketParams,
  body: NewCall,
  ifMatch: 'optional',
  status: 201,
  answer: Call,
  refusals: ['conflict'],
  summary: 'Write down a phone call',
  done: 'Done: this is the call.',
  description: 'A call that reached the customer is an answer: the first one stops the response clock.',
})

const TimeParams = z.strictObject({
  id: TicketPathId,
  entry: PathId.meta({ example: 'tim_01JD0000000000000000T1ME01' }),
})

export const listTimeEntries = operation({
  ...desk,
  method: 'get',
  path: '/tickets/{id}/time-entries',
  params: TicketParams,
  query: z.strictObject({ ...paging, order: Order }),
  answer: page(TimeEntry).extend({ totals: LoggedMinutes }).meta({ id: 'TimeEntryPage' }),
  summary: 'The time worked on a ticket; the totals are of all of it',
})

export const logTime = operation({
  ...desk,
  method: 'post',
  path: '/tickets/{id}/time-entries',
  params: TicketParams,
  body: NewTimeEntry,
  ifMatch: 'optional',
  status: 201,
  answer: TimeEntry,
  refusals: ['conflict', 'forbidden'],
  summary: 'Write down time worked',
  done: 'Done: this is the entry.',
})

export const removeTimeEntry = operation({
  ...desk,
  method: 'delete',
  path: '/tickets/{id}/time-entries/{entry}',
  params: TimeParams,
  ifMatch: 'optional',
  status: 204,
  answer: 'nothing',
  refusals: ['conflict', 'forbidden'],
  summary: 'Take back time: your own; a supervisor anybody’s',
})

const PresenceList = z.strictObject({ items: z.array(Presence) }).meta({ id: 'PresenceList' })

export const listPresence = operation({
  ...desk,
  method: 'get',
  path: '/tickets/{id}/presence',
  params: TicketParams,
  answer: PresenceList,
  summary: 'Who of the desk has a ticket open, and who is typing',
})

export const keepPresence = operation({
  ...desk,
  method: 'put',
  path: '/tickets/{id}/presence',
  params: TicketParams,
  body: z.strictObject({ state: PresenceState }).meta({ id: 'PresenceBeat', example: { state: 'typing' } }),
  answer: Presence,
  summary: 'Say that you have a ticket open: every 30 seconds',
  done: 'Said: it holds until `until`, unless it is said again.',
  description: 'The ticket itself does not change by it: neither its version nor its history.',
})

export const endPresence = operation({
  ...desk,
  method: 'delete',
  path: '/tickets/{id}/presence',
  params: TicketParams,
  status: 204,
  answer: 'nothing',
  summary: 'Say that you have closed it',
})

const MacroParams = z.strictObject({ macro: PathId.meta({ example: 'mac_01JD00000000000000000MACR1' }) })

export const listMacros = operation({
  ...desk,
  method: 'get',
  path: '/macros',
  answer: z.strictObject({ items: z.array(Macro) }).meta({ id: 'MacroList' }),
  summary: 'The canned replies and macros that you may use, your own first',
})

export const createMacro = operation({
  ...desk,
  method: 'post',
  path: '/macros',
  body: NewMacro,
  status: 201,
  etag: true,
  answer: Macro,
  refusals: ['conflict', 'forbidden'],
  summary: 'Make a canned reply or a macro',
  description:
    'Everybody makes their own. One for a team is made and changed by its supervisors, one for all by any supervisor; managers and admins do either.',
})

export const getMacro = operation({
  ...desk,
  method: 'get',
  path: '/macros/{macro}',
  params: MacroParams,
  etag: true,
  answer: Macro,
  summary: 'A canned reply or a macro',
})

export const updateMacro = operation({
  ...desk,
  method: 'patch',
  path: '/macros/{macro}',
  params: MacroParams,
  body: z
    .strictObject(Object.fromEntries(Object.keys(MacroFields.shape).map((name) => [name, z.unknown().optional()])))
    .meta({ id: 'MacroPatch', example: { name: 'Ask which printer it is', description: null } }),
  ifMatch: 'optional',
  etag: true,
  answer: Macro,
  refusals: ['conflict', 'forbidden'],
  summary: 'Change a macro: a JSON merge patch (RFC 7396)',
  done: 'Done: this is the macro as it is now.',
})

export const deleteMacro = operation({
  ...desk,
  method: 'delete',
  path: '/macros/{macro}',
  params: MacroParams,
  ifMatch: 'optional',
  status: 204,
  answer: 'nothing',
  refusals: ['forbidden'],
  summary: 'Remove a macro',
})

export const applyMacro = operation({
  ...desk,
  method: 'post',
  path: '/tickets/{id}/apply-macro',
  params: TicketParams,
  body: MacroUse,
  ifMatch: 'optional',
  answer: MacroUsed,
  refusals: ['conflict', 'move-not-allowed'],
  summary: 'Use a macro on a ticket, or see what it would do',
  done: 'Done, or with `dryRun` not: this is the ticket as it is then, and the reply with everything filled in.',
  description: 'The reply and the changes take effect together or not at all, each by the rules that it has by itself.',
})
