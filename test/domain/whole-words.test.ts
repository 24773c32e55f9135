import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { folded, hasWords } from '../../domain/whole-words.ts'

const has = (text: string, wanted: string) => hasWords(folded(text), wanted)

describe('words are found', () => {
  it.each([
    ['There is no power.', 'no power'],
    ['NO POWER!', 'no power'],
    ['no\n\tpower', 'no power'],
    ['no-power', 'no power'],
    ['fire', 'fire'],
    ['«Fumée» au 2e', 'fumee'],
    ['Straße gesperrt', 'STRASSE'],
    ['İSTANBUL', 'istanbul'],
    ['Ο ΣΕΙΣΜΟΣ', 'σεισμος'],
    ['пожа\u0301р в здании', 'пожар'],
    ['工場で火災が発生', '火災'],
    ['ไฟไหม้ที่โรงงาน', 'ไฟไหม้'],
    ['حَرِيق', 'حريق'],
    ['ﬁre in the hall', 'fire'],
    ['ｆｉｒｅ', 'fire'],
  ])('in %j: %j', (text, wanted) => {
    expect(has(text, wanted)).toBe(true)
  })
})

describe('words are not found', () => {
  it.each([
    ['firewall', 'fire'],
    ['a campfire', 'fire'],
    ['no more power', 'no power'],
    ['power, no', 'no power'],
    ['कि', 'का'],
    ['ガス', 'カス'],
    ['anything', '…'],
    ['', 'fire'],
  ])('in %j: %j', (text, wanted) => {
    expect(has(text, wanted)).toBe(false)
  })
})

it('a text has each of its own words, and folding twice is folding once', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      const once = folded(text)
      expect(folded(once)).toBe(once)
      for (const word of once.trim().split(' ')) if (word) expect(hasWords(once, word)).toBe(true)
    }),
    { numRuns: 2000 },
  )
})

it.each([
  ['spaces', ' '.repeat(20_000)],
  ['combining characters', `a${'\u0301'.repeat(20_000)}`],
  ['what grows eighteenfold', '\ufdfa'.repeat(20_000)],
  ['almost the word', 'no powe '.repeat(2500)],
])('%s are judged in no time', (_, text) => {
  const began = performance.now()
  const once = folded(text)
  for (let at = 0; at < 500; at += 1) hasWords(once, `no power ${at}`)
  expect(performance.now() - began).toBeLessThan(1000)
})
