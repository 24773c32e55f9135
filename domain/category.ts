import type { FieldError } from '../schemas/problem.ts'
import type { Settings } from '../schemas/settings.ts'

interface Placed {
  category?: string | undefined
  subCategory?: string | undefined
}

/** What is wrong with a category and its sub-category, as far as they are new: what a ticket has, it may keep. */
export function categoryErrors(given: Placed, before: Placed, { categories }: Settings): FieldError[] {
  const { category, subCategory } = given
  if (category === undefined) return []
  const same = category === before.category
  if (!same && !Object.hasOwn(categories, category)) {
    const expected = Object.keys(categories).join(', ')
    return [{ path: 'category', message: 'is not one of the values that exist', expected }]
  }
  if (subCategory === undefined || (same && subCategory === before.subCategory)) return []
  const known = categories[category] ?? []
  if (known.includes(subCategory)) return []
  const expected = known.length > 0 ? known.join(', ') : `nothing: ${category} has none`
  return [{ path: 'subCategory', message: 'is not one of the values that exist', expected }]
}

/** Every category that a ticket can have, with its sub-categories: the desk's, and those of its brands. */
export function categoriesOf({
  categories,
  brands,
}: Pick<Settings, 'categories' | 'brands'>): Record<string, string[]> {
  const all: Record<string, string[]> = {}
  for (const one of [categories, ...Object.values(brands).map((brand) => brand.categories ?? {})])
    for (const [name, subs] of Object.entries(one)) all[name] = [...new Set([...(all[name] ?? []), ...subs])]
  return all
}

/** The sub-categories of these categories; of all, where none is named. */
export const subCategoriesOf = (categories: Record<string, readonly string[]>, named: readonly string[]): string[] => [
  ...new Set(
    Object.entries(categories).flatMap(([name, subs]) => (named.length === 0 || named.includes(name) ? subs : [])),
  ),
]
