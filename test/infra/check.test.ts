import { expect, test } from 'vitest'
import { line, type Outcome, runAll } from '../../infra/check/run-all.ts'

const passing = { name: 'Types', run: async () => '' }
const finding = { name: 'Lint', run: async () => 'a.ts:1 unused' }
const throwing = { name: 'Templates', run: () => Promise.reject(new Error('no Python')) }

test('all checks are run even when one has failed or thrown', async () => {
  const told: Outcome[] = []
  const outcomes = await runAll([finding, throwing, passing], 2, (outcome) => told.push(outcome))
  expect(told).toEqual(outcomes)
  expect(Object.fromEntries(outcomes.map(({ name, failure }) => [name, failure]))).toEqual({
    Lint: 'a.ts:1 unused',
    Templates: 'no Python',
    Types: undefined,
  })
})

test('a check is one line with its time, and below it what it found', () => {
  expect(line({ name: 'Types', ms: 1234 }, false)).toMatch(/^✓ Types +1\.2 s$/)
  expect(line({ name: 'Lint', ms: 50, failure: 'a.ts:1 unused\nb.ts:2 any' }, false)).toMatch(
    /^✗ Lint +0\.1 s\n\n {4}a\.ts:1 unused\n {4}b\.ts:2 any\n$/,
  )
})
