import './support/environment.ts'
import { beforeEach, describe, expect, it } from 'vitest'
import { listClaim, roleOf } from '../../functions/platform/http/caller.ts'
import { type Role, roles, staffRoles } from '../../schemas/actor.ts'
import { examples } from '../../schemas/openapi/examples.ts'
import type { Caller } from '../support/people.ts'
import { aDesk } from './support/desk.ts'
import {
  type Asked,
  aTicket,
  call,
  claimsOf,
  kindOf,
  type OperationName,
  operationCalled,
  operationNames,
} from './support/gateway.ts'

aDesk()

const people = roles.filter((role) => role !== 'partner')
const dispatchers = ['supervisor', 'manager', 'admin'] as const
const desks = ['agent', ...dispatchers] as const

/** Who may call what: said here a second time, so that a change of one place alone is noticed. Partners: by their scope. */
const allowed: Record<OperationName, { roles: readonly Role[] | 'public'; scope?: string }> = {
  createTicket: { roles: people, scope: 'desk/tickets.write' },
  getTicket: { roles: people, scope: 'desk/tickets.read' },
  replaceTicket: { roles: people, scope: 'desk/tickets.write' },
  changeTicketCustomer: { roles: desks },
  patchTicket: { roles: people, scope: 'desk/tickets.write' },
  getTicketHistory: { roles: people, scope: 'desk/tickets.read' },
  assignTicket: { roles: staffRoles },
  escalateTicket: { roles: staffRoles },
  unassignTicket: { roles: ['technician', ...dispatchers] },
  startTicket: { roles: staffRoles },
  pauseTicket: { roles: staffRoles },
  holdTicket: { roles: staffRoles },
  releaseTicket: { roles: staffRoles },
  resumeTicket: { roles: staffRoles },
  resolveTicket: { roles: staffRoles },
  closeTicket: { roles: ['customer', ...dispatchers] },
  reopenTicket: { roles: ['customer', ...staffRoles] },
  cancelTicket: { roles: dispatchers },
  reportPartsArrived: { roles: staffRoles, scope: 'desk/tickets.write' },
  listFollowUps: { roles: staffRoles },
  addFollowUp: { roles: staffRoles },
  finishFollowUp: { roles: staffRoles },
  cancelFollowUp: { roles: staffRoles },
  listWatchers: { roles: ['customer', ...staffRoles] },
  getWatcher: { roles: ['customer', ...staffRoles] },
  watchTicket: { roles: ['customer', ...staffRoles] },
  unwatchTicket: { roles: ['customer', ...staffRoles] },
  listComments: { roles: people, scope: 'desk/tickets.read' },
  addComment: { roles: people, scope: 'desk/tickets.write' },
  getComment: { roles: people, scope: 'desk/tickets.read' },
  editComment: { roles: people, scope: 'desk/tickets.write' },
  redactComment: { roles: dispatchers },
  listCalls: { roles: staffRoles },
  logCall: { roles: staffRoles },
  listTimeEntries: { roles: staffRoles },
  logTime: { roles: staffRoles },
  removeTimeEntry: { roles: staffRoles },
  listPresence: { roles: staffRoles },
  keepPresence: { roles: staffRoles },
  endPresence: { roles: staffRoles },
  listMacros: { roles: staffRoles },
  createMacro: { roles: staffRoles },
  getMacro: { roles: staffRoles },
  updateMacro: { roles: staffRoles },
  deleteMacro: { roles: staffRoles },
  applyMacro: { roles: staffRoles },
  listAttachments: { roles: people, scope: 'desk/tickets.read' },
  attachFile: { roles: people, scope: 'desk/tickets.write' },
  getAttachment: { roles: people, scope: 'desk/tickets.read' },
  downloadAttachment: { roles: people, scope: 'desk/tickets.read' },
  listMails: { roles: staffRoles },
  getMail: { roles: staffRoles },
  fetchRawMail: { roles: staffRoles },
  resendMail: { roles: staffRoles },
  listTroubledMails: { roles: desks },
  listSuppressions: { roles: desks },
  liftSuppression: { roles: dispatchers },
  removeAttachment: { roles: people, scope: 'desk/tickets.write' },
  getSettings: { roles: people, scope: 'desk/tickets.read' },
  changeSettings: { roles: ['admin'] },
  listTriageRules: { roles: staffRoles },
  createTriageRule: { roles: ['manager', 'admin'] },
  previewTriage: { roles: staffRoles },
  getTriageRule: { roles: staffRoles },
  changeTriageRule: { roles: ['manager', 'admin'] },
  deleteTriageRule: { roles: ['manager', 'admin'] },
  listCandidates: { roles: staffRoles },
  acceptTicket: { roles: staffRoles },
  declineTicket: { roles: staffRoles },
  explainAssignment: { roles: staffRoles },
  listAssignmentRules: { roles: staffRoles },
  createAssignmentRule: { roles: ['supervisor', 'manager', 'admin'] },
  previewAssignment: { roles: staffRoles },
  getAssignmentRule: { roles: staffRoles },
  replaceAssignmentRule: { roles: ['supervisor', 'manager', 'admin'] },
  changeAssignmentRule: { roles: ['supervisor', 'manager', 'admin'] },
  deleteAssignmentRule: { roles: ['supervisor', 'manager', 'admin'] },
  listCalendars: { roles: staffRoles },
  createCalendar: { roles: ['manager', 'admin'] },
  previewCalendar: { roles: staffRoles },
  listHolidayCountries: { roles: staffRoles },
  getCalendar: { roles: staffRoles },
  replaceCalendar: { roles: ['manager', 'admin'] },
  deleteCalendar: { roles: ['manager', 'admin'] },
  listOpenings: { roles: staffRoles },
  importHolidays: { roles: ['manager', 'admin'] },
  mergeTicket: { roles: ['agent', ...dispatchers] },
  unmergeTicket: { roles: dispatchers },
  splitComment: { roles: staffRoles },
  listLinks: { roles: people, scope: 'desk/tickets.read' },
  linkTicket: { roles: staffRoles },
  unlinkTicket: { roles: staffRoles },
  setParent: { roles: staffRoles },
  removeParent: { roles: staffRoles },
  listChildren: { roles: staffRoles },
  getTicketStatistics: { roles: people, scope: 'desk/tickets.read' },
  getTechnicianMetrics: { roles: staffRoles },
  getTeamMetrics: { roles: staffRoles },
  getTechnicianDesk: { roles: staffRoles },
  getTeamDesk: { roles: staffRoles },
  bulkTickets: { roles: staffRoles },
  listJobs: { roles: staffRoles },
  getJob: { roles: staffRoles },
  listJobResults: { roles: staffRoles },
  cancelJob: { roles: staffRoles },
  reapplySlaPolicy: { roles: ['manager', 'admin'] },
  reapplyCalendar: { roles: ['manager', 'admin'] },
  listCustomers: { roles: staffRoles },
  createCustomer: { roles: desks },
  getCustomer: { roles: ['customer', ...staffRoles] },
  changeCustomer: { roles: desks },
  deleteCustomer: { roles: ['manager', 'admin'] },
  listTimeline: { roles: ['customer', ...staffRoles] },
  listContacts: { roles: ['customer', ...staffRoles] },
  createContact: { roles: desks },
  getContact: { roles: ['customer', ...staffRoles] },
  changeContact: { roles: ['customer', ...desks] },
  mergeContacts: { roles: desks },
  exportContact: { roles: ['manager', 'admin'] },
  eraseContact: { roles: ['admin'] },
  listSites: { roles: ['customer', ...staffRoles] },
  createSite: { roles: desks },
  getSite: { roles: ['customer', ...staffRoles] },
  changeSite: { roles: desks },
  deleteSite: { roles: ['manager', 'admin'] },
  findProducts: { roles: staffRoles },
  importCustomers: { roles: ['manager', 'admin'] },
  importProducts: { roles: ['manager', 'admin'] },
  listProducts: { roles: ['customer', ...staffRoles] },
  createProduct: { roles: desks },
  getProduct: { roles: ['customer', ...staffRoles] },
  changeProduct: { roles: desks },
  deleteProduct: { roles: ['manager', 'admin'] },
  listContracts: { roles: ['customer', ...staffRoles] },
  createContract: { roles: desks },
  getContract: { roles: ['customer', ...staffRoles] },
  changeContract: { roles: desks },
  deleteContract: { roles: ['manager', 'admin'] },
  listTechnicians: { roles: staffRoles },
  createTechnician: { roles: ['manager', 'admin'] },
  getTechnician: { roles: staffRoles },
  changeTechnician: { roles: ['manager', 'admin'] },
  setTechnicianStatus: { roles: staffRoles },
  addAbsence: { roles: staffRoles },
  removeAbsence: { roles: staffRoles },
  inviteTechnician: { roles: ['manager', 'admin'] },
  deactivateTechnician: { roles: ['manager', 'admin'] },
  reactivateTechnician: { roles: ['manager', 'admin'] },
  listTeams: { roles: staffRoles },
  createTeam: { roles: ['manager', 'admin'] },
  getTeam: { roles: staffRoles },
  changeTeam: { roles: ['manager', 'admin'] },
  deleteTeam: { roles: ['manager', 'admin'] },
  getNotificationPreferences: { roles: ['customer', ...staffRoles] },
  putNotificationPreferences: { roles: ['customer', ...staffRoles] },
  listTickets: { roles: people, scope: 'desk/tickets.read' },
  search: { roles: people, scope: 'desk/tickets.read' },
  listQueues: { roles: staffRoles },
  listQueueTickets: { roles: staffRoles },
  listViews: { roles: staffRoles },
  createView: { roles: staffRoles },
  getView: { roles: staffRoles },
  updateView: { roles: staffRoles },
  deleteView: { roles: staffRoles },
  listViewTickets: { roles: staffRoles },
  listSlaPolicies: { roles: staffRoles },
  createSlaPolicy: { roles: ['manager', 'admin'] },
  orderSlaPolicies: { roles: ['manager', 'admin'] },
  getSlaPolicy: { roles: staffRoles },
  replaceSlaPolicy: { roles: ['manager', 'admin'] },
  deleteSlaPolicy: { roles: ['manager', 'admin'] },
  previewSla: { roles: staffRoles },
  listSlaTracking: { roles: staffRoles },
  listSlaBreaches: { roles: staffRoles },
  getSlaBreach: { roles: staffRoles },
  explainSlaBreach: { roles: dispatchers },
  getSlaTracking: { roles: ['customer', ...staffRoles], scope: 'desk/tickets.read' },
  listOnCall: { roles: staffRoles },
  createRotation: { roles: dispatchers },
  getRotation: { roles: staffRoles },
  replaceRotation: { roles: dispatchers },
  deleteRotation: { roles: dispatchers },
  addOverride: { roles: dispatchers },
  removeOverride: { roles: dispatchers },
  listDuties: { roles: staffRoles },
  planShifts: { roles: dispatchers },
  listShifts: { roles: staffRoles },
  getShift: { roles: staffRoles },
  changeShift: { roles: dispatchers },
  deleteShift: { roles: dispatchers },
  getTechnicianCalendar: { roles: staffRoles },
  makeCalendarFeed: { roles: staffRoles },
  revokeCalendarFeed: { roles: staffRoles },
  readCalendarFeed: { roles: 'public' },
  listSlots: { roles: people, scope: 'desk/tickets.read' },
  listVisits: { roles: people, scope: 'desk/tickets.read' },
  bookVisit: { roles: people, scope: 'desk/tickets.write' },
  getVisit: { roles: people, scope: 'desk/tickets.read' },
  moveVisit: { roles: people, scope: 'desk/tickets.write' },
  confirmVisit: { roles: people, scope: 'desk/tickets.write' },
  cancelVisit: { roles: people, scope: 'desk/tickets.write' },
  setOutForVisit: { roles: staffRoles },
  arriveAtVisit: { roles: staffRoles },
  completeVisit: { roles: staffRoles },
  missVisit: { roles: staffRoles },
  getTechnicianDay: { roles: staffRoles },
  optimiseTechnicianDay: { roles: staffRoles },
  showTicketPage: { roles: 'public' },
  replyByLink: { roles: 'public' },
  confirmVisitByLink: { roles: 'public' },
  openFileByLink: { roles: 'public' },
  showApproval: { roles: 'public' },
  approveByLink: { roles: 'public' },
  showRejection: { roles: 'public' },
  rejectByLink: { roles: 'public' },
  showSurvey: { roles: 'public' },
  answerSurveyByLink: { roles: 'public' },
  showUnsubscribing: { roles: 'public' },
  unsubscribeByLink: { roles: 'public' },
  makeTrackLink: { roles: desks },
  revokeLinks: { roles: desks },
  getSurvey: { roles: staffRoles },
  listSurveys: { roles: staffRoles },
  listSubscriptions: { roles: ['admin'], scope: 'desk/subscriptions.read' },
  createSubscription: { roles: ['admin'], scope: 'desk/subscriptions.write' },
  getSubscription: { roles: ['admin'], scope: 'desk/subscriptions.read' },
  changeSubscription: { roles: ['admin'], scope: 'desk/subscriptions.write' },
  deleteSubscription: { roles: ['admin'], scope: 'desk/subscriptions.write' },
  approveSubscription: { roles: ['admin'] },
  rejectSubscription: { roles: ['admin'] },
  pauseSubscription: { roles: ['admin'], scope: 'desk/subscriptions.write' },
  resumeSubscription: { roles: ['admin'], scope: 'desk/subscriptions.write' },
  getOpenApi: { roles: 'public' },
  getDocs: { roles: 'public' },
}

