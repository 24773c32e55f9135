import { dateIn } from '../../../domain/number.ts'
import { plus } from '../../../domain/time.ts'
import { type Judged, lookBack, type Rule, triage } from '../../../domain/triage.ts'
import { warrantyOn } from '../../../domain/warranty.ts'
import type { Product } from '../../../schemas/product.ts'
import type { Settings } from '../../../schemas/settings.ts'
import type { NewTicket } from '../../../schemas/ticket.ts'
import type { TriageOutcome } from '../../../schemas/triage.ts'
import { openedSince } from '../table/triage-rules.ts'

/** What the rules choose for a text: the customer's earlier tickets are asked for only where a rule wants to know. */
export async function judgedBy(
  rules: readonly Rule[],
  judged: Omit<Judged, 'earlier'> & { customer?: string | undefined },
  settings: Settings,
): Promise<TriageOutcome> {
  const back = judged.customer ? lookBack(rules) : undefined
  const earlier =
    back && judged.customer ? await openedSince(judged.customer, plus(judged.now, -back.ms), back.tickets) : []
  return triage(rules, { ...judged, earlier }, settings)
}

/** What is given with what its product says of it, where nobody says otherwise. */
export function known(given: NewTicket, product: Product | undefined, { timeZone }: Settings, now: string): NewTicket {
  if (!product) return given
  const { serialNumber } = product
  return {
    warranty: warrantyOn(product.warranty, dateIn(timeZone, now)),
    ...(serialNumber && { serialNumber: serialNumber.slice(0, 64) }),
    ...given,
  }
}
