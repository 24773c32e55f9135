import { execFileSync } from 'node:child_process'
import { describe, expect, it } from 'vitest'
import { moves } from '../../domain/moves.ts'
import { eventTypes } from '../../events/catalogue.ts'
import { drift, generated } from '../../schemas/generate.ts'
import { statuses } from '../../schemas/ticket.ts'

describe('the generated files', () => {
  it('are committed as the code says', () => {
    expect(drift()).toEqual([])
  })

  it('are the OpenAPI document, the pages with generated parts and one schema an event type', () => {
    expect([...generated().keys()].toSorted()).toEqual(
      [
        'docs/command-line.md',
        'docs/configuration.md',
        'docs/diagrams.md',
        'docs/events.md',
        'docs/licences.md',
        'docs/lifecycle.md',
        'docs/scale.md',
        'schemas/generated/openapi.json',
        'clients/typescript/src/generated/operations.ts',
        'clients/typescript/src/generated/schemas.ts',
        'events/CHANGELOG.md',
        'events/generated/asyncapi.json',
        'events/generated/index.d.ts',
        ...Object.keys(eventTypes).map((type) => `events/generated/${type}.json`),
      ].sort(),
    )
  })

  it("show every row of the moves, and every status of a ticket's life", () => {
    const page = generated().get('docs/lifecycle.md') ?? ''
    for (const { move, from, to } of moves)
      expect(page).toContain(`| \`${move}\` | ${from.map((status) => `\`${status}\``).join(', ')} | \`${to}\` |`)
    for (const status of statuses) expect(page).toMatch(new RegExp(`^\\| \`${status}\` \\|`, 'm'))
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
