/** An item of the table, as it lies there. */
export type Item = Readonly<Record<string, unknown>> & { readonly pk: string; readonly sk: string }

/** What lives for minutes, or is made anew from the rest: no record of the desk's. */
const passing = /^(request|presence|passage|search-tail|search-upkeep|statistics|local|load)(-|$)/
export const isRecord = (kind: string): boolean => !passing.test(kind)

/** A sort key that begins with a word of its own: `COMMENT#com_…`, `TICKET`. */
const word = /^([A-Z][A-Z-]*)(#|$)/

/**
 * The kind of an item, by its keys (docs/architecture.md, "The table"): a comment of a ticket is a `comment`, a site of a
 * customer a `customer-site`, a policy's version an `sla-policy-version`.
 */
export function kindOf({ pk, sk }: Pick<Item, 'pk' | 'sk'>): string {
  const [owner = ''] = pk.split('#')
  const part = word.exec(sk)?.[1]
  if (!part || part === owner) return owner.toLowerCase()
  // What lies with a ticket is called by itself: it says of which ticket it is.
  return (owner === 'TICKET' ? part : `${owner}-${part}`).toLowerCase()
}
