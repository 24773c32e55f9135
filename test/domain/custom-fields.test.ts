import { describe, expect, it } from 'vitest'
import { customErrors, replacedCustom, toldTo, visibleCustom } from '../../domain/custom-fields.ts'
import { CustomField } from '../../schemas/settings.ts'
import { actors } from '../support/people.ts'

const field = (given: object) => CustomField.parse({ label: 'A field', type: 'text', ...given })
const declared = {
  floor: field({ label: 'Floor', type: 'number', required: true, customers: 'set' }),
  cause: field({ type: 'choice', choices: ['wear', 'abuse'], customers: 'see' }),
  seen: field({ type: 'date' }),
  note: field({ type: 'text' }),
}
const paths = (...asked: Parameters<typeof customErrors>) =>
  customErrors(...asked).map(({ path, message }) => `${path} ${message}`)

describe('a value', () => {
  it.each([
    ['floor', 2],
    ['floor', -0.5],
    ['floor', Number.MIN_SAFE_INTEGER],
    ['cause', 'wear'],
    ['seen', '2024-02-29'],
    ['note', 'Behind the door\n🚪'],
  ])('of %s may be %j', (name, value) => {
    expect(customErrors({ floor: 1, [name]: value }, undefined, declared, actors.agent)).toEqual([])
  })

  it.each([
    ['floor', '2', 'must be a number'],
    ['floor', 2 ** 53, 'is out of range'],
    ['floor', -1e300, 'is out of range'],
    ['floor', 1e-200, 'is out of range'],
    ['cause', 'rust', 'is not one of the values that exist'],
    ['cause', 3, 'must be a string'],
    ['seen', '2023-02-29', 'is not a date'],
    ['seen', '2024-2-9', 'is not a date'],
    ['seen', 'tomorrow', 'is not a date'],
    ['note', 7, 'must be a string'],
    ['note', 'a\u0000b', 'has characters that are no text'],
    ['note', ' ', 'is too little'],
    ['colour', 'red', 'is not known here'],
    ['constructor', 'red', 'is not known here'],
  ])('of %s may not be %j', (name, value, message) => {
    expect(paths({ floor: 1, [name]: value }, undefined, declared, actors.agent)).toContain(`custom.${name} ${message}`)
  })

  it('says what would be right', () => {
    expect(customErrors({ floor: 1, cause: 'rust' }, undefined, declared, actors.agent)).toEqual([
      { path: 'custom.cause', message: 'is not one of the values that exist', expected: 'wear, abuse' },
    ])
  })

  it('is refused where all of a ticket together are too much', () => {
    const many = Object.fromEntries(['a', 'b', 'c', 'd'].map((name) => [name, field({})]))
    const given = Object.fromEntries(Object.keys(many).map((name) => [name, '界'.repeat(200)]))
    expect(paths(given, undefined, many, actors.agent)).toEqual(['custom is too much'])
  })
})

describe('a required field', () => {
  it('is asked for when a ticket is opened, of whoever may set it', () => {
    expect(paths({}, undefined, declared, actors.agent)).toEqual(['custom.floor is required'])
    expect(paths({}, undefined, declared, actors.customer)).toEqual(['custom.floor is required'])
    const forStaff = { floor: { ...declared.floor, customers: 'see' as const } }
    expect(paths({}, undefined, forStaff, actors.customer)).toEqual([])
  })

  it('is not emptied, and does not hold up a ticket that never had it', () => {
    expect(paths({}, { floor: 2 }, declared, actors.agent)).toEqual(['custom.floor is required'])
    expect(paths({ note: 'x' }, { note: 'y' }, declared, actors.agent)).toEqual([])
  })
})

describe('a caller from outside', () => {
  const { customer, partner } = actors

  it.each([customer, partner])('sees and sets what is theirs only', (actor) => {
    expect(visibleCustom({ floor: 2, cause: 'wear', note: 'x', gone: 1 }, declared, actor)).toEqual({
      floor: 2,
      cause: 'wear',
    })
    expect(paths({ floor: 3, cause: 'abuse' }, { floor: 2, cause: 'wear' }, declared, actor)).toEqual([
      'custom.cause may only be changed by staff',
    ])
  })

  it('is told of a field that is not for them what they are told of one that does not exist', () => {
    const [hidden] = customErrors({ floor: 1, note: 'x' }, undefined, declared, customer)
    const [missing] = customErrors({ floor: 1, colour: 'x' }, undefined, declared, customer)
    expect(hidden).toEqual({ ...missing, path: 'custom.note' })
    expect(hidden?.expected).toBe('one of: floor, cause')
  })

  it('leaves as they are the fields that are not theirs to set', () => {
    const before = { floor: 2, cause: 'wear', note: 'x', gone: 1 }
    expect(replacedCustom(undefined, before, declared, customer)).toEqual({ cause: 'wear', note: 'x', gone: 1 })
    expect(replacedCustom({ floor: 3 }, before, declared, customer)).toEqual({ ...before, floor: 3 })
    expect(replacedCustom({ floor: 3 }, before, declared, actors.agent)).toEqual({ floor: 3 })
  })

  it('reads in the history of the fields that exist for them', () => {
    const entry = {
      data: { fields: ['title', 'custom.note', 'custom.floor'] },
      detail: { changes: { title: {}, 'custom.note': {}, 'custom.floor': {} } },
    }
    expect(toldTo(entry, declared, customer)).toEqual({
      data: { fields: ['title', 'custom.floor'] },
      detail: { changes: { title: {}, 'custom.floor': {} } },
    })
    expect(toldTo({ data: { fields: ['custom.note'] } }, declared, customer)).toBeUndefined()
    expect(toldTo(entry, declared, actors.agent)).toBe(entry)
  })
})

it('a value that a ticket has may stay though its field is gone', () => {
  expect(paths({ floor: 1, gone: 'x' }, { floor: 1, gone: 'x' }, declared, actors.agent)).toEqual([])
})
