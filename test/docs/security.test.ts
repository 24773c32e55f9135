import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'

const page = readFileSync('docs/security.md', 'utf8')
const cited = [...page.matchAll(/`(test\/[^`]+\.ts)` “([^”]+)”/g)].map(([, file = '', name = '']) => ({ file, name }))
/** However an apostrophe is written in either. */
const plain = (text: string) => text.replaceAll(/[’']/g, '').replaceAll('\\', '')

/** The rows of a table whose first cell begins so. */
const rows = (begin: RegExp) => page.split('\n').filter((line) => begin.test(line))

describe('the page on security', () => {
  it.each(cited)('names a test that is there: $file “$name”', ({ file, name }) => {
    expect(existsSync(file)).toBe(true)
    expect(plain(readFileSync(file, 'utf8'))).toContain(plain(name))
  })

  it('has a line with a test for each of OWASP’s ten risks', () => {
    const risks = rows(/^\| API\d+ /)
    expect(risks.map((row) => /API\d+/.exec(row)?.[0])).toEqual(Array.from({ length: 10 }, (_, at) => `API${at + 1}`))
    for (const row of risks) expect(row).toMatch(/`test\/[^`]+` “/)
  })

  it('has one for each of the seventeen chapters of ASVS 5.0, or says that it is not used', () => {
    const chapters = rows(/^\| V\d+ /)
    expect(chapters.map((row) => /V\d+/.exec(row)?.[0])).toEqual(Array.from({ length: 17 }, (_, at) => `V${at + 1}`))
    for (const row of chapters) expect(row).toMatch(/`test\/[^`]+` “|not used/)
  })
})
