import type { Tier } from '../schemas/customer.ts'
import type { Product } from '../schemas/product.ts'
import type { Settings } from '../schemas/settings.ts'
import type { NewTicket } from '../schemas/ticket.ts'
import type { Instant } from '../schemas/time.ts'
import type { NewTriageRule, TriageOutcome, TriageRule } from '../schemas/triage.ts'
import { plus, targetMs } from './time.ts'
import { folded, hasWords } from './whole-words.ts'

/** What rules are asked of: what a ticket says, and what is known of whose it is. */
export interface Judged extends Pick<NewTicket, 'title' | 'description' | 'type'> {
  /** What somebody has chosen already. */
  priority?: NewTicket['priority']
  category?: NewTicket['category']
  tags?: readonly string[]
  channel: NonNullable<NewTicket['channel']>
  brand: string
  tier?: Tier | undefined
  criticality?: Product['criticality'] | undefined
  /** When the customer has opened others, as far back as `lookBack` says. */
  earlier?: readonly Instant[]
  now: Instant
}

export type Rule = NewTriageRule & Partial<Pick<TriageRule, 'id'>>
type Choice = keyof TriageOutcome & ('priority' | 'category' | 'subCategory' | 'tags')

/** The order in which rules are asked. */
export const inOrder = (rules: readonly TriageRule[]): TriageRule[] =>
  rules.toSorted(
    (a, b) => a.position - b.position || a.createdAt.localeCompare(b.createdAt) || a.id.localeCompare(b.id),
  )

/** How far back, and how many of a customer's tickets, rules that are on want to know; undefined where none does. */
export function lookBack(rules: readonly Rule[]): { ms: number; tickets: number } | undefined {
  const asked = rules.flatMap(({ enabled, conditions }) =>
    enabled && conditions.repeated ? [conditions.repeated] : [],
  )
  if (asked.length === 0) return undefined
  return {
    ms: Math.max(...asked.map(({ within }) => targetMs(within))),
    tickets: Math.max(...asked.map(({ tickets }) => tickets)),
  }
}

/**
 * What the rules that are on choose, and why: the first that holds chooses the priority, and the first the category with
 * its sub-category; tags add up. A category that the settings do not have is passed over. Rules come in their order.
 */
export function triage(
  rules: readonly Rule[],
  judged: Judged,
  { categories }: Pick<Settings, 'categories'>,
): TriageOutcome {
  const text = folded(`${judged.title}\n${judged.description}`)
  const outcome: TriageOutcome = { tags: [], because: [] }
  for (const rule of rules) {
    const reasons = rule.enabled ? holds(rule, judged, text) : undefined
    if (!reasons) continue
    const gave = choose(outcome, rule, judged, categories)
    const chosen = gave.flatMap((field) => rule.gives[field] ?? []).join(', ') || 'nothing more'
    outcome.because.push({
      ...(rule.id && { rule: rule.id }),
      name: rule.name,
      gave,
      explanation: `${chosen}: ${reasons.join(' + ')}`,
    })
  }
  return outcome
}

function choose(outcome: TriageOutcome, { gives }: Rule, judged: Judged, categories: Settings['categories']): Choice[] {
  const gave: Choice[] = []
  if (gives.priority && !judged.priority && !outcome.priority) {
    outcome.priority = gives.priority
    gave.push('priority')
  }
  if (gives.category && !judged.category && !outcome.category && Object.hasOwn(categories, gives.category)) {
    outcome.category = gives.category
    gave.push('category')
    if (gives.subCategory && categories[gives.category]?.includes(gives.subCategory)) {
      outcome.subCategory = gives.subCategory
      gave.push('subCategory')
    }
  }
  const has = [...(judged.tags ?? []), ...outcome.tags]
  const fresh = (gives.tags ?? []).filter((tag) => !has.includes(tag)).slice(0, Math.max(0, 20 - has.length))
  if (fresh.length > 0) {
    outcome.tags.push(...fresh)
    gave.push('tags')
  }
  return gave
}

/** Why a rule holds, condition by condition; undefined where it does not. */
function holds({ conditions }: Rule, judged: Judged, text: string): string[] | undefined {
  const reasons: string[] = []
  const { words, repeated, tier, criticality, channel, type, brand } = conditions
  if (words) {
    const found = words.find((wanted) => hasWords(text, wanted))
    if (!found) return undefined
    reasons.push(`'${found}'`)
  }
  const lists = { 'customer tier': [tier, judged.tier], 'product criticality': [criticality, judged.criticality] }
  const rest = { channel: [channel, judged.channel], type: [type, judged.type], brand: [brand, judged.brand] }
  for (const [name, [wanted, has]] of Object.entries({ ...lists, ...rest })) {
    if (!wanted) continue
    if (!(wanted as readonly unknown[]).includes(has)) return undefined
    reasons.push(`${name} ${has}`)
  }
  if (repeated) {
    const since = plus(judged.now, -targetMs(repeated.within))
    const many = (judged.earlier ?? []).filter((at) => at >= since).length
    if (many < repeated.tickets) return undefined
    reasons.push(`at least ${repeated.tickets} others within ${repeated.within}`)
  }
  return reasons
}
