import type * as z from 'zod'
import { Refusal } from '../../../domain/refusal.ts'
import type { FieldError } from '../../../schemas/problem.ts'

type Issue = z.core.$ZodIssue

/** So many faults are named; nobody reads more, and a body of nothing but faults must not make an answer of megabytes. */
const mostNamed = 50

/** Gives what a schema makes of the input, or refuses it with each wrong field by name. */
export function validate<Schema extends z.ZodType>(schema: Schema, input: unknown): z.output<Schema> {
  const result = schema.safeParse(input)
  if (result.success) return result.data
  const found = result.error.issues.flatMap((issue) => fieldErrors(issue, input, schema))
  const all = [...new Map(found.map((error) => [`${error.path} ${error.message}`, error])).values()]
  const errors = all.slice(0, mostNamed)
  const said = errors.map(({ path, message }) => `${path || 'the body'} ${message}`).join('; ')
  const more = all.length > mostNamed ? `; and ${all.length - mostNamed} more` : ''
  throw new Refusal('invalid', `The request is not valid: ${said}${more}.`, { errors })
}

function fieldErrors(issue: Issue, input: unknown, schema: z.ZodType): FieldError[] {
  const path = issue.path.map(String).join('.')
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      path: [path, key].filter(Boolean).join('.'),
      message: 'is not known here',
      expected: known(schema, issue.path),
    }))
  }
  if (issue.code === 'invalid_type' && valueAt(input, issue.path) === undefined) {
    return [{ path, message: 'is required', expected: article(issue.expected) }]
  }
  if (issue.code === 'invalid_union') return ofUnion(issue, input, schema)
  return [{ path, ...said(issue) }]
}

/** What may be one thing or another: the faults of the one that it is meant to be, or all that it may be. */
function ofUnion(issue: Extract<Issue, { code: 'invalid_union' }>, input: unknown, schema: z.ZodType): FieldError[] {
  const options = issue.errors as Issue[][]
  const whole = (one: Issue): Issue => ({ ...one, path: [...issue.path, ...one.path] })
  const alike = options
    .filter((issues) => issues.some(({ path, code }) => path.length > 0 || code === 'unrecognized_keys'))
    .map((issues) => ({ issues, foreign: foreignTo(issues.map(whole), input) }))
    .toSorted((a, b) => a.foreign - b.foreign)
  const [meant] = alike
  if (meant) return meant.issues.flatMap((one) => fieldErrors(whole(one), input, schema))
  const path = issue.path.map(String).join('.')
  // Where a name says which one is meant: the names that there are.
  const { options: names = [] } = issue as { options?: readonly unknown[] }
  const each = new Set(options.flatMap(([first]) => (first ? [said(first).expected] : [])))
  const expected = [...names, ...each].join(options.length > 0 ? ', or ' : ', ')
  const given = valueAt(input, issue.path) !== undefined
  return [{ path, message: given ? 'is none of what it may be' : 'is required', expected }]
}

/** How many fields the input has that one of several does not know, or lacks that it must have: the fewest, where it is meant. */
const foreignTo = (issues: readonly Issue[], input: unknown): number =>
  issues.reduce((sum, issue) => {
    if (issue.code === 'unrecognized_keys') return sum + issue.keys.length
    return valueAt(input, issue.path) === undefined ? sum + 1 : sum
  }, 0)

/** Why it is wrong, and what would be right. */
function said(issue: Issue): Omit<FieldError, 'path'> {
  switch (issue.code) {
    case 'invalid_type':
      return { message: `must be ${article(issue.expected)}`, expected: article(issue.expected) }
    case 'invalid_value':
      return { message: 'is not one of the values that exist', expected: issue.values.map(String).join(', ') }
    case 'too_big':
      return { message: 'is too much', expected: `at most ${amount(issue.maximum, issue.origin)}` }
    case 'too_small':
      return { message: 'is too little', expected: `at least ${amount(issue.minimum, issue.origin)}` }
    case 'invalid_key': {
      // A name in an object of names: what is wrong with it says its own schema.
      const [why] = issue.issues
      return why ? said(why as Issue) : { message: 'is not a name', expected: 'another name' }
    }
    case 'invalid_format': {
      const own = issue.message.startsWith('must ')
      return {
        message: own ? issue.message : `is not ${article(issue.format)}`,
        expected: own
          ? issue.message.replace(/^must (be )?/, '')
          : `${article(issue.format)}${samples[issue.format] ?? ''}`,
      }
    }
    default: {
      const expected = issue.code === 'custom' ? issue.params?.expected : undefined
      return { message: issue.message, expected: String(expected ?? issue.message.replace(/^must (be )?/, '')) }
    }
  }
}

const units: Record<string, [one: string, many: string]> = {
  string: ['character', 'characters'],
  array: ['entry', 'entries'],
}
const amount = (size: number | bigint, origin: string) =>
  [size, units[origin]?.[Number(size) === 1 ? 0 : 1]].filter((word) => word !== undefined).join(' ')
/** What zod calls otherwise than people do. */
const nouns: Record<string, string> = { int: 'a whole number', datetime: 'an instant', url: 'a URL' }
const samples: Record<string, string> = { datetime: ', as 2026-11-21T10:00:00Z', url: ', as https://desk.example/hook' }
const article = (noun: string) => nouns[noun] ?? `${/^[aeiou]/.test(noun) ? 'an' : 'a'} ${noun}`

/** The part of a schema that says what an object may hold; wrappers (optional, default) are looked through. */
interface Shaped {
  shape?: Record<PropertyKey, unknown>
  element?: unknown
  def?: { innerType?: unknown; options?: readonly unknown[]; keyType?: { options?: readonly string[] } }
}

/** The fields that exist at a place of the input. */
function known(schema: z.ZodType, path: readonly PropertyKey[]): string {
  const unwrapped = (part: unknown): Shaped | undefined => {
    const shaped = part as Shaped | undefined
    const inner = shaped?.def?.innerType ?? shaped?.def?.options?.find((option) => unwrapped(option)?.shape)
    return inner ? unwrapped(inner) : shaped
  }
  let part = unwrapped(schema)
  for (const step of path) part = unwrapped(part?.shape?.[step] ?? part?.element)
  const fields = part?.def?.keyType?.options ?? Object.keys(part?.shape ?? {})
  return fields.length > 0 ? `one of: ${fields.join(', ')}` : 'nothing here'
}

function valueAt(input: unknown, path: readonly PropertyKey[]): unknown {
  let value = input
  for (const step of path) value = (value as Record<PropertyKey, unknown> | null | undefined)?.[step]
  return value
}
