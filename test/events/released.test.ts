import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { faults, todays } from '../../events/changelog.ts'
import { changesSince, type Schema } from '../../events/compatibility.ts'
import { releasedFolder, releases } from '../../events/releases.ts'

describe('what was released', () => {
  it('is as it was on that day', () => {
    const sums = readdirSync(releasedFolder)
      .filter((name) => name.endsWith('.json'))
      .map(
        (name) =>
          `${createHash('sha256')
            .update(readFileSync(releasedFolder + name))
            .digest('hex')}  ${name}`,
      )
    expect(sums.sort()).toEqual(readFileSync(`${releasedFolder}SHA256SUMS`, 'utf8').trim().split('\n').sort())
  })

  it('takes every event of today: nothing in the catalogue breaks anybody', () => {
    expect(releases.length).toBeGreaterThan(0)
    expect(faults()).toEqual([])
  })

  it('is the version of the package', () => {
    expect(JSON.parse(readFileSync('events/package.json', 'utf8'))).toMatchObject({ version: releases.at(-1)?.version })
  })
})

describe('a fault is found where', () => {
  const now = () => structuredClone(todays())
  const data = (all: Map<string, Schema>, type: string) => all.get(type)?.properties?.data as Schema

  it('a type vanishes', () => {
    const all = now()
    all.delete('ticket.held')
    expect(faults(all)).toEqual(['ticket.held was released in 1.0.0 and is gone'])
  })

  it('a type grows without a version of its own', () => {
    const all = now()
    Object.assign(data(all, 'ticket.held').properties ?? {}, { why: { type: 'string' } })
    expect(faults(all)).toEqual([expect.stringMatching(/^ticket\.held has grown since .* versions\.ts$/)])
    Object.assign(all.get('ticket.held') ?? {}, { $id: 'urn:service-desk:event:ticket.held:99' })
    expect(faults(all)).toEqual([])
  })

  it('a field vanishes deep inside', () => {
    const all = now()
    delete data(all, 'visit.moved').properties?.previous?.properties?.from
    expect(faults(all)).toEqual([expect.stringContaining('visit.moved: data.previous.from is gone')])
  })
})

const object = (properties: Record<string, Schema>, required: string[] = []): Schema => ({
  type: 'object',
  properties,
  required,
})
const text: Schema = { type: 'string' }
const list = (...values: string[]): Schema => ({ type: 'string', 'x-known-values': values })
const named = (is: Schema, shape: Schema): Schema => ({ ...object({ a: is }), $defs: { Shape: shape } })

describe('to those who read', () => {
  const rows: [what: string, earlier: Schema, today: Schema, breaks: boolean][] = [
    ['the same', object({ a: text }, ['a']), object({ a: text }, ['a']), false],
    ['a new field', object({}), object({ b: text }), false],
    ['a new field that is always there', object({}), object({ b: text }, ['b']), false],
    ['a field that is gone', object({ a: text }), object({}), true],
    ['a field that may be absent now', object({ a: text }, ['a']), object({ a: text }), true],
    ['a field that is always there now', object({ a: text }), object({ a: text }, ['a']), false],
    ['another kind of value', object({ a: text }), object({ a: { type: 'integer' } }), true],
    ['numbers that are whole now', { type: 'number' }, { type: 'integer' }, false],
    ['numbers that may have fractions now', { type: 'integer' }, { type: 'number' }, true],
    ['another value', list('a'), list('a', 'b'), false],
    ['a value that ends', list('a', 'b'), list('a'), true],
    ['a list of values that is any text now', list('a'), text, true],
    ['a text that is of a list of values now', text, list('a'), false],
    ['a higher minimum', { type: 'integer', minimum: 1 }, { type: 'integer', minimum: 2 }, false],
    ['a lower minimum', { type: 'integer', minimum: 1 }, { type: 'integer', minimum: 0 }, true],
    ['a minimum that is gone', { type: 'integer', minimum: 1 }, { type: 'integer' }, true],
    ['a longer text', { ...text, maxLength: 5 }, { ...text, maxLength: 6 }, true],
    ['a shorter text', { ...text, maxLength: 5 }, { ...text, maxLength: 4 }, false],
    ['another pattern', { ...text, pattern: 'a' }, { ...text, pattern: 'b' }, true],
    ['a pattern where there was none', text, { ...text, pattern: 'b' }, false],
    ['another constant', { const: 1 }, { const: 2 }, true],
    [
      'things of another kind in a list',
      { type: 'array', items: text },
      { type: 'array', items: { type: 'boolean' } },
      true,
    ],
    ['a list that may be empty now', { type: 'array', minItems: 1 }, { type: 'array' }, true],
    [
      'another kind behind a name',
      named({ $ref: '#/$defs/Shape' }, text),
      named({ $ref: '#/$defs/Shape' }, { type: 'null' }),
      true,
    ],
    ['the same behind a name or not', named({ $ref: '#/$defs/Shape' }, text), object({ a: text }), false],
    ['an alternative less', { anyOf: [{ const: 1 }, { const: 2 }] }, { anyOf: [{ const: 2 }] }, false],
    ['an alternative more', { anyOf: [{ const: 1 }] }, { anyOf: [{ const: 1 }, { const: 2 }] }, true],
    ['other words', { ...text, description: 'a' }, { ...text, description: 'b' }, false],
  ]

  it.each(rows)('%s', (_, earlier, today, breaks) => {
    expect(changesSince(earlier, today).some(({ breaking }) => breaking)).toBe(breaks)
  })

  it('a keyword that nobody thought of is no change that passes', () => {
    expect(() => changesSince(text, { ...text, contentEncoding: 'base64' })).toThrow(/contentEncoding/)
  })
})
