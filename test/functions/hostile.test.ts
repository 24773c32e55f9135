import './support/environment.ts'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { render } from '../../functions/platform/markup/body.ts'
import { oneLine } from '../../functions/platform/markup/characters.ts'
import { literally } from '../../functions/platform/markup/markdown.ts'
import { allowedTags } from '../../functions/platform/markup/sanitise.ts'
import { bodyFormats, maxBodyBytes } from '../../schemas/comment.ts'
import { corpus, payloads } from '../hostile/corpus.ts'
import { elementsOf, strangersIn } from '../support/shown-html.ts'
import { aDesk } from './support/desk.ts'
import { aTicket, call } from './support/gateway.ts'

aDesk()

/** Nothing that reorders, hides or controls: but what scripts need to be written. */
const harmful = /[\p{Cc}\u202a-\u202e\u2066-\u2069\u200b\u2060-\u2064\ufeff\u00ad\u{e0000}-\u{e00ff}]/u
const withoutLines = (text: string) => text.replace(/[\n\t]/g, '')

/** All that may be there, said here a second time: who widens the list must want to. */
const tags =
  'p div br hr h1 h2 h3 h4 h5 h6 blockquote pre ul ol li dl dt dd table thead tbody tr th td a strong b em i u s del ins sub sup code kbd span'
const attributes: Record<string, RegExp> = {
  'a href': /^(https?:\/\/|mailto:(?!.*[?])|tel:)[\x21-\x7e]+$/,
  'a rel': /^noopener noreferrer nofollow$/,
  'ol start': /^\d{1,9}$/,
  'th align': /^(left|center|right)$/,
  'td align': /^(left|center|right)$/,
}

/** Whatever a browser makes of it is on the list: looked at on the tree, not in the text. */
function expectHarmless(html: string): void {
  for (const { tagName, attrs, namespaceURI } of elementsOf(html)) {
    expect(tags.split(' ')).toContain(tagName)
    expect(namespaceURI).toBe('http://www.w3.org/1999/xhtml')
    for (const { name, value } of attrs) expect(value).toMatch(attributes[`${tagName} ${name}`] ?? /^not allowed$/)
    const href = attrs.find(({ name }) => name === 'href')?.value
    if (href === undefined) continue
    expect(attrs.map(({ name }) => name)).toContain('rel')
    expect(new URL(href)).toMatchObject({ username: '', password: '', href })
  }
  expect(strangersIn(html)).toEqual([])
  expect(withoutLines(html)).not.toMatch(harmful)
}

function expectShown(source: string, format: 'markdown' | 'html'): void {
  const { html, text } = render(format, source)
  expectHarmless(html)
  expect(withoutLines(text)).not.toMatch(harmful)
  expect(text.trim()).not.toBe('')
  // Shown again by whoever takes it for HTML of their own, it is still harmless.
  expectHarmless(render('html', html).html)
}

describe.each(Object.entries(corpus))('hostile %s', (_, family) => {
  it.each(family)('%j is harmless, as Markdown and as HTML', (payload) => {
    for (const format of bodyFormats) {
      expectShown(payload, format)
      expectShown(`before ${payload} after`, format)
      expectShown(`> - ${payload}\n\n| a |\n|---|\n| ${payload} |`, format)
    }
  })
})

describe('any mixture', () => {
  const pieces = fc.oneof(
    fc.constantFrom(...payloads),
    fc.constantFrom(...payloads).map((payload) => payload.slice(0, Math.ceil(payload.length / 2))),
    fc.constantFrom(...allowedTags).chain((tag) => fc.constantFrom(`<${tag}>`, `</${tag}>`, `<${tag} `)),
    fc.constantFrom('<', '>', '"', "'", '=', '/', '`', '&', ';', '\n', '\\', '<!--', '-->', ']]>', '[', '](', ')'),
    fc.string({ unit: 'binary', maxLength: 8 }),
  )

  it('of all this is harmless', () => {
    fc.assert(
      fc.property(fc.array(pieces, { minLength: 1, maxLength: 6 }), fc.constantFrom(...bodyFormats), (parts, format) =>
        expectShown(`x${parts.join('')}`, format),
      ),
      { numRuns: 500 },
    )
  })
})

