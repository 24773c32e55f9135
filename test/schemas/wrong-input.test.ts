import { describe, expect, it } from 'vitest'
import type * as z from 'zod'
import type { Refusal } from '../../domain/refusal.ts'
import { validate } from '../../functions/platform/http/input.ts'
import { examples } from '../../schemas/openapi/examples.ts'
import { operations } from '../../schemas/operations/catalogue.ts'
import type { Operation } from '../../schemas/operations/operation.ts'

const backwards = { name: 'Office hours', timeZone: 'Europe/London', weekly: { mon: [{ from: '18:00', to: '09:00' }] } }
const highest = {
  name: 'A rule',
  conditions: { priority: ['highest'] },
  target: { queue: 'tea_01JD0000000000000000TEAM01' },
}

const tuesday = {
  name: 'Nights',
  timeZone: 'Europe/London',
  members: ['per_01JD0000000000000000TECHN1'],
  startsOn: '2026-11-24',
}

/** What somebody sent to get the answer that the document shows as the example of a 400. */
const sent: Record<string, unknown> = {
  listCustomers: { tier: 'gold' },
  createCustomer: {},
  changeCustomer: { colour: 'red' },
  listTimeline: { limit: '51' },
  listContacts: { email: 'reception' },
  createContact: {},
  changeContact: { colour: 'red' },
  mergeContacts: {},
  exportContact: { cursor: 'x'.repeat(2001) },
  listSites: { limit: '101' },
  createSite: {},
  changeSite: { colour: 'red' },
  listProducts: { limit: '101' },
  findProducts: { serial: '1', limit: '101' },
  createProduct: {},
  changeProduct: { colour: 'red' },
  listContracts: { limit: '101' },
  createContract: { name: 'Maintenance', startsOn: '2026-01-01', endsOn: '2025-12-31' },
  changeContract: { colour: 'red' },
  importCustomers: { dryRun: 'maybe' },
  importProducts: { dryRun: 'maybe' },
  listTechnicians: { level: 'expert' },
  createTechnician: { name: 'Network technician' },
  changeTechnician: { colour: 'red' },
  setTechnicianStatus: { status: 'asleep' },
  addAbsence: { from: '2026-12-21T00:00:00Z', until: '2026-12-20T00:00:00Z' },
  deactivateTechnician: {},
  putNotificationPreferences: { notices: { breached: 'off' } },
  listTeams: { limit: '101' },
  createTeam: {},
  changeTeam: { colour: 'red' },
  listAttachments: { limit: '101' },
  listMails: { limit: '101' },
  listTroubledMails: { state: 'delivered' },
  listSuppressions: { limit: '101' },
  attachFile: { name: 'film.mp4', type: 'video/mp4', size: 25 * 1024 * 1024 + 1 },
  search: {},
  getTicketStatistics: { from: 'yesterday' },
  getTechnicianMetrics: { from: 'yesterday' },
  getTeamMetrics: { from: 'yesterday' },
  getTechnicianDesk: { colour: 'red' },
  getTeamDesk: { colour: 'red' },
  listTickets: { status: 'open' },
  listQueueTickets: { limit: '101' },
  listViews: { counts: 'yes' },
  createView: { name: 'Urgent', filter: { priority: ['soon'] } },
  updateView: { name: 'x'.repeat(81) },
  listViewTickets: { limit: '101' },
  createTicket: { title: 'A title', priority: 'highest' },
  replaceTicket: { title: 'A title', description: '', colour: 'red' },
  changeTicketCustomer: { customer: 'The bakery' },
  patchTicket: { priority: 'highest' },
  getTicketHistory: { limit: '501' },
  getSettings: { colour: 'red' },
  changeSettings: [],
  createTriageRule: { name: 'A rule', conditions: { channel: ['phone'] }, gives: { priority: 'highest' } },
  previewTriage: {},
  changeTriageRule: [],
  listCandidates: { colour: 'red' },
  declineTicket: {},
  explainAssignment: { format: 'xml' },
  createAssignmentRule: highest,
  previewAssignment: {},
  replaceAssignmentRule: highest,
  changeAssignmentRule: [],
  listSlots: { service: 'Wi-Fi' },
  listVisits: { limit: '101' },
  bookVisit: { ticket: 'TKT000123' },
  getVisit: { colour: 'red' },
  moveVisit: {},
  confirmVisit: { colour: 'red' },
  cancelVisit: { because: 'Sold' },
  setOutForVisit: { colour: 'red' },
  arriveAtVisit: { colour: 'red' },
  completeVisit: {},
  missVisit: {},
  getTechnicianDay: { date: 'tomorrow' },
  optimiseTechnicianDay: { date: 'tomorrow' },
  listCalendars: { limit: '51' },
  createCalendar: backwards,
  previewCalendar: { count: '51' },
  replaceCalendar: backwards,
  listOpenings: { count: '51' },
  importHolidays: {},
  listOnCall: { at: 'tonight' },
  createRotation: tuesday,
  replaceRotation: tuesday,
  addOverride: {
    person: 'per_01JD0000000000000000TECHN2',
    from: '2026-12-24T09:00:00Z',
    until: '2027-12-24T09:00:00Z',
  },
  listDuties: { from: '2026-11-23T00:00:00Z', to: '2028-11-23T00:00:00Z' },
  planShifts: {
    shifts: [
      {
        technician: 'per_01JD0000000000000000TECHN1',
        from: '2026-11-30T14:00:00Z',
        until: '2026-12-02T14:00:00Z',
      },
    ],
  },
  listShifts: { from: '2026-11-23T00:00:00Z', to: '2028-11-23T00:00:00Z' },
  changeShift: { colour: 'red' },
  getTechnicianCalendar: { from: '2026-11-23T00:00:00Z', to: '2028-11-23T00:00:00Z' },
  assignTicket: {},
  escalateTicket: {},
  unassignTicket: {},
  startTicket: { reason: 'x'.repeat(1001) },
  pauseTicket: { status: 'pending_parts' },
  holdTicket: { reason: 'Later' },
  releaseTicket: { reason: 'x'.repeat(1001) },
  resumeTicket: { reason: 'x'.repeat(1001) },
  resolveTicket: {},
  closeTicket: { reason: 'x'.repeat(1001) },
  reopenTicket: {},
  cancelTicket: {},
  listFollowUps: { limit: '101' },
  addFollowUp: {},
  listComments: { limit: '101' },
  addComment: {},
  editComment: {},
  redactComment: {},
  listCalls: { limit: '101' },
  logCall: { direction: 'outbound', outcome: 'reached', number: '01632 960001' },
  listTimeEntries: { limit: '101' },
  logTime: { minutes: 1441 },
  keepPresence: { state: 'asleep' },
  createMacro: { name: 'Nothing' },
  updateMacro: { colour: 'red' },
  applyMacro: {},
  mergeTicket: { reason: 'The same' },
  unmergeTicket: {},
  splitComment: {},
  linkTicket: { type: 'follows', ticket: 'TKT000099' },
  setParent: {},
  listChildren: { limit: '101' },
  bulkTickets: { tickets: ['TKT000123'], actions: [{ do: 'set-priority', priority: 'highest' }] },
  listJobs: { limit: '101' },
  listJobResults: { outcome: 'lost' },
  reapplySlaPolicy: { dryRun: 'maybe' },
  reapplyCalendar: { dryRun: 'maybe' },
  listSurveys: { limit: '101' },
  listSubscriptions: { limit: '101' },
  createPartnerClient: { name: 'ERP', scopes: ['tickets.all'], customer: 'cus_01JD0000000000000000CSTMR1' },
  changePartnerClient: { colour: 'red' },
  rotatePartnerKey: { keepOldHours: 721 },
  getPartnerUsage: { days: '91' },
  createSubscription: {
    name: 'Tickets into our ERP',
    target: { kind: 'queue', arn: 'arn:aws:sqs:us-east-1:111122223333:partner-events.fifo' },
  },
  changeSubscription: { colour: 'red' },
  approveSubscription: { personalData: 'yes' },
  rejectSubscription: {},
  pauseSubscription: { because: 'x'.repeat(501) },
  listDeliveries: { limit: '101' },
  redeliverSome: { from: '2026-11-20T00:00:00Z', to: '2026-11-20T00:00:00Z' },
  rotateSecret: { holdsForHours: 169 },
  createReplay: {},
  listReplays: { limit: '101' },
  listSlaTracking: { light: 'orange' },
  getSlaTracking: { format: 'xml' },
  previewSla: {
    policy: { targets: { urgent: { response: 'PT30M' } } },
    start: '2026-11-21T10:00:00Z',
    changes: [{ at: '2026-11-21T09:00:00Z', reply: 'staff' }],
  },
  listSlaBreaches: { clock: 'second' },
  explainSlaBreach: { code: 'bad luck' },
  createSlaPolicy: { name: 'Plant floor', targets: { urgent: { response: '15 minutes' } } },
  orderSlaPolicies: { policies: ['pol_premium', 'pol_premium'] },
  replaceSlaPolicy: { name: 'Plant floor', targets: { urgent: { response: '15 minutes' } } },
}

const takers = Object.entries(operations as Record<string, Operation>).flatMap(([name, { query, body, answer }]) => {
  const schema = query ?? body
  // A page says what is wrong in its own words, and passes over what it does not know.
  return schema && answer !== 'html' ? [[name, schema] as const] : []
})

function errorsOf(schema: z.ZodType, input: unknown): unknown {
  try {
    return validate(schema, input)
  } catch (refusal) {
    return (refusal as Refusal).details.errors
  }
}

describe('the wrong input that the document shows', () => {
  it.each(takers)('of %s is answered in the very words of the service', (name, schema) => {
    const { wrong } = examples[name as keyof typeof examples] as { wrong: unknown }
    expect(errorsOf(schema, sent[name])).toEqual([wrong])
  })
})