/** Where a customer must be one who sees all of their company's tickets. */
const ownFigures: Partial<Record<OperationName, Caller>> = { getTicketStatistics: 'customersManager' }

interface Example {
  body?: unknown
}

/** A call of an operation that lacks nothing. */
function asked(name: OperationName): Asked {
  const { body } = (examples as Record<string, Example>)[name] ?? {}
  return {
    ...(body !== undefined && { body }),
    ...(operationCalled(name).ifMatch === 'required' && { headers: { 'if-match': '*' } }),
  }
}

const group = (claim: unknown) => ({ sub: 'agent', token_use: 'access', 'cognito:groups': claim })
const partner = (scope: string) => ({ sub: 'partner', token_use: 'access', scope })

beforeEach(async () => {
  await aTicket()
})

it('every operation is in the table of who may call it', () => {
  expect(Object.keys(allowed).toSorted()).toEqual(operationNames.toSorted())
})

describe.each(operationNames)('%s', (name) => {
  const { roles: may, scope } = allowed[name]
  const status = async (more: Asked) => (await call(name, { ...asked(name), ...more })).status
  const letsThrough = async (more: Asked) => {
    const answer = await call(name, { ...asked(name), ...more })
    expect(answer.status).not.toBe(401)
    expect(answer.status).not.toBe(403)
    expect(answer.status).toBeLessThan(500)
  }

  if (may === 'public') {
    it('is for everybody, with a token or without', async () => {
      // What is told by a secret in the path is for whoever has that.
      const found = operationCalled(name).params ? 404 : 200
      expect(await status({ claims: null })).toBe(found)
      expect(await status({ as: 'customer' })).toBe(found)
    })
    return
  }

  it.each(people)(`for a %s is ${may.join(', ')} only`, async (role) => {
    if (may.includes(role))
      await letsThrough({ as: role === 'customer' ? (ownFigures[name] ?? role) : (role as Caller) })
    else expect(await status({ as: role as Caller })).toBe(403)
  })

  it(scope ? `lets a partner through with the scope ${scope} and no other` : 'is not for partners', async () => {
    const other = [
      'desk/tickets.read',
      'desk/tickets.write',
      'desk/subscriptions.read',
      'desk/subscriptions.write',
      'desk/client.read',
    ].filter((one) => one !== scope)
    for (const wrong of [...other, scope?.replace('desk/', 'other/') ?? 'desk/admin', 'desk/']) {
      expect(await status({ claims: partner(wrong) })).toBe(403)
    }
    const all = partner(`openid ${other.join(' ')} ${scope ?? ''}`)
    if (scope) await letsThrough({ claims: all })
    else expect(await status({ claims: all })).toBe(403)
  })

  it('is refused with 401 without an access token', async () => {
    const { token_use: _, ...unnamed } = claimsOf('admin')
    for (const claims of [null, {}, { ...claimsOf('admin'), token_use: 'id' }, unnamed, { token_use: 'access' }]) {
      const answer = await call(name, { ...asked(name), claims })
      expect([answer.status, kindOf(answer)]).toEqual([401, 'unauthenticated'])
      expect(answer.headers['www-authenticate']).toBe('Bearer')
    }
  })

  it('is refused with 403 to who has no role, or one that does not exist', async () => {
    for (const claims of [group(undefined), group('[]'), group('[root]'), group('[partner]'), partner('')]) {
      expect(await status({ claims })).toBe(403)
    }
  })

  it('is refused with 403 to a login that belongs to nobody, whatever its role', async () => {
    const claims = { ...claimsOf('admin'), sub: 'a-stranger' }
    expect(await status({ claims })).toBe(403)
  })
})

