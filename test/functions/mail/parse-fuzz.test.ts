import { describe, expect, test } from 'vitest'
import { parse } from '../../../functions/platform/mail/parse.ts'
import { opened } from '../../../functions/platform/mail/tnef.ts'
import { chances } from '../../../infra/operator/load/chances.ts'
import { message, names } from '../../mail/corpus.ts'
import { mutations } from '../../mail/mutations.ts'

/** Of each kind for each message; FUZZ=20 looks longer. */
const rounds = Number(process.env['FUZZ'] ?? 1)
/** Of a few kilobytes on a busy machine: what takes the square of its length would take longer. */
const mostMs = 2000

/** Words that say where they stand: a letter that got lost would be seen. */
const hasWords = (text: string) => /[\p{L}\p{N}]/u.test(text)

describe('whatever became of a message, it is read or said to be unreadable, in time, and nothing is lost', () => {
  test.each(Object.entries(mutations))('%s', async (kind, mutate) => {
    for (const [place, name] of names.entries())
      for (let round = 0; round < rounds; round += 1) {
        const next = chances(place * 7919 + round * 104729 + kind.length)
        const raw = mutate(Buffer.from(message(name)), (most) => Math.floor(next() * most))
        const about = `${kind}: ${name}, round ${round}`
        const begun = performance.now()
        const mail = await parse(new Uint8Array(raw))
        expect(performance.now() - begun, about).toBeLessThan(mostMs)
        if ('unreadable' in mail) {
          expect(mail.unreadable, about).toBe('empty')
          expect(raw.toString().trim(), about).toBe('')
          continue
        }
        const body = bodyOf(raw)
        const kept = mail.text.trim() !== '' || mail.parts.length > 0 || mail.report !== undefined || !!mail.html
        if (hasWords(body)) expect(kept, about).toBe(true)
        for (const part of mail.parts) expect(part.filename, about).toMatch(/^[^/\\\p{Cc}]{1,200}$/u)
        expect(mail.subject, about).not.toMatch(/[\r\n]/)
      }
  })
})

/** What stands below the headers, by the plainest reading there is; none where it is but the skeleton of parts. */
function bodyOf(raw: Buffer): string {
  const text = raw
    .toString('latin1')
    .replace(/^[\r\n]+/, '')
    .replace(/\r\n?/g, '\n')
  const at = text.indexOf('\n\n')
  const body = at < 0 ? '' : text.slice(at + 2)
  return body
    .replace(/^--.*$/gm, '')
    .replace(/^[\w-]+:.*(?:\n[ \t].*)*$/gim, '')
    .replace(/^(?:This is a .*|\s*|[=#-]+)$/gm, '')
}

test('a winmail.dat cut off anywhere, or damaged anywhere, is read as far as it goes', async () => {
  const mail = await parse(message('winmail'))
  expect('parts' in mail && mail.parts).toHaveLength(2)
  const raw = message('winmail').slice()
  const encoded = Buffer.from(raw).toString('latin1').split('winmail.dat"\r\n\r\n')[1]?.split('\r\n--')[0] ?? ''
  const bytes = Buffer.from(encoded, 'base64')
  expect(opened(bytes)?.parts).toHaveLength(2)
  for (let end = 0; end < bytes.length; end += 1) opened(bytes.subarray(0, end))
  const next = chances(7)
  for (let round = 0; round < 3000; round += 1) {
    const changed = Buffer.from(bytes)
    for (let at = 0; at < 4; at += 1) changed[Math.floor(next() * bytes.length)] = Math.floor(next() * 256)
    opened(changed)
  }
})
