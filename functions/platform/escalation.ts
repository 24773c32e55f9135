import { escalationOf } from '../../domain/escalation-rules.ts'
import type { EventData } from '../../events/catalogue.ts'
import type { ResolvedAction } from '../../events/sla-events.ts'
import type { EscalationAction } from '../../schemas/escalation.ts'
import type { SlaPolicy } from '../../schemas/sla-policy.ts'

/** An action of a milestone's event as its policy's version words it: what must not be published stands only there. */
export function actionAt(
  policy: Pick<SlaPolicy, 'escalation'>,
  { clock, percent }: Pick<EventData<'sla.warned'>, 'clock' | 'percent'>,
  { place }: Pick<ResolvedAction, 'place'>,
): EscalationAction | undefined {
  const rule = escalationOf(policy).find((one) => one.clock === clock && one.atPercent === percent)
  return place === undefined ? undefined : rule?.actions[place]
}
