import { describe, expect, it, test } from 'vitest'
import { highlight } from '../../../functions/platform/search/highlight.ts'
import { Vocabulary } from '../../../functions/platform/search/sqlite/vocabulary.ts'
import { forgiven, within } from '../../../functions/platform/search/typos.ts'
import { indexed, soughtIn, wholeForms, wordsOf } from '../../../functions/platform/search/words.ts'

const folded = (text: string) => wordsOf(text).map((word) => word.folded)

describe('a text as it is compared', () => {
  test.each([
    ['Große Übergabe, ÉTÉ', ['grosse', 'ubergabe', 'ete']],
    ['ﬁle №5 ＡＢＣ', ['file', '5', 'abc']],
    ['don’t stop', ['don', 't', 'stop']],
    ['שָׁלוֹם', ['שלום']],
    ['東京の printer', ['東', '京', 'の', 'printer']],
    ['が', ['が']],
    ['\u202eexe.gpj', ['exe', 'gpj']],
    [' \u0301 – … ', []],
  ])('%s', (text, words) => expect(folded(text)).toEqual(words))

  it('says where each word stands', () => {
    expect(wordsOf('an Été')).toEqual([
      { folded: 'an', from: 0, to: 2 },
      { folded: 'ete', from: 3, to: 6 },
    ])
  })

  it('is quick with a heap of marks, and keeps no word longer than 64 characters', () => {
    const began = performance.now()
    expect(folded(`a${'\u0301'.repeat(1_000_000)}`)).toEqual(['a'])
    expect(folded('x'.repeat(1_000_000))[0]).toHaveLength(64)
    expect(performance.now() - began).toBeLessThan(2000)
  })
})

describe('what is sought', () => {
  it('is each word once, ten at most, without any operator', () => {
    expect(soughtIn('Printer AND (printer) OR "NEAR/2" -title:*')).toEqual([
      ['printer'],
      ['and'],
      ['or'],
      ['near'],
      ['2'],
      ['title'],
    ])
    expect(soughtIn('a b c d e f g h i j k l')).toHaveLength(10)
    expect(soughtIn('!?* "" ()')).toEqual([])
  })

  it('keeps characters together that are written together', () => {
    expect(soughtIn('東京 駅 x')).toEqual([['東', '京'], ['駅'], ['x']])
  })

  test.each([
    ['SN-4471/0099', ['sn44710099']],
    ['+44 1632 960001', ['441632960001', '1632960001']],
    ['960 0011', ['9600011']],
    ['printer is broken', []],
    ['TKT000123', []],
  ])('%s may be one number', (typed, forms) => expect(wholeForms(typed)).toEqual(forms))
})

describe('a text as it is indexed', () => {
  it('has its numbers joined, too: serials, and the ends of phone numbers', () => {
    const words = indexed('Serial SN-4471/0099, call +44 1632 960001').split(' ')
    expect(words).toEqual(expect.arrayContaining(['4471', 'sn44710099', '441632960001', '1632960001', '2960001']))
  })

  it('is quick with what is made to be slow', () => {
    const began = performance.now()
    for (const piece of ['a', '1', 'a1-', '1 ', '+1(', '\u0301', '東', '🦊'])
      indexed(piece.repeat(2_000_000 / piece.length))
    expect(performance.now() - began).toBeLessThan(20_000)
  })

  it('has of a very long text each further word once', () => {
    const words = indexed(`${'again '.repeat(20_000)} needle again`).split(' ')
    expect(words.filter((word) => word === 'again').length).toBeLessThan(9000)
    expect(words).toContain('needle')
  })
})

describe('a slip of the fingers', () => {
  test.each([
    ['printr', 'printer', true],
    ['pritner', 'printer', true],
    ['pinter', 'printer', true],
    ['printerr', 'printer', true],
    ['prntr', 'printer', false],
    ['conection', 'connection', true],
    ['conecton', 'connection', true],
    ['cat', 'car', false],
    ['4471', '4472', false],
  ])('%s for %s: %s', (typed, word, is) => expect(within(forgiven(typed), typed, word)).toBe(is))

  it('means the nearest words of a vocabulary, and of those the commonest', () => {
    const vocabulary = new Vocabulary()
    for (const [word, tickets] of Object.entries({
      connections: 9,
      conection: 1,
      collection: 2,
      connection: 5,
      printer: 8,
    }))
      vocabulary.add(word, tickets)
    expect(vocabulary.meant('conection')).toEqual(['connection', 'connections', 'collection'])
    expect(vocabulary.meant('cat')).toEqual([])
  })
})

describe('a highlight', () => {
  it('marks what was found, in escaped text', () => {
    expect(highlight('The <b>Printer</b> & its prints', soughtIn('print'))).toBe(
      'The &lt;b&gt;<mark>Printer</mark>&lt;/b&gt; &amp; its <mark>prints</mark>',
    )
  })

  it('marks what was mistyped, and phrases whole', () => {
    expect(highlight('no connection', soughtIn('conection'))).toBe('no <mark>connection</mark>')
    expect(highlight('新東京駅', soughtIn('東京'))).toBe('新<mark>東京</mark>駅')
  })

  it('is the part around the first, in whole words', () => {
    const text = `${'many words go before it '.repeat(20)}needle ${'and many words come after '.repeat(20)}`
    const html = highlight(text, soughtIn('needle')) ?? ''
    expect(html).toMatch(/^… (\w+ )+<mark>needle<\/mark>( \w+)+ …$/)
    expect(html.length).toBeLessThan(250)
  })

  it('is nothing where nothing was found, and never turns the reading direction', () => {
    expect(highlight('nothing', soughtIn('needle'))).toBeUndefined()
    expect(highlight('\u202eneedle\u2066 <script>', soughtIn('needle'))).toBe('<mark>needle</mark> &lt;script&gt;')
  })

  it('never cuts a character in two', () => {
    const html = highlight(`needle ${'😀'.repeat(300)}`, soughtIn('needle')) ?? ''
    expect(html.isWellFormed()).toBe(true)
  })
})
