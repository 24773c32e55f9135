import { isDeepStrictEqual } from 'node:util'
import { categoriesOf, subCategoriesOf } from '../../domain/category.ts'
import { invalid, refuseFields } from '../../domain/refusal.ts'
import type { AssignmentConditions, NewAssignmentRule } from '../../schemas/assignment-rule.ts'
import type { FieldError } from '../../schemas/problem.ts'
import type { Settings } from '../../schemas/settings.ts'
import { findCalendar } from '../platform/table/calendars.ts'
import { products, sites } from '../platform/table/customers.ts'
import { findCustomer } from '../platform/table/people.ts'
import { loadRecord } from '../platform/table/records.ts'
import { rotations } from '../platform/table/rotations.ts'
import { settingsNow } from '../platform/table/settings.ts'
import { teamsNow } from '../platform/table/teams.ts'
import { technicianRecords } from '../platform/table/technicians.ts'
import { readAll } from '../platform/table/tickets.ts'

type Rule = Pick<NewAssignmentRule, 'conditions' | 'target'>

/** So much of a rule's conditions: all rules are read and asked for every ticket. */
const mostBytes = 20_000

/** Refuses a rule that names what is not there: each by its field. What it named before it may keep. */
export async function checkNamed({ conditions, target }: Rule, before?: Rule): Promise<void> {
  if (Buffer.byteLength(JSON.stringify(conditions)) > mostBytes)
    throw invalid('conditions', 'is too much', `at most ${mostBytes} bytes in all`)
  const kept = before?.conditions
  const errors = await Promise.all([
    isDeepStrictEqual(ofDesk(conditions), ofDesk(kept)) ? [] : settingsErrors(conditions),
    customerErrors(conditions, kept),
    belongingErrors('site', conditions, kept),
    belongingErrors('product', conditions, kept),
    teamErrors(conditions, kept),
    conditions.time?.calendar === kept?.time?.calendar ? [] : calendarErrors(conditions),
    isDeepStrictEqual(target, before?.target) ? [] : targetErrors(target),
  ])
  refuseFields(errors.flat())
}

const unknown = (path: string, expected: string): FieldError => ({ path, message: 'is not known', expected })

/** The places of a list that name something new, and something that is not there. */
async function missing(
  path: string,
  ids: readonly string[] = [],
  kept: readonly string[] = [],
  isThere: (id: string) => boolean | Promise<boolean>,
  expected: string,
): Promise<FieldError[]> {
  const found = await Promise.all(ids.map((id) => kept.includes(id) || isThere(id)))
  return found.flatMap((there, at) => (there ? [] : [unknown(`${path}.${at}`, expected)]))
}

const customerErrors = ({ customer }: AssignmentConditions, kept?: AssignmentConditions) =>
  missing(
    'conditions.customer',
    customer,
    kept?.customer,
    async (id) => !!(await findCustomer(id)),
    'the id of a customer',
  )

async function teamErrors({ team = [] }: AssignmentConditions, kept?: AssignmentConditions): Promise<FieldError[]> {
  const known = team.length > 0 ? await teamIds() : []
  return missing('conditions.team', team, kept?.team, (id) => known.includes(id), 'the id of a team')
}

const teamIds = async (): Promise<string[]> => (await teamsNow()).map(({ id }) => id)

const ofDesk = ({ brand, category, subCategory, custom }: Partial<AssignmentConditions> = {}) => ({
  ...{ brand, category, subCategory },
  custom: Object.keys(custom ?? {}),
})

/** Brands, categories and custom fields: as the settings have them now, of the desk and of any brand. */
async function settingsErrors(conditions: AssignmentConditions): Promise<FieldError[]> {
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
async function belongingErrors(
  kind: 'site' | 'product',
  { customer: owners = [], [kind]: ids = [] }: AssignmentConditions,
  kept?: AssignmentConditions,
): Promise<FieldError[]> {
  const path = `conditions.${kind}`
  if (ids.length === 0) return []
  if (owners.length === 0)
    return [{ path, message: 'is nothing without its customer', expected: 'conditions.customer beside it' }]
  const same = isDeepStrictEqual(owners, kept?.customer) ? kept?.[kind] : []
  const fresh = ids.filter((id) => !same?.includes(id))
  const records = { site: sites, product: products }[kind]
  const found = await readAll(fresh.flatMap((id) => owners.map((customer) => records.key({ id, customer }))))
  const known = new Set(found.map(({ id }) => id))
  return missing(path, ids, same, (id) => known.has(id), `the id of a ${kind} of the customer`)
}

async function calendarErrors({ time }: AssignmentConditions): Promise<FieldError[]> {
  if (!time || time.calendar === 'desk' || (await findCalendar(time.calendar))) return []
  return [unknown('conditions.time.calendar', '`desk`, or the id of a calendar')]
}

async function targetErrors(target: Rule['target']): Promise<FieldError[]> {
  if ('person' in target) {
    const found = await loadRecord(technicianRecords, { id: target.person })
    return found?.active ? [] : [unknown('target.person', 'the id of somebody who works here')]
  }
  if ('onCall' in target) {
    const found = await loadRecord(rotations, { id: target.onCall })
    return found ? [] : [unknown('target.onCall', 'the id of an on-call rotation')]
  }
  if ('anybody' in target) return []
  const [name, team] = 'queue' in target ? ['queue', target.queue] : ['team', target.team]
  return (await teamIds()).includes(team) ? [] : [unknown(`target.${name}`, 'the id of a team')]
}
