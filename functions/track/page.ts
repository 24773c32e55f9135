import { createHash } from 'node:crypto'
import type { MailLanguage } from '../../schemas/mail-settings.ts'
import { Html, html } from '../platform/markup/html.ts'
import type { StoredAnswer } from '../platform/table/requests.ts'
import { style } from './style.ts'
import { wordsIn } from './words.ts'

/** Nothing is fetched and nothing runs: only the page's own style, by its hash. Forms go to the desk, nobody frames it. */
const policy = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'`

/** The address is a secret, and what it shows is somebody's: neither goes anywhere, nor stays. */
const headers = {
  'content-security-policy': policy,
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-store',
  'x-robots-tag': 'noindex, nofollow',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
}

export interface Page {
  language: MailLanguage
  title: string
  /** Whose page it is: the brand, or the desk. */
  name?: string | undefined
  body: Html
}

/** A page that needs nothing else. */
export function pageAnswer({ language, title, name, body }: Page, status = 200): StoredAnswer {
  const words = wordsIn[language]
  const whole = html`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex, nofollow">
<title>${title}</title>
<style>${new Html(style)}</style>
</head>
<body>
<a class="skip" href="#content">${words.skip}</a>
<header><p class="quiet">${name ?? words.desk}</p></header>
<main id="content">
<h1>${title}</h1>
${body}
</main>
</body>
</html>
`
  return {
    status,
    headers: { ...headers, 'content-type': 'text/html; charset=utf-8', 'content-language': language },
    body: whole.text,
  }
}

/** What is to be seen is elsewhere: relative to where somebody is, since nobody knows behind which gateway that is. */
export const seeOther = (location: string): StoredAnswer => ({
  status: 303,
  headers: { ...headers, location },
  body: '',
})

/** That something was done. */
export const told = (text: string | undefined): Html => html`${text && html`<p role="status">${text}</p>`}`

/** What is wrong with what was written; the field points to it. */
export const problem = (wrong: string | undefined): Html =>
  html`${wrong && html`<p id="wrong" role="alert">${wrong}</p>`}`
export const pointing = (wrong: string | undefined): Html =>
  html`${wrong !== undefined && html` aria-invalid="true" aria-describedby="wrong"`}`
