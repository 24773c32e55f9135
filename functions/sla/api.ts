import { clocksOf } from '../../domain/clock.ts'
import { explain } from '../../domain/explain.ts'
import { decide } from '../../domain/lifecycle.ts'
import { system } from '../../schemas/actor.ts'
import * as breaches from '../../schemas/operations/breaches.ts'
import * as operations from '../../schemas/operations/sla.ts'
import { edge } from '../platform/http/edge.ts'
import { deskOf } from '../platform/table/desk.ts'
import { ticketFor } from '../platform/tickets/seeing.ts'
import { atRiskForCaller } from './at-risk.ts'
import { breachesForCaller, breachForCaller, explainForCaller } from './breaches.ts'
import { dropPolicy, keepPolicy, policiesForStaff, policyForStaff, replacePolicy } from './policies.ts'
import { orderPolicies } from './policy-order.ts'

export const handler = edge(
  { ...operations, ...breaches },
  {
    listSlaTracking: atRiskForCaller,
    listSlaBreaches: breachesForCaller,
    getSlaBreach: breachForCaller,
    explainSlaBreach: explainForCaller,

    listSlaPolicies: policiesForStaff,
    createSlaPolicy: keepPolicy,
    orderSlaPolicies: orderPolicies,
    getSlaPolicy: policyForStaff,
    replaceSlaPolicy: replacePolicy,
    deleteSlaPolicy: dropPolicy,

    /** Judged at this instant, whether or not a timer has got to it yet; nothing is written. */
    async getSlaTracking(request) {
      const { actor, now, params } = request
      const before = await ticketFor(actor, params.ticket_id)
      const desk = await deskOf(before)
      const { ticket } = decide(before, { do: 'catch-up' }, system, desk, now)
      return request.answer({
        ticket: ticket.number,
        at: now,
        policy: ticket.policy,
        clocks: clocksOf(ticket).map(([kind]) => explain(ticket, kind, desk, now)),
      })
    },
  },
)
