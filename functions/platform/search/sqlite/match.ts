import { textColumns } from '../document.ts'
import type { Scope } from '../search-index.ts'
import { type Sought, soughtIn, wholeForms } from '../words.ts'
import { accessWords, type Copy } from './copy.ts'

const everyColumn = `{${textColumns.join(' ')}}`
const publicColumns = `{${textColumns.filter((column) => column !== 'internal').join(' ')}}`

/** What FTS5 is asked: made of quoted letters and digits alone, and of operators that come from here alone. */
const quoted = (words: readonly string[]): string => `"${words.join(' ')}"`

/**
 * One thing to find, with what it may also be. Beginnings of words are looked for from three letters on; of shorter ones
 * only in numbers and serials, since they begin too much.
 */
function wanted(parts: Sought, meant: readonly string[]): string {
  const exact = quoted(parts)
  const prefix = parts.join('').length > 2 ? `${exact} *` : `ids : ${exact} *`
  return `(${[exact, prefix, ...meant.map((word) => quoted([word]))].join(' OR ')})`
}

/** Who may find it, as words of the same query: any other way takes seconds. */
function access(scope: Scope, customers: readonly string[]): string {
  const only = (words: readonly string[]) =>
    words.length > 0 ? ` AND access : (${words.map((word) => quoted([word])).join(' OR ')})` : ''
  const asked = only(customers.map(accessWords.ofCustomer))
  if (scope.kind !== 'outside') return asked
  const { persons, customer, whole } = scope
  const watched = customer ? persons.map((person) => accessWords.ofWatcher(person, customer)) : []
  const all = customer && whole ? [accessWords.ofCustomer(customer)] : watched
  return only([...persons.map(accessWords.ofRequester), ...all]) + asked
}

/** A word in more than a quarter of many tickets narrows little down, and ranking them all takes its time. */
const isCommon = (copy: Copy, tickets: number, [word = '', second]: Sought): boolean =>
  second === undefined && tickets > 1000 && copy.vocabulary.ticketsWith(word) > tickets / 4

/** What is looked for: all but words that are everywhere, as long as others are left; of those alone the rarest. */
function narrowing(copy: Copy, typed: string): Sought[] {
  const sought = soughtIn(typed)
  if (sought.length < 2) return sought
  const { tickets } = copy
  const rare = sought.filter((parts) => !isCommon(copy, tickets, parts))
  if (rare.length > 0) return rare
  return sought
    .toSorted(([a = ''], [b = '']) => copy.vocabulary.ticketsWith(a) - copy.vocabulary.ticketsWith(b))
    .slice(0, 1)
}

/** The MATCH expression of what somebody typed; undefined where there is nothing in it to find. */
export function matchOf(
  copy: Copy,
  scope: Scope,
  typed: string,
  { customers = [], forgiving = false }: { customers?: readonly string[]; forgiving?: boolean } = {},
): string | undefined {
  const sought = narrowing(copy, typed)
  if (sought.length === 0) return undefined
  const columns = scope.kind === 'outside' ? publicColumns : everyColumn
  const words = sought.map((parts) =>
    wanted(parts, forgiving && parts.length === 1 ? copy.vocabulary.meant(parts[0] ?? '') : []),
  )
  const forms = wholeForms(typed).map((form) => quoted([form]))
  const either = [`(${words.join(' AND ')})`, ...forms].join(' OR ')
  return `${columns} : (${either})${access(scope, customers)}`
}
