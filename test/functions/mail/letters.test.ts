import { parse as parseHtml } from 'parse5'
import { describe, expect, it } from 'vitest'
import { cut } from '../../../domain/mail/cut.ts'
import { frameOf } from '../../../functions/notifications/frame.ts'
import { letterOf } from '../../../functions/notifications/letters.ts'
import { isOptional, partsOf } from '../../../functions/notifications/optional.ts'
import type { About, NoticeKind, Telling } from '../../../functions/notifications/tellings.ts'
import { wordsIn } from '../../../functions/notifications/words/words.ts'
import { keptLetter, withoutLinks } from '../../../functions/platform/mail/kept-letter.ts'
import { layOut } from '../../../functions/platform/mail/layout.ts'
import { colours } from '../../../functions/platform/mail/layout-html.ts'
import { type Letter, languageOf, type Quote } from '../../../functions/platform/mail/letter.ts'
import { allowedTags, sanitise } from '../../../functions/platform/markup/sanitise.ts'
import { about, aboutOf, samples, unsubscribe } from '../../../infra/operator/mail/samples.ts'
import { languages, type MailLanguage } from '../../../schemas/mail-settings.ts'
import { corpus } from '../../hostile/corpus.ts'

const kinds = Object.keys(samples) as NoticeKind[]
const written = (kind: NoticeKind, said: unknown, more: Partial<About> = {}) =>
  letterOf({ kind, said } as Telling, { ...about, language: 'en', ...more })
const laidOut = (letter: Letter, language: MailLanguage = 'en', isListed = false) =>
  layOut(
    letter,
    frameOf(language, {
      name: 'Repair shop',
      signature: 'Repair shop\nWe are here on weekdays.',
      isAnswerable: true,
      unsubscribe: isListed ? unsubscribe : undefined,
    }),
  )
const every = languages.flatMap((language) =>
  kinds.flatMap((kind) =>
    samples[kind].map((said, place) => {
      const letter = written(kind, said, { ...aboutOf(kind, said), language })
      const isListed = isOptional(partsOf({ kind, said } as Telling))
      return { name: `${kind} ${place + 1} in ${language}`, kind, language, letter, place, isListed }
    }),
  ),
)
const pages = every.map((one) => ({ ...one, ...laidOut(one.letter, one.language, one.isListed) }))

