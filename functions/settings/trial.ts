import { isBrand } from '../../domain/brand.ts'
import { refuseFields } from '../../domain/refusal.ts'
import type { previewTriage } from '../../schemas/operations/settings.ts'
import type { Request } from '../platform/http/edge.ts'
import { findCustomer } from '../platform/table/people.ts'
import type { StoredAnswer } from '../platform/table/requests.ts'
import { deskSettings } from '../platform/table/settings.ts'
import { rulesNow } from '../platform/table/triage-rules.ts'
import { checkBelongings } from '../platform/tickets/belongings.ts'
import { judgedBy } from '../platform/tickets/triaging.ts'

/** What the rule that was sent along, or all that are saved, would choose for a text, and why; nothing is written. */
export async function tryRules(request: Request<typeof previewTriage>): Promise<StoredAnswer> {
  const { rule, customer: id, product: owned, ...told } = request.body
  const settings = await deskSettings(told.brand)
  const customer = id && (await findCustomer(id))
  refuseFields([
    ...(id && !customer ? [{ path: 'customer', message: 'is not known', expected: 'the id of a customer' }] : []),
    ...(isBrand(settings, told.brand) ? [] : [{ path: 'brand', message: 'is not known', expected: 'a brand' }]),
  ])
  const { product } = await checkBelongings(id, { product: owned })
  const circumstances = {
    customer: id,
    tier: customer ? customer.tier : undefined,
    criticality: product?.criticality,
    now: request.now,
  }
  // A rule is tried as if it were on.
  const rules = rule ? [{ ...rule, enabled: true }] : await rulesNow()
  return request.answer(await judgedBy(rules, { ...told, ...circumstances }, settings))
}
