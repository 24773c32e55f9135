import { decide, type TicketCommand } from '../../../domain/lifecycle.ts'
import { open } from '../../../domain/opening.ts'
import type { Decision, Desk } from '../../../domain/ticket.ts'
import { type Actor, system } from '../../../schemas/actor.ts'
import { NewTicket, type PendingStatus } from '../../../schemas/ticket.ts'
import { contactAt, customerAt, mostCustomers, technicians } from './cast.ts'
import { chances } from './chances.ts'

const hour = 60 * 60_000
const day = 24 * hour
/** Loaded tickets were opened within so long before the load. */
export const spanMs = 360 * day

const things = ['label printer', 'oven display', 'cash register', 'scanner', 'router', 'laptop', 'phone', 'door lock']
const places = ['on floor 2', 'in the warehouse', 'at the reception', 'in shop 14', 'in the bakery', 'at gate B']
const troubles = ['is offline', 'shows an error', 'is slow', 'does not start', 'loses its connection', 'beeps']
const details = ['since this morning', 'after the update', 'every few minutes', 'since the power cut', 'for two days']
const categories = ['hardware', 'software', 'network', 'other'] as const
const priorities = ['urgent', 'high', 'high', 'medium', 'medium', 'medium', 'medium', 'low', 'low'] as const
const types = ['issue', 'issue', 'issue', 'question', 'service_request', 'complaint'] as const
const channels = ['email', 'portal', 'portal', 'phone', 'mobile', 'chatbot'] as const
const tags = ['printer', 'plant-floor', 'night-shift', 'warranty', 'vip'] as const

/** What a life is told with. */
interface Telling {
  chance: () => number
  oneOf<Value>(values: readonly Value[]): Value
  desk: Desk
  /** When the load began: nothing happens later. */
  now: number
  decisions: Decision[]
}

/**
 * The life of a loaded ticket, always the same for the same number: opened at an instant, and taken by the domain's own
 * decisions as far as it had come when the load began. One in twenty is still open.
 */
export function lifeOf(number: string, place: number, openedMs: number, desk: Desk, now: number): Decision[] {
  const chance = chances(place + 1)
  const oneOf = <Value>(values: readonly Value[]) => values[Math.floor(chance() * values.length)] as Value
  const telling: Telling = { chance, oneOf, desk, now, decisions: [] }
  const customer = Math.floor(chance() * mostCustomers)
  const requester: Actor = { id: contactAt(customer, place), role: 'customer', customer: customerAt(customer) }
  const given = NewTicket.parse({
    title: `The ${oneOf(things)} ${oneOf(places)} ${oneOf(troubles)}`,
    description: `It has been like this ${oneOf(details)}: ${oneOf(things)}, ${oneOf(troubles)}. Ticket ${place}.`,
    priority: oneOf(priorities),
    type: oneOf(types),
    category: oneOf(categories),
    channel: oneOf(channels),
    ...(chance() < 0.3 && { serialNumber: `SN ${1000 + Math.floor(chance() * 9000)}` }),
  })
  const marked = { ...given, tags: [...new Set([oneOf(tags), oneOf(tags)])].filter(() => chance() < 0.3) }
  telling.decisions.push(open(marked, number, requester, desk, new Date(openedMs).toISOString()))
  work(telling, requester, openedMs)
  // What became due by itself until the load began, has.
  act(telling, { do: 'catch-up' }, system, now)
  return telling.decisions
}

/** Does something at an instant; later than the load began it has not been done yet. */
function act({ decisions, desk, now }: Telling, command: TicketCommand, actor: Actor, at: number): boolean {
  const last = decisions.at(-1)
  if (!last || at > now) return false
  const decision = decide(last.ticket, command, actor, desk, new Date(at).toISOString())
  if (decision.events.length > 0) decisions.push(decision)
  else last.ticket = decision.ticket
  return true
}

/** Something that is done so long after what was done before, on average. */
interface Step {
  command: TicketCommand
  actor: Actor
  afterMs: number
}

/** How far it gets: what is older is done more often. */
function work(telling: Telling, requester: Actor, openedMs: number): void {
  const { chance, now } = telling
  const age = now - openedMs
  const isDone = chance() < (age > 10 * day ? 0.96 : age > 3 * day ? 0.8 : 0.4)
  let at = openedMs
  for (const { command, actor, afterMs } of isDone ? toTheEnd(telling, requester) : halfway(telling)) {
    at += Math.ceil(afterMs * (0.2 + 1.6 * chance()))
    if (!act(telling, command, actor, at)) return
  }
}

function toTheEnd({ chance, oneOf }: Telling, requester: Actor): Step[] {
  const { id, team } = oneOf(technicians)
  const agent: Actor = { id, role: 'agent' }
  if (chance() < 0.03) {
    const supervisor: Actor = { id, role: 'supervisor' }
    return [{ command: { do: 'cancel', reason: 'It was reported twice' }, actor: supervisor, afterMs: hour }]
  }
  const resolve: TicketCommand = { do: 'resolve', resolution: 'Replaced the cable; tested' }
  return [
    { command: { do: 'assign', technician: id, team }, actor: agent, afterMs: hour },
    ...(chance() < 0.5 ? [{ command: { do: 'start' } as const, actor: agent, afterMs: 2 * hour }] : []),
    ...(chance() < 0.1 ? waiting(agent, 'pending_parts') : []),
    { command: resolve, actor: agent, afterMs: 5 * hour },
    ...(chance() < 0.6 ? [{ command: { do: 'close' } as const, actor: requester, afterMs: 12 * hour }] : []),
  ]
}

function halfway({ chance, oneOf }: Telling): Step[] {
  const { id, team } = oneOf(technicians)
  const agent: Actor = { id, role: 'agent' }
  const steps: Step[] = [
    { command: { do: 'assign', technician: id, team }, actor: agent, afterMs: hour },
    { command: { do: 'start' }, actor: agent, afterMs: 2 * hour },
    ...waiting(agent, chance() < 0.6 ? 'pending_customer' : 'pending_parts').slice(0, 1),
  ]
  const stage = chance()
  return steps.slice(0, stage < 0.3 ? 0 : stage < 0.55 ? 1 : stage < 0.8 ? 2 : 3)
}

const waiting = (actor: Actor, status: PendingStatus): Step[] => [
  { command: { do: 'pause', status, reason: 'Asked which one it is' }, actor, afterMs: 3 * hour },
  { command: { do: 'resume' }, actor, afterMs: 8 * hour },
]
