import type { Job } from '../../job.ts'
import type * as operations from '../../operations/jobs.ts'
import { cursor, type Examples, noParameter } from './example.ts'
import { agent, technician } from './story.ts'

const queued: Job = {
  id: 'job_01JD000000000000000000JB01',
  kind: 'bulk-tickets',
  state: 'queued',
  dryRun: false,
  counts: { total: 120, done: 0, created: 0, changed: 0, unchanged: 0, refused: 0 },
  createdBy: agent.id,
  createdAt: '2026-11-21T12:00:00.000Z',
  expiresAt: '2026-12-21T12:00:00.000Z',
}
const running: Job = {
  ...queued,
  state: 'running',
  counts: { total: 120, done: 50, created: 0, changed: 48, unchanged: 1, refused: 1 },
}

export const examples: Examples<typeof operations> = {
  bulkTickets: {
    body: {
      filter: { status: ['created'], tag: ['flood'] },
      actions: [
        { do: 'assign', technician, reason: 'The flood in the plant' },
        { do: 'set-priority', priority: 'urgent' },
      ],
      dryRun: false,
    },
    wrong: {
      path: 'actions.0.priority',
      message: 'is not one of the values that exist',
      expected: 'urgent, high, medium, low',
    },
    answer: queued,
  },
  listJobs: {
    query: { limit: 25, cursor },
    wrong: { path: 'limit', message: 'is too much', expected: 'at most 100' },
    answer: { items: [running], next: cursor },
  },
  getJob: { wrong: noParameter, answer: running },
  listJobResults: {
    query: { limit: 100, cursor, outcome: 'refused' },
    wrong: {
      path: 'outcome',
      message: 'is not one of the values that exist',
      expected: 'created, changed, unchanged, refused',
    },
    answer: {
      items: [
        {
          place: 17,
          subject: 'TKT000139',
          outcome: 'refused',
          problem: {
            type: 'urn:service-desk:problem:move-not-allowed',
            detail: 'An agent may not assign a ticket that is closed.',
            allowed: [{ move: 'reopen', to: 'reopened' }],
          },
        },
      ],
      next: cursor,
    },
  },
  cancelJob: {
    wrong: noParameter,
    answer: { ...running, state: 'cancelled', finishedAt: '2026-11-21T12:00:04.000Z' },
    conflict: { detail: 'The job has ended already: it is done.' },
  },
}
