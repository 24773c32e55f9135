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
