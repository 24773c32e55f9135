import { isDeepStrictEqual } from 'node:util'
import { categoriesOf, subCategoriesOf } from '../../domain/category.ts'
import { invalid, refuseFields } from '../../domain/refusal.ts'
import type { Settings } from '../../schemas/settings.ts'

/** So much of how tickets find somebody: the item and the event that tells of a change with both sides have room (400 KB each). */
const mostBytes = 100_000

/**
 * Refuses needs of tickets that name a category which no ticket can have, where they are new; and more of all that than can be
 * kept. Of a product nothing is asked: it lies with its customer, and one that is gone is nobody's need.
 */
export function checkAssignment(after: Settings, before: Settings | undefined): void {
  const { assignment } = after
  if (isDeepStrictEqual(assignment, before?.assignment)) return
  if (Buffer.byteLength(JSON.stringify(assignment)) > mostBytes)
    throw invalid('assignment', 'is too much', `at most ${mostBytes} bytes in all`)
  const categories = categoriesOf(after)
  const wrong = (path: string, given: readonly string[] = [], known: readonly string[]) =>
    given.flatMap((one, at) =>
      known.includes(one)
        ? []
        : [{ path: `${path}.${at}`, message: 'is not known', expected: known.join(', ') || 'nothing: there is none' }],
    )
  refuseFields(
    assignment.needs.flatMap(({ when: { category, subCategory } }, place) => {
      const path = `assignment.needs.${place}.when`
      return [
        ...wrong(`${path}.category`, category, Object.keys(categories)),
        ...wrong(`${path}.subCategory`, subCategory, subCategoriesOf(categories, category ?? [])),
      ]
    }),
  )
}
