import type { Job } from '../../job.ts'
import type * as operations from '../../operations/reapplying.ts'
import type { Examples } from './example.ts'

const tried: Job = {
  id: 'job_01JD000000000000000000JB02',
  kind: 'reapply-sla',
  state: 'queued',
  dryRun: true,
  counts: { done: 0, created: 0, changed: 0, unchanged: 0, refused: 0 },
  effects: { later: 0, earlier: 0, breached: 0, otherPolicy: 0 },
  createdBy: 'per_01JD000000000000000MANAGER',
  createdAt: '2026-11-21T12:00:00.000Z',
  expiresAt: '2026-12-21T12:00:00.000Z',
}
const wrong = { path: 'dryRun', message: 'must be a boolean', expected: 'a boolean' }

export const examples: Examples<typeof operations> = {
  reapplySlaPolicy: { body: { dryRun: true }, wrong, answer: tried },
  reapplyCalendar: {
    body: { dryRun: false },
    wrong,
    answer: { ...tried, dryRun: false },
    conflict: { detail: '`always` never changes: there is nothing to reapply. A policy that goes by it can be.' },
  },
}
