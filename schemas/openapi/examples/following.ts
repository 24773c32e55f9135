import type * as operations from '../../operations/following.ts'
import { cursor, type Examples, noParameter } from './example.ts'
import { agent, inWork, technician } from './story.ts'

const followUp = {
  id: 'fol_01JD00000000000000000000F1',
  note: 'Ask whether the new cable holds',
  dueAt: '2026-11-23T09:00:00.000Z',
  automatic: false,
  state: 'open',
  createdAt: '2026-11-21T10:30:00.000Z',
  createdBy: agent,
} as const
const ended = { endedAt: '2026-11-23T09:10:00.000Z', endedBy: { id: technician, role: 'technician' } } as const
const isArchived = {
  detail: 'This ticket was archived at 2027-11-24T10:45:00.000Z: it can be read, not changed. Open a new one.',
}
const hasEnded = { detail: 'This follow-up has ended already.' }

export const examples: Examples<typeof operations> = {
  reportPartsArrived: { wrong: noParameter, answer: inWork, conflict: isArchived },
  listFollowUps: {
    query: { limit: 25, cursor },
    wrong: { path: 'limit', message: 'is too much', expected: 'at most 100' },
    answer: { items: [followUp], next: cursor },
  },
  addFollowUp: {
    body: { note: followUp.note, dueAt: followUp.dueAt },
    wrong: { path: 'note', message: 'is required', expected: 'a string' },
    answer: followUp,
    conflict: { detail: 'A ticket that is resolved needs no following up: reopen it first.' },
  },
  finishFollowUp: { wrong: noParameter, answer: { ...followUp, state: 'done', ...ended }, conflict: hasEnded },
  cancelFollowUp: { wrong: noParameter, answer: { ...followUp, state: 'cancelled', ...ended }, conflict: hasEnded },
  listWatchers: { wrong: noParameter, answer: { items: [{ person: technician }] } },
  getWatcher: { wrong: noParameter, answer: { person: technician } },
  watchTicket: {
    wrong: { path: 'person', message: 'is not known', expected: 'somebody whom you may let watch this ticket' },
    answer: { person: technician },
    conflict: { detail: 'A ticket has at most 20 watchers.' },
  },
  unwatchTicket: { wrong: noParameter, conflict: isArchived },
}