describe('a body that is made to be expensive', () => {
  const half = maxBodyBytes / 2
  const bombs: Record<string, string> = {
    'quotes in quotes': '>'.repeat(maxBodyBytes),
    'lists in lists': '1. '.repeat(maxBodyBytes / 3),
    'lists in quotes': '> - '.repeat(maxBodyBytes / 4),
    'brackets in brackets': '['.repeat(maxBodyBytes),
    'stars that begin and never end': 'a**b'.repeat(maxBodyBytes / 4),
    'emphasis of two kinds that never ends': '_*a'.repeat(maxBodyBytes / 3),
    'emphasis in one word': '**a_b'.repeat(maxBodyBytes / 5),
    'deletions with emphasis that never end': '~~a_*'.repeat(maxBodyBytes / 5),
    'one word of signs that lead to no address': '!'.repeat(maxBodyBytes),
    'tables of one line': '|a|\n|-|\n'.repeat(maxBodyBytes / 8),
    'a table of millions of cells': `|${'a|'.repeat(8000)}\n|${'-|'.repeat(8000)}\n${'|\n'.repeat(10_000)}`,
    'a table of long columns': `|${'a|'.repeat(40)}\n|${'-|'.repeat(40)}\n${'a\n'.repeat(32_000)}`,
    'one address, named a thousand times': `[a]: /${'x'.repeat(10_000)}\n\n${'[a]'.repeat(15_000)}`,
    'a desert of blanks': `a${' '.repeat(maxBodyBytes - 2)}b`,
    'ampersands, each of which becomes five': '&'.repeat(maxBodyBytes),
    'tags in tags': '<b>'.repeat(maxBodyBytes / 3),
    'divisions in divisions': '<div>'.repeat(maxBodyBytes / 5),
    'attributes without end': `<a ${'b=c '.repeat(16_000)}>x</a>`,
    'combining characters': `a${'\u0301'.repeat(half - 1)}`,
    'comments that begin': '<!--'.repeat(maxBodyBytes / 4),
  }

  it.each(Object.entries(bombs))('%s ends soon, and stays small', (_, bomb) => {
    for (const format of bodyFormats) {
      const began = performance.now()
      const { html, text } = render(format, bomb)
      // A second or so when nothing else runs; ten say that it is not the square of the length.
      expect(performance.now() - began).toBeLessThan(10_000)
      expect(html.length).toBeLessThan(1024 * 1024)
      expect(text).not.toBe('')
    }
  })
})

describe('the outputs', () => {
  it.each(payloads)('of %j', async (payload) => {
    const written = payload.replace(/[^\P{Cc}\n\t\r]/gu, '')
    await aTicket()
    const said = await call('addComment', { as: 'customer', body: { body: `x ${written}` } })
    expect(said.status).toBe(201)
    const { text, headers } = await call('listComments')
    expect(headers['content-type']).toBe('application/json')
    expect(headers['x-content-type-options']).toBe('nosniff')
    expectHarmless(JSON.parse(text).items[0].html)
    const csv = await call('listComments', { headers: { accept: 'text/csv' } })
    expect(csv.status).toBe(200)
    expect(csv.text).not.toMatch(/(^|,|\n)"?[=+@]/)
    for (const value of Object.values(said.headers)) expect(value).toMatch(/^[\x20-\x7e]*$/)
  })

  it.each(payloads)('a subject made of %j is one line, and short', (payload) => {
    const line = oneLine(payload)
    expect(line).not.toMatch(/[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u)
    expect(line.length).toBeLessThanOrEqual(200)
  })

  it.each(payloads)('a name like %j in a reply is a name', (payload) => {
    const name = oneLine(payload)
    const { html } = render('markdown', `Hello ${literally(name)}!`)
    expect(elementsOf(html).map(({ tagName }) => tagName)).toEqual(['p'])
  })
})
