import * as breaches from '../../schemas/operations/breaches.ts'
import * as operations from '../../schemas/operations/sla.ts'
import { edge } from '../platform/http/edge.ts'
import { atRiskForCaller } from './at-risk.ts'
import { breachesForCaller, breachForCaller, explainForCaller } from './breaches.ts'
import { dropPolicy, keepPolicy, policiesForStaff, policyForStaff, replacePolicy } from './policies.ts'
import { orderPolicies } from './policy-order.ts'
import { previewForStaff } from './preview.ts'
import { trackingForCaller } from './tracking.ts'

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

    previewSla: previewForStaff,
    getSlaTracking: trackingForCaller,
  },
)
