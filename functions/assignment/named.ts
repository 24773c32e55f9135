import { categoriesOf, subCategoriesOf } from '../../domain/category.ts'
import { invalid, refuseFields } from '../../domain/refusal.ts'
import type { AssignmentConditions, NewAssignmentRule } from '../../schemas/assignment-rule.ts'
import type { FieldError } from '../../schemas/problem.ts'
import type { Settings } from '../../schemas/settings.ts'
import { findCalendar } from '../platform/table/calendars.ts'
import { products, sites } from '../platform/table/customers.ts'
import { findCustomer, findTeam } from '../platform/table/people.ts'
import { loadRecord } from '../platform/table/records.ts'
import { rotations } from '../platform/table/rotations.ts'
import { settingsNow } from '../platform/table/settings.ts'
import { readAll } from '../platform/table/tickets.ts'
import { goalErrors } from '../platform/tickets/assigning.ts'

type Rule = Pick<NewAssignmentRule, 'conditions' | 'target'>

/** So much of a rule's conditions: all rules are read and asked for every ticket. */
const mostBytes = 20_000

/** Refuses a rule that names what is not there: each by its field. */
export async function checkNamed({ conditions, target }: Rule): Promise<void> {
  if (Buffer.byteLength(JSON.stringify(conditions)) > mostBytes)
    throw invalid('conditions', 'is too much', `at most ${mostBytes} bytes in all`)
  const errors = await Promise.all([
    ofSettings(conditions),
    each('conditions.customer', conditions.customer, findCustomer, 'the id of a customer'),
    each('conditions.team', conditions.team, findTeam, 'the id of a team'),
    ofCustomers('site', conditions),
    ofCustomers('product', conditions),
    calendarErrors(conditions),
    targetErrors(target),
  ])
  refuseFields(errors.flat())
}

const unknown = (path: string, expected: string): FieldError => ({ path, message: 'is not known', expected })

async function each(
  path: string,
  ids: readonly string[] = [],
  find: (id: string) => Promise<unknown>,
  expected: string,
): Promise<FieldError[]> {
  const found = await Promise.all(ids.map((id) => find(id)))
  return found.flatMap((one, at) => (one ? [] : [unknown(`${path}.${at}`, expected)]))
}

/** Brands, categories and custom fields: as the settings have them now, of the desk and of any brand. */
async function ofSettings(conditions: AssignmentConditions): Promise<FieldError[]> {
  const { brand = [], category = [], subCategory = [], custom = {} } = conditions
  const names = Object.keys(custom)
  if ([brand, category, subCategory, names].every(({ length }) => length === 0)) return []
  const settings = await settingsNow()
  const known = { categories: categoriesOf(settings), fields: fieldsOf(settings) }
  const wrong = (field: string, given: readonly string[], all: readonly string[], place = (at: number) => String(at)) =>
    given.flatMap((one, at) =>
      all.includes(one)
        ? []
        : [unknown(`conditions.${field}.${place(at)}`, all.join(', ') || 'nothing: there is none')],
    )
  return [
    ...wrong('brand', brand, ['main', ...Object.keys(settings.brands)]),
    ...wrong('category', category, Object.keys(known.categories)),
    ...wrong('subCategory', subCategory, subCategoriesOf(known.categories, category)),
    ...wrong('custom', names, known.fields, (at) => names[at] ?? ''),
  ]
}

const fieldsOf = ({ customFields, brands }: Settings): string[] => [
  ...new Set([customFields, ...Object.values(brands).map((brand) => brand.customFields ?? {})].flatMap(Object.keys)),
]

/** Sites and products lie with their customers, so whose they are must be said beside them. */
async function ofCustomers(kind: 'site' | 'product', conditions: AssignmentConditions): Promise<FieldError[]> {
  const { customer: owners = [], [kind]: ids = [] } = conditions
  const path = `conditions.${kind}`
  if (ids.length === 0) return []
  if (owners.length === 0)
    return [{ path, message: 'is nothing without its customer', expected: 'conditions.customer beside it' }]
  const records = { site: sites, product: products }[kind]
  const found = await readAll(ids.flatMap((id) => owners.map((customer) => records.key({ id, customer }))))
  const known = new Set(found.map(({ id }) => id))
  return ids.flatMap((id, at) =>
    known.has(id) ? [] : [unknown(`${path}.${at}`, `the id of a ${kind} of the customer`)],
  )
}

async function calendarErrors({ time }: AssignmentConditions): Promise<FieldError[]> {
  if (!time || time.calendar === 'desk' || (await findCalendar(time.calendar))) return []
  return [unknown('conditions.time.calendar', '`desk`, or the id of a calendar')]
}

async function targetErrors(target: Rule['target']): Promise<FieldError[]> {
  if ('queue' in target) return (await findTeam(target.queue)) ? [] : [unknown('target.queue', 'the id of a team')]
  if ('onCall' in target) {
    const there = await loadRecord(rotations, { id: target.onCall })
    return there ? [] : [unknown('target.onCall', 'the id of an on-call rotation')]
  }
  return goalErrors('target', target as { team?: string; person?: string })
}