describe('every letter', () => {
  it.each(pages)('$name, as text', ({ letter, text }) => {
    expect(`${letter.subject}\n\n${text}`).toMatchSnapshot()
  })

  it.each(pages.filter(({ place }) => place === 0))('$name, as HTML', ({ html }) => {
    expect(/<div role="article".*<\/div>/s.exec(html)?.[0]).toMatchSnapshot()
  })

  it.each(pages)('$name is HTML without a mistake, in its language, for both schemes', ({ html, language }) => {
    const mistakes: string[] = []
    parseHtml(html, { onParseError: ({ code, startLine }) => mistakes.push(`${code} in line ${startLine}`) })
    expect(mistakes).toEqual([])
    expect(html).toContain(`<html lang="${language}">`)
    expect(html).toContain('<meta name="color-scheme" content="light dark">')
    expect(html).toMatch(/<title>[^<]+<\/title>/)
  })

  it.each(pages)('$name loads nothing, and does nothing', ({ html }) => {
    expect(html).not.toMatch(/<(?:img|script|link|iframe|object|form|svg|video)\b|url\(|@import|\bon\w+=|\ssrc=/i)
  })

  it.each(pages)('$name has tables for looks only where they say so', ({ html }) => {
    const tables = html.match(/<table[^>]*>/g) ?? []
    const forFacts = html.match(/<table(?![^>]*role="presentation")[^>]*>\s*<tr><th scope="row"/g) ?? []
    expect(tables.filter((table) => !table.includes('role="presentation"'))).toHaveLength(forFacts.length)
  })

  it('says the same as text and as HTML', () => {
    const bare = (text: string) => text.replace(/[^\p{L}\p{N}]+/gu, '')
    for (const { letter, html, text, name } of pages) {
      const shown = bare(
        html.replace(/<style>.*?<\/style>|<title>.*?<\/title>|<[^>]+>/gs, ' ').replace(/&#?\w+;/g, ' '),
      )
      for (const block of letter.blocks) {
        const words =
          block.is === 'paragraph' || block.is === 'heading' ? block.text : block.is === 'button' ? block.label : ''
        expect(bare(text), name).toContain(bare(words))
        expect(shown, name).toContain(bare(words.replace(/[&<>"']/g, ' ')))
      }
    }
  })

  it('has nothing of English in German', () => {
    const english = new Set(leaves(wordsIn.en))
    // What both languages write alike.
    const alike = ['Status']
    expect(leaves(wordsIn.de).filter((words) => english.has(words) && !alike.includes(words))).toEqual([])
  })

  it('is far below what Gmail cuts off', () => {
    for (const { html, name } of pages) expect(Buffer.byteLength(html), name).toBeLessThan(12_000)
  })
})

/** Each text of a catalogue; of what is said with something, with a stand-in. */
function leaves(words: unknown): string[] {
  if (typeof words === 'string') return [words]
  if (typeof words === 'function') return [String((words as (...given: unknown[]) => string)(7, 7, 7, 7))]
  return Object.values(words as object).flatMap(leaves)
}

const quoting = (quote: Partial<Quote>) =>
  laidOut(
    written('answered', { quote: { is: 'quote', of: 'com_01JD0000000000000000C0MME1', text: 'Words', ...quote } }),
  )

describe('what somebody wrote', () => {
  it('is below what Gmail cuts off however long it is, and says that there is more', () => {
    const long = 'A line with "signs" & <tags>\n'.repeat(20_000)
    for (const html of [`<p>${'x'.repeat(400_000)}</p>`, undefined]) {
      const page = quoting({ text: long, html })
      expect(Buffer.byteLength(page.html)).toBeLessThan(100_000)
      expect(page.html).toContain(wordsIn.en.more)
      expect(page.text).toContain(wordsIn.en.more)
      expect(page.text.length).toBeLessThan(100_000)
    }
  })

  it('shares that with what else is quoted', () => {
    const quote = {
      is: 'quote',
      of: 'com_01JD0000000000000000C0MME1',
      text: 'Long '.repeat(9000),
      html: `<p>${'Long '.repeat(9000)}</p>`,
    }
    const parts = Array.from({ length: 10 }, () => ({ kind: 'answered', said: { quote } }))
    expect(Buffer.byteLength(laidOut(written('gathered', { parts })).html)).toBeLessThan(100_000)
  })

  it('is not cut within a sign', () => {
    expect(quoting({ text: '語'.repeat(60_000) }).html).not.toContain('\ufffd')
  })

  it('goes the way its writing goes', () => {
    expect(quoting({ text: 'مرحبا' }).html).toMatch(/<blockquote dir="auto"[^>]*>مرحبا/)
  })

  it('is nothing but text where it has no HTML', () => {
    expect(quoting({ text: '<script>alert(1)</script>' }).html).toContain('&lt;script&gt;alert(1)&lt;/script&gt;')
  })

  it('stays where it was written: a kept letter has none of it', () => {
    const { blocks } = keptLetter(written('answered', samples.answered[0]))
    expect(blocks).toContainEqual({ is: 'quote', of: 'com_01JD0000000000000000C0MME1', text: '', html: undefined })
    expect(JSON.stringify(blocks)).not.toContain('red light')
  })
})

describe('a title', () => {
  const title = '<b>Buy\r\nnow</b> "cheap" & \u202efast'

  it('is shown as it is written, in a subject of one line', () => {
    const letter = written('opened', {}, { title })
    expect(letter.subject).toBe('[TKT000123] <b>Buy now</b> "cheap" & fast')
    expect(laidOut(letter).html).not.toContain('<b>')
  })

  it('is not named to who is not told it', () => {
    const letter = written('opened', {}, { title: undefined })
    expect(letter.subject).toBe('[TKT000123] We have received your request')
    expect(JSON.stringify(letter)).not.toContain('Buy')
  })

  it('is the subject of the whole talk, so that mail programs keep it in one thread', () => {
    expect(written('opened', {}).subject).toBe('[TKT000123] The oven display is dark')
    expect(written('answered', {}).subject).toBe('Re: [TKT000123] The oven display is dark')
  })
})

describe('whatever somebody wrote', () => {
  const ofThePage = [
    'html',
    'head',
    'meta',
    'title',
    'style',
    'body',
    '#text',
    '#comment',
    '#document',
    '#documentType',
  ]
  const elements = new Set<string>([...ofThePage, ...allowedTags])
  /** Those in which words of others stand, each in its own place. */
  const telling: readonly NoticeKind[] = [
    'answered',
    'resolved',
    'visitBooked',
    'milestone',
    'bounced',
    'poorScore',
    'digest',
  ]
  const attributes =
    /^(?:lang|charset|name|content|style|role|aria-label|dir|title|href|rel|cellpadding|cellspacing|border|bgcolor|scope|align|width|start)$/
  const inside = (node: { nodeName: string; attrs?: { name: string }[]; childNodes?: object[] }): string[] => [
    ...(elements.has(node.nodeName) ? [] : [node.nodeName]),
    ...(node.attrs ?? []).filter(({ name }) => !attributes.test(name)).map(({ name }) => `${node.nodeName} ${name}`),
    ...(node.childNodes ?? []).flatMap((child) => inside(child as typeof node)),
  ]
  /** The same matter, in other words wherever words are not the desk's. */
  const reworded = (matter: unknown, words: string): unknown => {
    if (Array.isArray(matter)) return matter.map((one) => reworded(one, words))
    if (typeof matter !== 'object' || matter === null) return matter
    return Object.fromEntries(
      Object.entries(matter).map(([name, value]) => {
        const isWords =
          typeof value === 'string' && /^(?:text|by|title|technician|policyName|diagnostic|address)$/.test(name)
        if (name === 'html') return [name, sanitise(words)]
        if (name === 'files') return [name, [words]]
        return [name, isWords ? words : reworded(value, words)]
      }),
    )
  }

  it.each(Object.entries(corpus))('it is nothing but words in every letter: %s', (_, family) => {
    for (const words of family) {
      for (const kind of telling) {
        const letter = written(kind, reworded(samples[kind][0], words), { title: words })
        expect(letter.subject).not.toMatch(/[\r\n]/)
        const { html } = laidOut(letter)
        expect(inside(parseHtml(html) as never), `${kind}: ${words}`).toEqual([])
        expect(html).not.toMatch(/href="(?!https?:|mailto:|tel:)/)
      }
    }
  })
})

describe('several things in one letter', () => {
  const subject = (...parts: object[]) => written('gathered', { parts }, { title: undefined }).subject

  it('are called after what tells most', () => {
    const moved = { kind: 'movedForCustomer', said: { to: 'in_progress' } }
    expect(subject(moved, { kind: 'answered', said: {} })).toBe('[TKT000123] There is a new answer')
    expect(subject(moved, moved)).toBe('[TKT000123] News of your request')
    expect(subject({ kind: 'mentioned', said: {} }, { kind: 'escalated', said: { level: 1, team: false } })).toBe(
      '[TKT000123] 2 things are new',
    )
  })
})

describe('an answer to a letter', () => {
  it.each(pages.filter(({ kind }) => kind !== 'digest'))('of $name has none of it', ({ text }) => {
    const quoted = text
      .split('\n')
      .map((line) => `> ${line}`)
      .join('\n')
    expect(cut(`It is the left one.\n\nRegards\nAnna\n\n${quoted}`).said).toBe('It is the left one.\n\nRegards\nAnna')
    expect(cut(`It is the left one.\n\n${text}`).said).toBe('It is the left one.')
  })
})

describe('for others than its reader', () => {
  it.each(pages)('$name leads nowhere', ({ letter, language }) => {
    const { html, text } = laidOut(withoutLinks(letter), language)
    expect(html + text).not.toContain('desk.example')
  })
})

describe('colours', () => {
  const light = (hex: string) => {
    const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
      const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
    })
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
  }
  const contrast = (one: string, other: string) => {
    const [dark = 0, bright = 0] = [light(one), light(other)].toSorted((a, b) => a - b)
    return (bright + 0.05) / (dark + 0.05)
  }
  const grounds = ['#ffffff', '#121212', '#1f1f1f', '#000000']

  it('are those that stand in the layout, and no others', () => {
    const used = new Set(pages.flatMap(({ html }) => html.match(/#[0-9a-f]{6}\b/gi) ?? []))
    expect([...used].toSorted()).toEqual(Object.values(colours).toSorted())
  })

  it('of words are told apart (WCAG 2.2, 1.4.3), of lines and buttons in both schemes (1.4.11)', () => {
    expect(contrast(colours.button, colours.onButton)).toBeGreaterThanOrEqual(4.5)
    for (const ground of grounds) expect(contrast(colours.line, ground), ground).toBeGreaterThanOrEqual(3)
  })
})

describe('the language of a letter', () => {
  it.each([
    [['de-AT'], 'en', 'de'],
    [['fr', 'de'], 'en', 'de'],
    [[undefined, 'EN-gb'], 'de', 'en'],
    [['fr-CH'], 'de', 'de'],
    [[], 'en', 'en'],
  ] as const)('is of %j, else %s: %s', (preferred, otherwise, language) => {
    expect(languageOf(preferred, otherwise)).toBe(language)
  })
})
