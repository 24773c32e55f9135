import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { cut } from '../../../domain/mail/cut.ts'
import { kindOf } from '../../../domain/mail/kind.ts'
import { parse } from '../../../functions/platform/mail/parse.ts'
import { expected } from '../../mail/expected.ts'

const folded = (text: string) => text.replace(/\s+/g, ' ').trim()

/** The corpus, after it was taken apart: what sent it, and what was said in it. */
describe.each(Object.entries(expected))('%s', (name, { kind = 'person', failed, said, unsaid = [], unreadable }) => {
  it.skipIf(unreadable !== undefined)('is of its kind, and says what it says', async () => {
    const mail = await parse(readFileSync(new URL(`../../mail/${name}.eml`, import.meta.url)))
    if ('unreadable' in mail) throw new Error(mail.unreadable)
    const found = kindOf(mail, { addresses: ['support@desk.example'], isOurId: () => false })
    expect(found).toMatchObject({ kind })
    if (failed && kind === 'bounce')
      expect(found.failed?.map(({ address, status }) => `${address} ${status ?? ''}`.trim())).toEqual(failed)
    const apart = cut(mail.text, mail.html, mail.subject)
    if (said !== undefined) expect(folded(apart.said)).toContain(folded(said))
    for (const one of unsaid) expect(folded(apart.said)).not.toContain(folded(one))
    if (mail.text.trim()) expect(apart.said).not.toBe('')
  })
})
