import { invalid } from '../../domain/refusal.ts'
import { selectionFor } from '../../domain/selection.ts'
import { fromOutside } from '../../domain/visibility.ts'
import type { listTickets } from '../../schemas/operations/finding.ts'
import { askedFor, type Filter } from '../../schemas/selection.ts'
import type { Request } from '../platform/http/edge.ts'
import type { StoredAnswer } from '../platform/table/requests.ts'
import { deskSettings } from '../platform/table/settings.ts'
import { pageOf } from './page.ts'

/** A page of the tickets that the caller may see. */
export async function listForCaller({ actor, query, answer }: Request<typeof listTickets>): Promise<StoredAnswer> {
  const { filter, ...order } = askedFor(query)
  await checkCustom(filter, fromOutside(actor))
  const { limit, cursor } = query
  return answer(await pageOf({ actor, selection: selectionFor(filter, actor), ...order, limit, cursor }))
}

/** Refuses custom fields that do not exist; for callers from outside those that they may not see do not. */
export async function checkCustom({ custom = {} }: Filter, outside: boolean, path = 'custom'): Promise<void> {
  const names = Object.keys(custom)
  if (names.length === 0) return
  const { customFields, brands } = await deskSettings()
  const declared = [customFields, ...Object.values(brands).map((brand) => brand.customFields ?? {})]
  const known = declared
    .flatMap((fields) => Object.entries(fields))
    .flatMap(([name, { customers }]) => (outside && customers === 'nothing' ? [] : [name]))
  const unknown = names.find((name) => !known.includes(name))
  if (!unknown) return
  const expected = known.length > 0 ? `one of: ${known.map((name) => `${path}.${name}`).join(', ')}` : 'nothing here'
  throw invalid(`${path}.${unknown}`, 'is not known here', expected)
}
