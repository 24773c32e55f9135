import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { indexes, keys } from '../../functions/platform/table/keys.ts'
import { functionNames, standInNames } from '../../infra/bundle.ts'

const page = readFileSync('docs/architecture.md', 'utf8')
const without = (names: readonly string[]) => names.filter((name) => !page.includes(`\`${name}`))

it('the map shows every function', () => {
  expect(without(functionNames.filter((name) => !standInNames.includes(name)))).toEqual([])
})

it('the map shows every index, and every kind of item by its keys', () => {
  expect(without(indexes)).toEqual([])
  const kinds = Object.values(keys).map((key) => {
    const { pk, sk } =
      typeof key === 'function' ? (key as (...of: unknown[]) => { pk: string; sk: string })('', '', 0) : key
    // An own partition names the item by its beginning, a place in another's by its sort key.
    return pk.startsWith('TICKET#') ? (sk.split('#')[0] ?? '') : (pk.split('#')[0] ?? '')
  })
  const missing = [...new Set(kinds)].filter((kind) => !page.includes(kind))
  expect(missing).toEqual([])
})
