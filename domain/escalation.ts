import type { ResolvedAction } from '../events/sla-events.ts'
import type { EscalationAction } from '../schemas/escalation.ts'
import { mostTags, priorities } from '../schemas/ticket.ts'
import { assignTo, handTo } from './assignment.ts'
import { chooseAnew } from './choosing.ts'
import { clockOf } from './clock.ts'
import { policyOf } from './desk.ts'
import { type Draft, record } from './draft.ts'
import { actionsAt } from './escalation-rules.ts'
import { setStatus } from './status.ts'
import type { Desk, MilestoneEvent, Team, Ticket } from './ticket.ts'
import { letRulesFind } from './wanting.ts'

/**
 * The actions of a milestone with whom they come to, as things are at this moment; without anybody where there is nobody. They
 * are those of the policy that it fired under: the command may have chosen another since.
 */
export function actionsOf(draft: Draft, { policy, clock, percent }: MilestoneEvent['data']): ResolvedAction[] {
  const actions = actionsAt(policyOf(draft.desk, { policy }), { clock, percent })
  return actions.map((action, place) => resolved(draft, action, place))
}

function resolved(draft: Draft, given: EscalationAction, place: number): ResolvedAction {
  const { action } = given
  switch (given.action) {
    case 'notify':
      if (given.address) return { action, who: 'address', place }
      return { action, ...(given.team && { team: given.team }), ...(given.who && whoIs(draft, given.who)) }
    case 'assign': {
      const { who, team, person } = given
      return { action, ...(who && { who }), ...(team && { team }), ...(person && { person }) }
    }
    case 'add-tag':
      return { action, tag: given.tag }
    case 'webhook':
    case 'follow-up':
      return { action, place }
    default:
      return { action }
  }
}

const teamOf = ({ team }: Ticket, { teams }: Desk): Team | undefined => (team ? teams[team] : undefined)

function whoIs({ ticket, desk }: Draft, who: 'assignee' | 'supervisor' | 'manager' | 'customer') {
  const team = teamOf(ticket, desk)
  const person = {
    assignee: ticket.assignee,
    supervisor: team?.supervisor,
    manager: team?.manager,
    customer: undefined,
  }[who]
  return { who, ...(person && { person }) }
}

/** Does what commits with the ticket itself; telling people, webhooks and follow-ups are done by those who hear the event. */
export function act(draft: Draft, { data }: MilestoneEvent, causationId: string): void {
  for (const action of data.actions) {
    const doing = doings[action.action]
    doing?.({ draft, data, action, causationId })
  }
}

interface Doing {
  draft: Draft
  data: MilestoneEvent['data']
  action: ResolvedAction
  causationId: string
}

const doings: Partial<Record<ResolvedAction['action'], (doing: Doing) => void>> = {
  assign: reassign,
  'mark-escalated': ({ draft, data, causationId }) => {
    draft.ticket.escalationLevel = Math.max(draft.ticket.escalationLevel, 1)
    recordEscalation(draft, data, causationId, { outcome: 'marked' })
  },
  'raise-priority': raisePriority,
  'add-tag': addTag,
}

function reassign(doing: Doing): void {
  const { draft, action } = doing
  const { ticket } = draft
  if (action.who === 'supervisor') {
    const to = nextOfLadder(draft)
    if (to.person) action.person = to.person
    handOver(doing, to)
  } else if (action.person) handOver(doing, { person: action.person, level: ticket.escalationLevel })
  else handToQueue(doing)
}

