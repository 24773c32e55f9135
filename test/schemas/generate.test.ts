import { execFileSync } from 'node:child_process'
import { describe, expect, it } from 'vitest'
import { eventTypes } from '../../events/catalogue.ts'
import { drift, generated } from '../../schemas/generate.ts'

describe('the generated files', () => {
  it('are committed as the code says', () => {
    expect(drift()).toEqual([])
  })

  it('are the OpenAPI document and one schema an event type', () => {
    expect([...generated().keys()].toSorted()).toEqual(
      [
        'schemas/generated/openapi.json',
        ...Object.keys(eventTypes).map((type) => `events/generated/${type}.json`),
      ].sort(),
    )
  })

  it('are missed when changed, missing, or there for no reason', () => {
    const should = new Map([
      ['changed', 'new'],
      ['missing', 'text'],
      ['same', 'text'],
    ])
    const is = new Map([
      ['changed', 'old'],
      ['left over', 'text'],
      ['same', 'text'],
    ])
    expect(drift(is, should)).toEqual(['changed', 'left over', 'missing'])
  })

  it('are written by a program that can also just look', () => {
    expect(execFileSync(process.execPath, ['schemas/generate.ts', '--check'], { encoding: 'utf8' })).toBe('')
  })
})
