import { expect, test } from 'vitest'
import { parse } from '../../../functions/platform/mail/parse.ts'

/** Each is built so that reading it by a careless rule takes the square of its length, or more. */
const size = 300_000
const run = (signs: string) => signs.repeat(Math.ceil(size / signs.length))
const header = (name: string, value: string) => `${name}: ${value}\r\n\r\nwords`
const page = (html: string) => `Content-Type: text/html; charset=utf-8\r\n\r\n${html}`
const text = (charset: string, body: string) => `Content-Type: text/plain; charset=${charset}\r\n\r\n${body}`
const digest = (inner: string, boundary: string) =>
  `Content-Type: multipart/digest; boundary=${boundary}\r\n\r\n${`--${boundary}\r\n\r\n${inner}\r\n`.repeat(40)}--${boundary}--\r\n`

const hostile: Record<string, string> = {
  blanks: text('utf-8', `a${run(' ')}b`),
  'words in a subject': header('Subject', run('=?utf-8?Q?=41?= ')),
  'words without end': header('Subject', run('=?utf-8?Q?a')),
  'a group in a group': header('To', run('g:')),
  comments: header('To', run('(')),
  'ids without end': header('References', run('<')),
  'a name of parents': header('Content-Disposition', `attachment; filename="${run('../')}"`),
  'signs of HTML': page(run('<')),
  'entities without end': page(run('&amp')),
  'signs that HTML writes as entities': page(`<p>${run('>')}</p>`),
  'elements in elements': page(run('<b><i>')),
  'tables in tables': page(run('<table><tr><td>')),
  'comments without end': page(run('<!--')),
  'a link in a link': page(run('<a href=x>y')),
  'utf-7 of nothing': text('utf-7', run('+')),
  'hz of nothing': text('hz-gb-2312', run('~{')),
  'shifts in Korean': text('iso-2022-kr', run('\x0e\x0f')),
  'a calendar of events': `Content-Type: text/calendar\r\n\r\nBEGIN:VCALENDAR\r\n${run('BEGIN:VEVENT\r\n')}`,
  'messages in messages': digest(digest(digest('Subject: x\r\n\r\nhi', 'c'), 'd'), 'e'),
}

test.each(Object.entries(hostile))(
  '%s take no longer than their length',
  async (_, raw) => {
    const begun = performance.now()
    await parse(Buffer.from(`From: somebody@acme.example\r\n${raw}`))
    // No measure of speed: each takes some half a second, and by a careless rule a minute or more.
    expect(performance.now() - begun).toBeLessThan(25_000)
  },
  120_000,
)
