import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cut } from '../../../domain/mail/cut.ts'
import { ownMarker } from '../../../domain/mail/own-marker.ts'
import { attributions, cases, headerBlocks } from './cut-cases.ts'
import { others } from './cut-others.ts'

describe('what was said', () => {
  it.each(Object.entries(cases))('%s', (_, { text, html, subject, said }) => {
    expect(cut(text, html, subject).said).toBe(said)
    expect(cut(text.replaceAll('\n', '\r\n'), html, subject).said).toBe(said)
  })
})

it('the line of ours is known in every language', () => {
  for (const words of [
    'Please answer above this line',
    'Bitte über dieser Zeile antworten',
    'この行より上に返信してください',
  ]) {
    expect(cut(`It is 7731-B.\n\n${ownMarker(words)}\nWhat is it?`).said).toBe('It is 7731-B.')
  }
})

describe('what was said, as others write it', () => {
  const folded = (text: string) => text.replace(/\s+/g, ' ').trim()
  it.each(others)('%s', (_, text, said) => {
    expect(folded(cut(text).said)).toBe(folded(said))
  })
})

const piece = fc.constantFrom(
  '',
  '',
  'It is 7731-B.',
  '> quoted',
  '>> twice',
  '-- ',
  'Anna',
  'Kind regards',
  'Phone: +44 20 7946 0123',
  'Sent from my iPhone',
  '-----Original Message-----',
  '---------- Forwarded message ---------',
  '##- answer above -##',
  '________________________________',
  ...Object.values(attributions),
  ...Object.values(headerBlocks),
)
const texts = fc.oneof(
  fc.array(fc.oneof(piece, fc.string())).map((lines) => lines.join('\n')),
  fc.string({ unit: 'grapheme' }),
)
const htmls = fc.option(
  fc
    .array(
      fc.oneof(
        fc.constantFrom(
          '<blockquote type="cite">',
          '</blockquote>',
          '<div id="divRplyFwdMsg">',
          '<div class="gmail_quote">',
          '</div>',
          '<!--',
          '<br>',
          '<',
        ),
        piece,
      ),
    )
    .map((parts) => parts.join('')),
  { nil: undefined },
)
const lines = (text: string) =>
  text
    .split('\n')
    .map((line) => line.trimEnd())
    .filter((line) => line !== '')
    .toSorted()

describe('whatever a mail says', () => {
  it('no line of it is lost, and none comes to it', () => {
    fc.assert(
      fc.property(texts, htmls, (text, html) => {
        const { said, rest } = cut(text, html)
        const plain = text
          .replace(/\r\n?/g, '\n')
          .replace(/[\u00a0\u202f]/g, ' ')
          .replace(/[\u200b\u200e\u200f\u2060\ufeff]/g, '')
        expect(lines(`${said}\n${rest}`)).toEqual(lines(plain))
      }),
      { numRuns: 1000 },
    )
  })
  it('it says something', () => {
    fc.assert(
      fc.property(texts, htmls, (text, html) => {
        fc.pre(/[\p{L}\p{N}]/u.test(text))
        expect(cut(text, html).said).not.toBe('')
      }),
      { numRuns: 1000 },
    )
  })
  it('what was said is what is said of it', () => {
    fc.assert(
      fc.property(fc.array(fc.stringMatching(/^[a-z]{1,8}( [a-z]{1,8}){0,8}\.$/), { minLength: 1 }), (said) => {
        const text = said.join('\n')
        expect(cut(text).said).toBe(text)
        for (const line of Object.values(attributions)) {
          expect(cut(`${text}\n\n${line}\n\n> What?\n> Support`).said).toBe(text)
        }
      }),
      { numRuns: 30 },
    )
  })
})

describe('a mail that is long', () => {
  const longs: Record<string, string> = {
    'three megabytes of quoted history': `Yes.\n\nOn 16/11/2026 09:41, Support wrote:\n${'> What does it show?\n'.repeat(150_000)}`,
    'one line': 'x'.repeat(1_000_000),
    blanks: `a${' '.repeat(1_000_000)}b`,
    'empty lines': `a${'\n'.repeat(200_000)}b`,
    attributions: 'On 16/11/2026 09:41, Support wrote:\n> x\n'.repeat(20_000),
    'words that begin attributions': 'On 5\n'.repeat(100_000),
    labels: 'From: a\n'.repeat(50_000),
    'lines of telephones': 'Sent from my iPhone\n'.repeat(50_000),
    'leaves taken': 'Regards\n'.repeat(100_000),
    delimiters: '-- \n'.repeat(100_000),
  }
  const htmls = [
    `<blockquote type=cite>${'<div><!--'.repeat(30_000)}`,
    `${'<blockquote type=cite>'.repeat(30_000)}abcdefgh`,
    '<blockquote type=cite>nowhere to be found</blockquote>'.repeat(15_000),
  ]
  it.each(Object.entries(longs))('is cut in a few seconds: %s', (_, text) => {
    const began = performance.now()
    for (const html of htmls) cut(text, html)
    expect(performance.now() - began).toBeLessThan(15_000)
  })
})
