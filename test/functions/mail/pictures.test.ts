import { describe, expect, it } from 'vitest'
import type { Part } from '../../../domain/mail/incoming.ts'
import { withFiles } from '../../../functions/platform/mail/pictures.ts'
import { escaped } from '../../../functions/platform/markup/characters.ts'
import { sanitise } from '../../../functions/platform/markup/sanitise.ts'

const id = (at: number) => `att_01JD0000000000000000P1CTR${at}`
const picture = (contentId: string, filename = 'image.png', inline = true): Part => ({
  filename,
  contentType: 'image/png',
  size: 3,
  contentId,
  inline,
  content: Buffer.from('png'),
})
const placed = (at: number, label = 'image.png') => `<span data-attachment="${id(at)}">[${label}]</span>`
const one = [picture('image001.png@01DB', 'image001.png')]

describe('the pictures of a mail', () => {
  it.each([
    ['as Outlook writes it', '[cid:image001.png@01DB]'],
    ['as Gmail writes it', '[image: image001.png]'],
    ['as Yahoo writes it', '[Inline image: image001.png]'],
    ['by their name alone', '[image001.png]'],
    ['as Apple Mail writes it', '<image001.png>'],
  ])('are placed in a text %s', (_, mark) => {
    const html = escaped(`Look:\n${mark}\nDone.`)
    expect(withFiles(html, one, [id(1)])).toBe(`Look:\n${placed(1, 'image001.png')}\nDone.`)
  })

  it.each([
    ['quoted', '<p><img width="3" src="cid:image001.png@01DB"></p>'],
    ['not quoted', '<p><IMG SRC=cid:image001.png@01DB></p>'],
    ['percent-encoded', `<p><img src='cid:image001.png%4001DB'></p>`],
    ['in another case', '<p><img src="CID:Image001.png@01db"></p>'],
  ])('are placed in HTML: %s', (_, html) => {
    expect(withFiles(html, one, [id(1)])).toBe(`<p>${placed(1, 'image001.png')}</p>`)
  })

  it('are called by the words that the HTML has for them', () => {
    const whole = '<img src="cid:a@b" alt="The &quot;dark&quot; display">'
    const shown = placed(1, 'The &quot;dark&quot; display')
    expect(withFiles(whole, [picture('a@b')], [id(1)])).toBe(shown)
    expect(withFiles('[The &quot;dark&quot; display]', [picture('a@b')], [id(1)], whole)).toBe(shown)
    expect(withFiles('[The dark display]', [picture('a@b')], [id(1)], '<img src=cid:a@b alt="The dark display">')).toBe(
      placed(1, 'The dark display'),
    )
  })

  it('of one name are taken in their order', () => {
    expect(withFiles('[image: image.png] [image: image.png]', [picture('a'), picture('b')], [id(1), id(2)])).toBe(
      `${placed(1)} ${placed(2)}`,
    )
  })

  it('leave everything else as it is: other brackets, other images, files that are no pictures in the text', () => {
    const html = '<p title="[image.png]">[1] &lt;you@acme.example&gt; <img src="https://acme.example/a.png"></p>'
    expect(withFiles(html, [picture('a')], [id(1)])).toBe(html)
    expect(withFiles('[cid:a] [image.png]', [picture('a', 'image.png', false)], [id(1)])).toBe('[cid:a] [image.png]')
  })

  it('come through what makes HTML safe, and nothing comes with them', () => {
    const shown = withFiles('<p><img src="cid:a" alt="&lt;b onclick=x&gt;" onerror="x"></p>', [picture('a')], [id(1)])
    expect(sanitise(shown)).toBe(`<p><span data-attachment="${id(1)}">[&lt;b onclick=x&gt;]</span></p>`)
    expect(sanitise('<span data-attachment="att_x" class="y">z</span>')).toBe('<span>z</span>')
    expect(sanitise('<img src="cid:a@b"> <img src="cid:a b">')).toBe('<span>[cid:a@b]</span> <span></span>')
  })

  it('are looked for in time that grows with the length alone', () => {
    for (const hostile of [
      '<img '.repeat(200_000),
      '<img src="'.repeat(100_000),
      '['.repeat(500_000),
      '&lt;'.repeat(200_000),
    ]) {
      const began = performance.now()
      withFiles(hostile, one, [id(1)])
      expect(performance.now() - began).toBeLessThan(3000)
    }
  })
})
