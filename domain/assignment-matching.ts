import type { AssignmentConditions, NewAssignmentRule } from '../schemas/assignment-rule.ts'
import type { Tier } from '../schemas/customer.ts'
import type { Product } from '../schemas/product.ts'
import type { Site } from '../schemas/site.ts'
import type { Instant } from '../schemas/time.ts'
import type { Ticket } from './ticket.ts'
import { folded, hasWords } from './whole-words.ts'

/** What rules are asked of: a ticket with its long text, and what is known of whose it is and where. */
export interface Matched {
  ticket: Ticket
  description: string
  /** The customer's. */
  tier?: Tier | undefined
  /** The product's. */
  criticality?: Product['criticality'] | undefined
  model?: string | undefined
  site?: Site | undefined
  /** The ticket's, else the customer's. */
  language?: string | undefined
  now: Instant
  /** Whether a calendar is open now; `desk`: the opening hours of the settings. */
  isOpen: (calendar: string) => boolean
}

/** Whether a rule's conditions hold: each of them in words, or the first that does not, with what the ticket has. */
export type Match = { holds: true; because: string[] } | { holds: false; says: string }

/** One condition judged: why it holds, or why it does not. */
type Verdict = { because: string } | { says: string }
type Judge<Wanted> = (wanted: Wanted, about: Matched) => Verdict
type Judges = { [Name in keyof AssignmentConditions]-?: Judge<NonNullable<AssignmentConditions[Name]>> }

const either = (values: readonly unknown[]): string => values.join(' or ')
const quoted = (values: readonly string[]): string[] => values.map((value) => `'${value}'`)

/** A field that must be one of several. */
const among =
  (name: string, has: (about: Matched) => string | undefined): Judge<readonly string[]> =>
  (wanted, about) => {
    const value = has(about)
    if (value === undefined) return { says: `it has no ${name}, and ${either(wanted)} is asked for` }
    return wanted.includes(value)
      ? { because: `${name} ${value}` }
      : { says: `its ${name} is ${value}, not ${either(wanted)}` }
  }

/** A postal code, or its beginning, as it is compared. */
const bare = (code: string): string => code.replace(/\s/gu, '').toUpperCase()
/** Whether a postal code begins so; blanks and case do not matter. */
export const postalCodeBegins = (code: string, beginning: string): boolean => bare(code).startsWith(bare(beginning))

/** Whether what is spoken is a language, or a kind of it: `de` is also `de-AT`, and not the other way round. */
export const isLanguage = (spoken: string, wanted: string): boolean =>
  spoken === wanted || spoken.startsWith(`${wanted}-`)

/** The text of a ticket as words are looked for in it: made once for all rules. */
const texts = new WeakMap<Matched, string>()
function textOf(about: Matched): string {
  const text = texts.get(about) ?? folded(`${about.ticket.title}\n${about.description}`)
  texts.set(about, text)
  return text
}

/** Only who was resolved can be reopened; its course tells of it afterwards. */
const wasResolved = ({ status, course }: Ticket): boolean =>
  [status, ...(course ?? []).map((stretch) => stretch.status)].some((one) =>
    ['resolved', 'closed', 'reopened'].includes(one),
  )

const noneOf = (site: Site | undefined, what: string): string => (site ? `its site has no ${what}` : 'it has no site')

const judges: Judges = {
  priority: among('priority', ({ ticket }) => ticket.priority),
  category: among('category', ({ ticket }) => ticket.category),
  subCategory: among('sub-category', ({ ticket }) => ticket.subCategory),
  type: among('type', ({ ticket }) => ticket.type),
  channel: among('channel', ({ ticket }) => ticket.channel),
  brand: among('brand', ({ ticket }) => ticket.brand),
  tags: (wanted, { ticket }) => {
    const found = wanted.find((tag) => ticket.tags.includes(tag))
    return found ? { because: `tag ${found}` } : { says: `it does not carry the tag ${either(wanted)}` }
  },
  allTags: (wanted, { ticket }) => {
    const missing = wanted.filter((tag) => !ticket.tags.includes(tag))
    return missing.length === 0
      ? { because: `tags ${wanted.join(' and ')}` }
      : { says: `it does not carry the tag ${missing.join(' and ')}` }
  },
  tier: among('customer tier', ({ tier }) => tier),
  customer: among('customer', ({ ticket }) => ticket.customer),
  site: among('site', ({ ticket }) => ticket.site),
  product: among('product', ({ ticket }) => ticket.product),
  criticality: among('product criticality', ({ criticality }) => criticality),
  language: (wanted, { language }) => {
    if (language === undefined) return { says: `it has no language, and ${either(wanted)} is asked for` }
    return wanted.some((one) => isLanguage(language, one))
      ? { because: `language ${language}` }
      : { says: `its language is ${language}, not ${either(wanted)}` }
  },
  team: among('team', ({ ticket }) => ticket.team),
  postalCodes: (wanted, { site }) => {
    const code = site?.address?.postalCode
    if (!code)
      return { says: `${noneOf(site, 'postal code')}, and one that begins with ${either(wanted)} is asked for` }
    return wanted.some((beginning) => postalCodeBegins(code, beginning))
      ? { because: `postal code ${code}` }
      : { says: `the postal code ${code} does not begin with ${either(wanted)}` }
  },
  country: (wanted, { site }) => {
    const country = site?.address?.country
    if (!country) return { says: `${noneOf(site, 'country')}, and ${either(wanted)} is asked for` }
    return wanted.includes(country)
      ? { because: `country ${country}` }
      : { says: `the site is in ${country}, not ${either(wanted)}` }
  },
  words: (wanted, about) => {
    const found = wanted.find((one) => hasWords(textOf(about), one))
    return found ? { because: `'${found}'` } : { says: `neither title nor description has ${either(quoted(wanted))}` }
  },
  custom: (wanted, { ticket }) => {
    const because: string[] = []
    for (const [name, values] of Object.entries(wanted)) {
      const has = Object.hasOwn(ticket.custom ?? {}, name) ? ticket.custom?.[name] : undefined
      if (has === undefined) return { says: `it has no ${name}, and ${either(values)} is asked for` }
      if (!values.includes(has)) return { says: `its ${name} is ${has}, not ${either(values)}` }
      because.push(`${name} ${has}`)
    }
    return { because: because.join(' + ') }
  },
  reopened: (wanted, { ticket }) => {
    const was = wasResolved(ticket)
    const told = was ? 'resolved before' : 'never resolved before'
    return was === wanted ? { because: told } : { says: `it was ${told}` }
  },
  time: ({ is, calendar }, { isOpen }) => {
    const hours = calendar === 'desk' ? 'the opening hours' : `the hours of ${calendar}`
    const now = isOpen(calendar) ? 'within' : 'outside'
    return now === is ? { because: `${is} ${hours}` } : { says: `it is ${now} ${hours}` }
  },
}

/**
 * Whether all conditions of a rule hold for a ticket (docs/assignment.md, "Conditions"). Whether the rule is on, and from when
 * until when, is not asked here.
 */
export function matches({ conditions }: Pick<NewAssignmentRule, 'conditions'>, about: Matched): Match {
  const because: string[] = []
  for (const name of Object.keys(judges) as (keyof Judges)[]) {
    const wanted = conditions[name]
    if (wanted === undefined) continue
    const verdict = (judges[name] as Judge<typeof wanted>)(wanted, about)
    if ('says' in verdict) return { holds: false, says: verdict.says }
    because.push(verdict.because)
  }
  return { holds: true, because }
}
