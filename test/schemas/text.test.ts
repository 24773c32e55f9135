import { describe, expect, it } from 'vitest'
import { text, words } from '../../schemas/text.ts'

describe('text that a person writes', () => {
  it.each(['', 'Größe: 5 µm', 'line\nline\r\n\tand a tab', '日本語', 'שלום', '👩‍🔧', 'e\u0301'])(
    'takes %j',
    (given) => {
      expect(text(100).safeParse(given).success).toBe(true)
    },
  )

  it.each(['\ud800', 'a \udfff b', '\u0000', 'a\u001b[31m', '\u0085'])('refuses %j, which is no text', (given) => {
    expect(text(100).safeParse(given)).toMatchObject({ success: false })
  })

  it.each(['', '   ', '\u200b', '\u2066\u2069', '\n\t'])('refuses %j where there must be something to see', (given) => {
    expect(words(100).safeParse(given)).toMatchObject({ success: false })
  })

  it('trims, then counts', () => {
    expect(words(3).parse('  abc ')).toBe('abc')
  })
})
