import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, expect, it } from 'vitest'
import type { SearchDocument } from '../../../functions/platform/search/document.ts'
import { Copy } from '../../../functions/platform/search/sqlite/copy.ts'
import { aDocument } from './support/documents.ts'

const folder = mkdtempSync(join(tmpdir(), 'desk-disorder-'))
afterAll(() => rmSync(folder, { recursive: true }))
let files = 0

/** Everything that an index holds after these documents came, in this order. */
function heldAfter(batches: readonly (readonly SearchDocument[])[]) {
  files += 1
  const copy = new Copy(join(folder, String(files)))
  for (const batch of batches) copy.apply(batch)
  const held = {
    terms: copy.all('SELECT * FROM terms', {}),
    tickets: copy.all('SELECT number, version, gone, status FROM ticket ORDER BY number', {}),
    facets: copy.all('SELECT facet, number FROM facet JOIN ticket USING (id) ORDER BY facet, number', {}),
  }
  copy.close()
  return held
}

const word = fc.constantFrom('alpha', 'beta', 'gamma', 'delta', 'oven', 'printer')
/** What became of a few tickets, version by version; at the end some are gone. */
const lives = fc
  .array(
    fc.record({
      ticket: fc.integer({ min: 1, max: 5 }),
      title: fc.array(word, { minLength: 1, maxLength: 4 }),
      tags: fc.uniqueArray(word),
      renamed: fc.boolean(),
    }),
    { minLength: 1, maxLength: 30 },
  )
  .chain((steps) => {
    const versions = new Map<number, number>()
    const documents = steps.map(({ ticket, title, tags, renamed }, at) => {
      const version = (versions.get(ticket) ?? 0) + (renamed && versions.has(ticket) ? 0 : 1)
      versions.set(ticket, version)
      return aDocument(`TKT00000${ticket}`, { version, title: title.join(' '), tags, readAt: 1_800_000_000_000 + at })
    })
    const gone = { number: 'TKT000001', version: 0, readAt: 1_900_000_000_000 }
    const all: SearchDocument[] = [...documents, gone]
    const repeated = fc.array(fc.nat(all.length - 1), { maxLength: 15 })
    const shuffled = fc.shuffledSubarray(all, { minLength: all.length })
    return fc.record({ all: fc.constant(all), repeated, shuffled, size: fc.integer({ min: 1, max: 7 }) })
  })

it('holds the same, however often and in whichever order changes come', () => {
  fc.assert(
    fc.property(lives, ({ all, repeated, shuffled, size }) => {
      const disorder = [...shuffled, ...repeated.map((at) => all[at] as SearchDocument)]
      const batches = Array.from({ length: Math.ceil(disorder.length / size) }, (_, at) =>
        disorder.slice(at * size, (at + 1) * size),
      )
      expect(heldAfter(batches)).toEqual(heldAfter(all.map((document) => [document])))
    }),
    { numRuns: 60 },
  )
})
