import type { Facts } from '../../../domain/statistics.ts'

/** What the statistics know of a ticket: of a new one, unless more is said. */
export const facts = (given: Partial<Facts> = {}): Facts => ({
  version: 1,
  status: 'created',
  priority: 'high',
  category: 'hardware',
  channel: 'portal',
  type: 'issue',
  createdOn: '2026-11-21',
  ...given,
})
