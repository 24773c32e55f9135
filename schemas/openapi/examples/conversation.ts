import type { Call } from '../../call.ts'
import type { Comment } from '../../comment.ts'
import type { Macro } from '../../macro.ts'
import type * as operations from '../../operations/conversation.ts'
import type { TimeEntry } from '../../time-entry.ts'
import { cursor, type Examples, noParameter } from './example.ts'
import { agent, fromClosed, noReason, opened, technician, undue } from './story.ts'

const ticket = opened.number
const words = 'Could you check the cable behind the **grey** cabinet?'
const said: Comment = {
  id: 'com_01JD000000000000000C0MMNT1',
  ticket,
  internal: false,
  author: agent,
  html: '<p>Could you check the cable behind the <strong>grey</strong> cabinet?</p>\n',
  text: 'Could you check the cable behind the grey cabinet?',
  createdAt: '2026-11-21T10:30:00.000Z',
  version: 1,
}
const own: Comment = { ...said, format: 'markdown', source: words }
const call: Call = {
  id: 'cal_01JD00000000000000000CA111',
  ticket,
  direction: 'outbound',
  outcome: 'reached',
  number: '+441632960001',
  durationSeconds: 240,
  summary: 'Asked to switch the printer off and on: prints again',
  startedAt: '2026-11-21T10:26:00.000Z',
  by: agent,
  createdAt: '2026-11-21T10:30:00.000Z',
}
const entry: TimeEntry = {
  id: 'tim_01JD0000000000000000T1ME01',
  ticket,
  person: technician,
  minutes: 30,
  billable: true,
  note: 'Replaced the cable',
  workedAt: '2026-11-21T10:45:00.000Z',
  by: { id: technician, role: 'technician' },
  createdAt: '2026-11-21T10:46:00.000Z',
}
const present = {
  person: technician,
  state: 'typing',
  since: '2026-11-21T10:30:00.000Z',
  until: '2026-11-21T10:30:45.000Z',
} as const
const reply = {
  body: 'Hello {{customer.name|there}}, which printer is it? Your ticket is {{ticket.number}}.',
  format: 'markdown',
  internal: false,
} as const
const pause = { do: 'pause', status: 'pending_customer', reason: 'Asked which printer it is' } as const
const macro: Macro = {
  id: 'mac_01JD00000000000000000MACR1',
  name: 'Ask which printer',
  scope: 'personal',
  owner: agent.id,
  reply,
  actions: [pause],
  version: 1,
  createdAt: '2026-11-20T09:00:00.000Z',
  updatedAt: '2026-11-20T09:00:00.000Z',
}

const conflict = { detail: `${ticket} is cancelled: nothing is added to it any more.` }
const noBody = { path: 'body', message: 'is required', expected: 'a string' }
const tooMany = { path: 'limit', message: 'is too much', expected: 'at most 100' }
const full = { detail: 'There are 500 macros already: take one away first.' }
const query = { limit: 25, cursor, order: 'newest' } as const

export const examples: Examples<typeof operations> = {
  listComments: { query, wrong: tooMany, answer: { items: [said], next: cursor } },
  addComment: {
    body: { body: words, mentions: [technician] },
    wrong: noBody,
    answer: { ...own, mentions: [technician] },
    conflict,
  },
  getComment: {
    wrong: noParameter,
    answer: {
      ...said,
      version: 2,
      editedAt: '2026-11-21T10:32:00.000Z',
      versions: [
        {
          version: 1,
          html: '<p>Could you check the cable?</p>\n',
          text: 'Could you check the cable?',
          from: said.createdAt,
          until: '2026-11-21T10:32:00.000Z',
        },
      ],
    },
  },
  editComment: {
    body: { body: words },
    wrong: noBody,
    answer: { ...own, version: 2, editedAt: '2026-11-21T10:32:00.000Z' },
    conflict: { detail: 'This comment was redacted.' },
  },
  redactComment: {
    body: { reason: 'Held a password' },
    wrong: noReason,
    answer: {
      id: said.id,
      ticket,
      internal: false,
      author: agent,
      createdAt: said.createdAt,
      version: 1,
      redacted: {
        at: '2026-11-21T11:00:00.000Z',
        by: { id: 'per_01JD0000000000000000SPRVS1', role: 'supervisor' },
        reason: 'Held a password',
      },
    },
    conflict: { detail: 'This comment was redacted before.' },
  },
  listCalls: { query, wrong: tooMany, answer: { items: [call], next: cursor } },
  logCall: {
    body: {
      direction: 'outbound',
      outcome: 'reached',
      number: call.number,
      durationSeconds: 240,
      summary: call.summary,
    },
    wrong: {
      path: 'number',
      message: 'must be a phone number in E.164: + and 7 to 15 digits',
      expected: 'a phone number in E.164: + and 7 to 15 digits',
    },
    answer: call,
    conflict,
  },
  listTimeEntries: {
    query,
    wrong: tooMany,
    answer: { items: [entry], totals: { billable: 90, other: 15 }, next: cursor },
  },
  logTime: {
    body: { minutes: 30, billable: true, note: entry.note },
    wrong: { path: 'minutes', message: 'is too much', expected: 'at most 1440' },
    answer: entry,
    conflict,
  },
  removeTimeEntry: { wrong: noParameter, conflict },
  listPresence: { wrong: noParameter, answer: { items: [present] } },
  keepPresence: {
    body: { state: 'typing' },
    wrong: { path: 'state', message: 'is not one of the values that exist', expected: 'viewing, typing' },
    answer: present,
  },
  endPresence: { wrong: noParameter },
  listMacros: { wrong: noParameter, answer: { items: [macro] } },
  createMacro: {
    body: { name: macro.name, reply: { body: reply.body }, actions: [pause] },
    wrong: { path: '', message: 'does nothing', expected: '`reply`, `actions`, or both' },
    answer: macro,
    conflict: full,
  },
  getMacro: { wrong: noParameter, answer: macro },
  updateMacro: {
    body: { name: 'Ask which printer it is', description: null },
    wrong: {
      path: 'colour',
      message: 'is not known here',
      expected: 'one of: name, description, reply, actions',
    },
    answer: { ...macro, name: 'Ask which printer it is', version: 2, updatedAt: '2026-11-21T09:00:00.000Z' },
    conflict: full,
  },
  deleteMacro: { wrong: noParameter },
  applyMacro: {
    body: { macro: macro.id, dryRun: false },
    wrong: { path: 'macro', message: 'is required', expected: 'a string' },
    answer: {
      dryRun: false,
      ticket: {
        ...undue,
        status: 'pending_customer',
        statusReason: pause.reason,
        firstResponseAt: '2026-11-21T10:40:00.000Z',
        updatedAt: '2026-11-21T10:40:00.000Z',
        version: 4,
      },
      comment: {
        ...said,
        html: '<p>Hello there, which printer is it? Your ticket is TKT000123.</p>\n',
        text: 'Hello there, which printer is it? Your ticket is TKT000123.',
        format: 'markdown',
        source: 'Hello there, which printer is it? Your ticket is TKT000123.',
        createdAt: '2026-11-21T10:40:00.000Z',
      },
    },
    refusedMove: fromClosed,
    conflict,
  },
}
