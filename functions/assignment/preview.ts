import type { About } from '../../domain/candidates.ts'
import { numberOf, stemOf } from '../../domain/number.ts'
import { cameBy, open } from '../../domain/opening.ts'
import { invalid, refuseFields, refusingAt } from '../../domain/refusal.ts'
import { route } from '../../domain/routing.ts'
import { maySee } from '../../domain/visibility.ts'
import type { Actor } from '../../schemas/actor.ts'
import type { AssignmentTrial } from '../../schemas/assignment-trial.ts'
import type { previewAssignment } from '../../schemas/operations/assignment-rules.ts'
import type { Request } from '../platform/http/edge.ts'
import { deskFor } from '../platform/table/desk.ts'
import { findCustomer, findTeam } from '../platform/table/people.ts'
import type { StoredAnswer } from '../platform/table/requests.ts'
import { revisionsNow } from '../platform/table/revised.ts'
import { staffNow } from '../platform/table/staff.ts'
import { loadTicket } from '../platform/table/tickets.ts'
import { rulesNow } from '../platform/table/triage-rules.ts'
import { aboutOf } from '../platform/tickets/about.ts'
import { checkBelongings } from '../platform/tickets/belongings.ts'
import { judgedBy, known } from '../platform/tickets/triaging.ts'
import { checkNamed } from './named.ts'

/** What would come of asking the rules, or one that is not saved, for a ticket that is there or made up. Nothing is written. */
export async function previewForStaff(request: Request<typeof previewAssignment>): Promise<StoredAnswer> {
  const { actor, body, now } = request
  const { rule, ticket, newTicket, at = now } = body
  if (rule) await refusingAt('rule', () => checkNamed(rule))
  const about = newTicket
    ? await refusingAt('newTicket', () => madeUp(actor, newTicket, at))
    : await ticketThere(actor, String(ticket))
  const staff = await staffNow(at, about.ticket.brand)
  // A rule is tried as if it were on.
  const { guard: _, ...outcome } = route(staff, about, at, rule ? [{ ...rule, enabled: true }] : staff.rules)
  return request.answer(outcome)
}

async function ticketThere(actor: Actor, number: string): Promise<About> {
  const { loaded } = await loadTicket(number)
  if (!loaded || !maySee(actor, loaded.ticket)) throw invalid('ticket', 'is not known', 'the number of a ticket')
  return aboutOf(loaded.ticket, loaded.description)
}

/** A ticket as opening would make it, with what the triage rules choose: by nobody's number, and kept nowhere. */
async function madeUp(actor: Actor, given: NonNullable<AssignmentTrial['newTicket']>, now: string): Promise<About> {
  const { team, ...asked } = given
  const { customer } = asked
  const [itsCustomer, itsTeam] = await Promise.all([customer && findCustomer(customer), team && findTeam(team)])
  const unknown = (path: string) => ({ path, message: 'is not known', expected: `the id of a ${path}` })
  refuseFields([
    ...(customer && !itsCustomer ? [unknown('customer')] : []),
    ...(team && !itsTeam ? [unknown('team')] : []),
  ])
  const { product } = await checkBelongings(customer, asked)
  const { brand } = cameBy(asked, actor)
  const desk = await deskFor({ brand, customer, ...(await revisionsNow()) })
  const told = known(asked, product, desk.settings, now)
  const circumstances = { customer, tier: desk.customer?.tier, criticality: product?.criticality, now }
  const judged = { ...told, ...cameBy(asked, actor), ...circumstances }
  const triaged = await judgedBy(await rulesNow(), judged, desk.settings)
  const number = numberOf(desk.settings.number, stemOf(desk.settings, now), 0)
  const { ticket } = open(told, number, actor, desk, now, triaged)
  return aboutOf({ ...ticket, ...(team && { team }) }, asked.description)
}
