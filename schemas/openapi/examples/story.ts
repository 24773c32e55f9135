import type { TicketRepresentation, TicketSummary } from '../../ticket.ts'

// The one ticket that the examples tell of, from stage to stage.
export const customer = 'cus_01JD0000000000000000CSTMR1'
export const requester = 'per_01JD0000000000000000CNTCT1'
export const technician = 'per_01JD0000000000000000TECHN1'
export const agent = { id: 'per_01JD0000000000000000AGENT1', role: 'agent' } as const
export const team = 'tea_01JD0000000000000000TEAM01'
export const opened: TicketSummary = {
  number: 'TKT000123',
  title: 'The label printer on floor 2 is offline',
  status: 'created',
  priority: 'high',
  type: 'issue',
  category: 'hardware',
  channel: 'portal',
  brand: 'main',
  customer,
  requester,
  team,
  light: 'green',
  dueAt: '2026-11-21T11:00:00.000Z',
  createdAt: '2026-11-21T10:00:00.000Z',
  updatedAt: '2026-11-21T10:00:00.000Z',
  version: 1,
}
export const taken: TicketSummary = {
  ...opened,
  status: 'assigned',
  assignee: technician,
  updatedAt: '2026-11-21T10:12:00.000Z',
  version: 2,
}
const working: TicketSummary = {
  ...taken,
  status: 'in_progress',
  updatedAt: '2026-11-21T10:20:00.000Z',
  version: 3,
}
export const text = {
  description: 'Since this morning. It was switched off and on again twice.',
  tags: ['printer', 'plant-floor'],
  contact: { email: 'reception@example.com', phone: '+441632960001' },
}
export const rest = { ...text, policy: { id: 'pol_01JD0000000000000000PCY001', version: 1 }, escalationLevel: 0 }
export const inWork: TicketRepresentation = { ...working, ...rest }
export const resolution = 'Replaced the network cable; test page printed'
const { dueAt: _, ...notDue } = inWork
/** In work, with no due time: it waits, or has ended. */
export const undue: TicketRepresentation = notDue
export const resolved: TicketRepresentation = {
  ...undue,
  status: 'resolved',
  resolution,
  firstResponseAt: '2026-11-21T10:45:00.000Z',
  resolvedAt: '2026-11-21T10:45:00.000Z',
  updatedAt: '2026-11-21T10:45:00.000Z',
  version: 4,
}

export const noReason = { path: 'reason', message: 'is required', expected: 'a string' }
export const longReason = { path: 'reason', message: 'is too much', expected: 'at most 1000 characters' }
export const fromClosed = {
  detail: 'The ticket is closed; from there you can reopen it.',
  allowed: [{ move: 'reopen', to: 'reopened' }],
}
export const fromWork = {
  detail: 'The ticket is in progress; from there you can pause or resolve it.',
  allowed: [
    { move: 'pause', to: 'pending_customer' },
    { move: 'pause', to: 'pending_parts' },
    { move: 'resolve', to: 'resolved' },
  ],
}
