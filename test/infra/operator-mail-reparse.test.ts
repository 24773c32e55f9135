import { describe, expect, test } from 'vitest'
import { commands } from '../../infra/operator/catalogue.ts'
import { runLine } from '../../infra/operator/line/running.ts'
import { fromWhereTheyDiffer, sinceOf } from '../../infra/operator/mail/reparse.ts'

const now = Date.parse('2026-11-22T12:00:00Z')

test.each([
  ['7d', '2026-11-15T12:00:00.000Z'],
  ['12h', '2026-11-22T00:00:00.000Z'],
  ['2026-11-01', '2026-11-01T00:00:00.000Z'],
  [undefined, '1970-01-01T00:00:00.000Z'],
])('since %s is %s', (given, instant) => {
  expect(new Date(sinceOf(given, now)).toISOString()).toBe(instant)
})

test('what is no time is said to be none', () => {
  expect(() => sinceOf('lately', now)).toThrow('"lately" is no time.')
})

describe('two texts are shown from where they part', () => {
  test('whole, where they are short', () => {
    expect(fromWhereTheyDiffer('a\nb', '')).toEqual(['a b', '(nothing)'])
  })

  test('from a little before, where they are long', () => {
    const [was, is] = fromWhereTheyDiffer(`${'x'.repeat(500)}one`, `${'x'.repeat(500)}another`)
    expect([was, is]).toEqual([`…${'x'.repeat(20)}one`, `…${'x'.repeat(20)}another`])
  })
})

test('nothing is put on a queue that was not looked for', async () => {
  expect(await runLine(['mail', 'reparse', '--apply'], commands)).toBe(2)
})