describe('the groups of a token', () => {
  it.each([[['agent', 'admin']], ['[agent admin]'], ['[agent, admin]'], ['agent admin'], ['agent,admin']])(
    'are read as %j',
    (claim) => {
      expect(listClaim(claim)).toEqual(['agent', 'admin'])
    },
  )

  it.each([[undefined], [''], ['[]'], [[]]])('are none as %j', (claim) => {
    expect(listClaim(claim)).toEqual([])
  })

  it('give the strongest role of several, in whatever order they come', () => {
    expect(roleOf(group('[customer manager technician]') as never)).toBe('manager')
    expect(roleOf(group(['technician', 'customer']) as never)).toBe('technician')
  })

  it('are not taken from a name that only looks like a role', () => {
    expect(roleOf(group('[administrators]') as never)).toBeUndefined()
    expect(roleOf(group('constructor') as never)).toBeUndefined()
  })

  it('make nobody a partner, and scopes make nobody else anything', () => {
    expect(roleOf(group('[partner]') as never)).toBeUndefined()
    expect(roleOf({ sub: 'x', scope: 'desk/admin' })).toBe('partner')
    expect(roleOf({ sub: 'x', scope: 'aws.cognito.signin.user.admin' })).toBeUndefined()
  })

  it.each([[['agent']], ['[agent]']])('let an agent in as %j', async (claim) => {
    expect((await call('getTicket', { claims: group(claim) })).status).toBe(200)
  })
})
