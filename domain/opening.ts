import type { Actor } from '../schemas/actor.ts'
import type { NewTicket } from '../schemas/ticket.ts'
import type { Instant } from '../schemas/time.ts'
import type { TriageOutcome } from '../schemas/triage.ts'
import { isBrand } from './brand.ts'
import { categoryErrors } from './category.ts'
import { startClock } from './clock.ts'
import { customErrors } from './custom-fields.ts'
import { calendarNow, hoursOf } from './desk.ts'
import { type Draft, decision, record } from './draft.ts'
import { choosePolicy, chosen } from './policy.ts'
import { refuseFields } from './refusal.ts'
import type { Decision, Desk, Ticket } from './ticket.ts'

/** The brand that a ticket is opened under, and the channel that it came by, where nobody says. */
export const cameBy = ({ brand = 'main', channel }: Pick<NewTicket, 'brand' | 'channel'>, actor: Actor) => ({
  brand,
  channel: channel ?? (actor.role === 'customer' ? ('portal' as const) : ('api' as const)),
})

/**
 * Opens a ticket: who it belongs to, what it is promised, and that its clocks run. What it names of the customer's exists.
 * Refuses a brand, a category or custom fields that the settings do not have. `triaged` is what the rules have chosen.
 */
export function open(
  given: NewTicket,
  number: string,
  actor: Actor,
  desk: Desk,
  now: Instant,
  triaged: TriageOutcome = { tags: [], because: [] },
  requester = actor.id,
): Decision {
  const { description, customer, priority, category, tags, custom, brand: _, channel: __, ...fields } = given
  const owner = customer ?? actor.customer
  const judged = {
    ...(triaged.subCategory && { subCategory: triaged.subCategory }),
    ...fields,
    ...cameBy(given, actor),
    priority: priority ?? triaged.priority ?? 'medium',
    category: category ?? triaged.category ?? 'other',
    tags: [...tags, ...triaged.tags].slice(0, 20),
  }
  check(judged, custom, actor, desk)
  const policy = choosePolicy(desk.policies, { ...judged, ...(owner && { customer: owner }) }, desk.customer)
  const calendar = calendarNow(desk, policy.calendar)
  const hours = hoursOf(desk, calendar)
  const targets = policy.targets[judged.priority]
  const ticket: Ticket = {
    ...judged,
    number,
    status: 'created',
    ...(owner && { customer: owner }),
    requester,
    ...(Object.keys(custom).length > 0 && { custom }),
    ...(desk.settings.defaultTeam && { team: desk.settings.defaultTeam }),
    policy: { id: policy.id, version: policy.version },
    pauseOn: policy.pauseOn,
    ...(calendar && { calendar }),
    clocks: {
      response: startClock(targets?.response, hours, now),
      resolution: startClock(targets?.resolution, hours, now),
    },
    course: [{ from: now, status: 'created', ...(calendar && { calendar }) }],
    counts: { comments: 0, attachments: 0 },
    light: 'green',
    escalationLevel: 0,
    reminders: 0,
    routing: { since: now },
    statusAt: now,
    createdAt: now,
    updatedAt: now,
    version: 0,
    seq: 0,
  }
  const draft: Draft = { ticket, events: [], desk, now }
  record(
    draft,
    'ticket.created',
    {
      status: ticket.status,
      priority: ticket.priority,
      type: ticket.type,
      category: ticket.category,
      channel: ticket.channel,
      ...(ticket.customer && { customer: ticket.customer }),
      requester: ticket.requester,
      ...(ticket.team && { team: ticket.team }),
    },
    { actor },
  )
  explain(draft, triaged)
  record(draft, 'sla.policy-chosen', chosen(policy, ticket, { customer: desk.customer, calendar }))
  return decision(draft, description)
}

function check(
  { brand, ...judged }: { brand: string; category: string; subCategory?: string | undefined },
  custom: NewTicket['custom'],
  actor: Actor,
  { settings }: Desk,
): void {
  const known = ['main', ...Object.keys(settings.brands)].join(', ')
  refuseFields([
    ...(isBrand(settings, brand) ? [] : [{ path: 'brand', message: 'is not known', expected: known }]),
    ...categoryErrors(judged, {}, settings),
    ...customErrors(custom, undefined, settings.customFields, actor),
  ])
}

/** Writes down what rules have chosen, and why: the codes go with the event, their words stay with the ticket. */
function explain(draft: Draft, { priority, category, subCategory, tags, because }: TriageOutcome): void {
  const used = because.filter(({ gave }) => gave.length > 0)
  if (used.length === 0) return
  record(
    draft,
    'ticket.triaged',
    {
      rules: used.map(({ rule = '', gave }) => ({ id: rule, gave })),
      ...(priority && { priority }),
      ...(category && { category }),
      ...(subCategory && { subCategory }),
      tags,
    },
    { detail: { because: used.map(({ explanation }) => explanation) } },
  )
}
