import { settingsOf } from '../../domain/brand.ts'
import { visibleFields } from '../../domain/custom-fields.ts'
import { invalid } from '../../domain/refusal.ts'
import { selectionFor } from '../../domain/selection.ts'
import { fromOutside } from '../../domain/visibility.ts'
import type { Actor } from '../../schemas/actor.ts'
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
  const theirs = await whereShown(filter, actor)
  const selection = theirs && selectionFor(theirs, actor)
  return answer(await pageOf({ actor, selection, ...order, limit, cursor }))
}

/**
 * A filter, kept from telling what custom fields hold that the caller may not see: each brand says for itself which those
 * are, so only tickets of brands that show them are looked at. Undefined where there is no such brand.
 */
async function whereShown(filter: Filter, actor: Actor): Promise<Filter | undefined> {
  const names = Object.keys(filter.custom ?? {})
  if (names.length === 0) return filter
  const settings = await deskSettings()
  const brands = ['main', ...Object.keys(settings.brands)]
  const showing = brands.filter((brand) => {
    const shown = visibleFields(settingsOf(settings, brand).customFields, actor)
    return !fromOutside(actor) || names.every((name) => Object.hasOwn(shown, name))
  })
  if (showing.length === brands.length) return filter
  const brand = showing.filter((one) => !filter.brand || filter.brand.includes(one))
  return brand.length > 0 ? { ...filter, brand } : undefined
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