/** Takes the ticket out of whoever's hands into a team's, or back into its own: nobody's, for the rules to assign. */
function handToQueue({ draft, action, data, causationId }: Doing): void {
  const { ticket } = draft
  const team = action.team ?? ticket.team
  const from = ticket.assignee
  if (!from && team === ticket.team) {
    recordEscalation(draft, data, causationId, { outcome: 'already-theirs', ...(team && { team }) })
    if (!action.team && !ticket.routing) letRulesFind(draft)
    return
  }
  recordEscalation(draft, data, causationId, {
    outcome: 'handed-over',
    ...(team && { team }),
    ...(from && { from }),
  })
  if (action.team) {
    assignTo(draft, undefined, team, 'escalated', { causationId })
    delete ticket.routing
  } else {
    handTo(draft, undefined, team)
    const previous = from && { previousAssignee: from }
    record(draft, 'ticket.unassigned', { ...previous, reason: 'escalated' }, { causationId })
    letRulesFind(draft, from)
  }
  // As with a person's hand-over: what waits goes on waiting.
  if (['assigned', 'in_progress', 'reopened'].includes(ticket.status))
    setStatus(draft, 'created', 'escalated', { causationId })
}

/** Who has a ticket after whom: the supervisor, then the manager. */
const ladder = (team: Team | undefined) => [team?.supervisor, team?.manager]

/** Who comes to a ticket above whoever has it, and on which level they are; nobody: who has it is the last, or there is none. */
export function nextOfLadder({ ticket, desk }: Draft): { person?: string; level: number; isLast: boolean } {
  const steps = ladder(teamOf(ticket, desk))
  const above = ticket.assignee ? steps.lastIndexOf(ticket.assignee) + 1 : 0
  const level = steps.findIndex((person, step) => step >= above && person) + 1
  const person = steps[level - 1]
  return { ...(person && { person }), level, isLast: above > 0 }
}

/** Gives the ticket to a person; says so where there is nobody, or it is theirs. */
function handOver(
  { draft, data, causationId }: Doing,
  { person: to, level, isLast }: { person?: string; level: number; isLast?: boolean },
): void {
  const { ticket } = draft
  const from = ticket.assignee
  if (!to || to === from) {
    const outcome = isLast || to ? 'already-theirs' : 'nobody-to-hand-to'
    recordEscalation(draft, data, causationId, { outcome })
    return
  }
  ticket.escalationLevel = Math.max(ticket.escalationLevel, level)
  recordEscalation(draft, data, causationId, { outcome: 'handed-over', to, ...(from && { from }) })
  assignTo(draft, to, ticket.team, 'escalated', { causationId })
  // A pending ticket stays so: only a person's reassigning makes it count again.
  if (['created', 'in_progress', 'reopened'].includes(ticket.status))
    setStatus(draft, 'assigned', 'escalated', { causationId })
}

/** One step up, once a cycle. What that puts behind a clock is judged at the next wake. */
function raisePriority({ draft, data, action, causationId }: Doing): void {
  const { ticket } = draft
  const clock = clockOf(ticket, data.clock)
  const from = ticket.priority
  const to = priorities[priorities.indexOf(from) - 1]
  if (!to || clock.raised) return
  clock.raised = true
  ticket.priority = to
  action.priority = to
  const changes = { priority: { from, to } }
  record(draft, 'ticket.updated', { fields: ['priority'], ...changes }, { causationId, detail: { changes } })
  chooseAnew(draft, { causationId })
}

function addTag({ draft, action, causationId }: Doing): void {
  const { ticket } = draft
  const { tag } = action
  if (!tag || ticket.tags.includes(tag) || ticket.tags.length >= mostTags) return
  const from = ticket.tags
  ticket.tags = [...from, tag]
  const changes = { tags: { from, to: ticket.tags } }
  record(draft, 'ticket.updated', { fields: ['tags'] }, { causationId, detail: { changes } })
  chooseAnew(draft, { causationId })
}

function recordEscalation(
  draft: Draft,
  { clock, percent }: MilestoneEvent['data'],
  causationId: string,
  result: {
    outcome: 'handed-over' | 'marked' | 'already-theirs' | 'nobody-to-hand-to'
    to?: string
    from?: string
    team?: string
  },
): void {
  record(draft, 'ticket.escalated', { level: draft.ticket.escalationLevel, clock, percent, ...result }, { causationId })
}
