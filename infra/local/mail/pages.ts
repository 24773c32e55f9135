import { Html, html } from '../../../functions/platform/markup/html.ts'
import type { SentMail } from './outbox.ts'
import { named, outcomeNames, refusalCodes } from './outcome.ts'
import { checkWords, unsubscribeUrl } from './writing.ts'

export const style = `
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif }
body { margin: 0 auto; max-width: 60rem; padding: 1rem }
header { display: flex; flex-wrap: wrap; gap: 1rem; align-items: baseline }
h1 { font-size: 1.3rem } h2 { font-size: 1.1rem; margin-top: 2rem }
table { border-collapse: collapse; width: 100% } th, td { text-align: start; padding: .3rem .6rem .3rem 0; vertical-align: top }
tbody tr { border-top: 1px solid #8886 }
pre { white-space: pre-wrap; overflow-wrap: anywhere } td { overflow-wrap: anywhere }
iframe { width: 100%; height: 32rem; border: 1px solid #8886; background: #fff }
label { display: block; margin-top: .6rem } input[type=text], input[type=email], textarea { width: 100%; box-sizing: border-box; font: inherit }
fieldset { margin-top: .6rem; border: 1px solid #8886 } fieldset label, .row label { display: inline-block; margin: 0 1rem 0 0 }
button { font: inherit; margin-top: .6rem } .said { border-inline-start: .3rem solid #2a7; padding-inline-start: .6rem }
.dim { opacity: .7 }`

const page = (title: string, content: Html) =>
  html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>${title}</title><meta name="viewport" content="width=device-width"><link rel="stylesheet" href="/style.css"></head>
<body><header><h1><a href="/">Outbox</a></h1><a href="/compose">Write to the desk</a></header><main>${content}</main></body></html>`

const time = (at: string) => html`<time datetime="${at}">${at.slice(0, 19).replace('T', ' ')}</time>`
const last = ({ outcomes }: SentMail) => outcomes.at(-1)?.outcome ?? ''

export interface Listed {
  mails: readonly SentMail[]
  to?: string | undefined
  about?: string | undefined
  /** Whether older ones are to be had. */
  more: boolean
}

/** The mails that the desk has sent, newest first. `said` is what has just been done. */
export function listPage({ mails, to, about, more }: Listed, said?: string): Html {
  const older = new URLSearchParams({ ...(to && { to }), ...(about && { about }), before: mails.at(-1)?.id ?? '' })
  return page(
    'Outbox',
    html`${said && html`<p class="said" role="status">${said}</p>`}<p class="dim">What the desk has sent. Nothing leaves this machine.</p>
<form class="row"><label>To <input name="to" type="text" value="${to}"></label> <label>About <input name="about" type="text" value="${about}"></label> <button>Show</button></form>
<table><thead><tr><th scope="col">Sent (UTC)</th><th scope="col">To</th><th scope="col">Subject</th><th scope="col">Became</th></tr></thead><tbody>${mails.map(
      (mail) =>
        html`<tr><td>${time(mail.at)}</td><td>${mail.recipients.map((one) => html`<a href="/?to=${encodeURIComponent(one)}">${one}</a><br>`)}</td><td><a href="/mails/${mail.id}">${mail.subject || '(no subject)'}</a></td><td>${last(mail)}</td></tr>`,
    )}</tbody></table>${mails.length === 0 && html`<p>Nothing yet.</p>`}${more && html`<p><a href="/?${older.toString()}">Older</a></p>`}
<h2>SES refuses</h2><form class="row" method="post" action="/refusals"><label>the next <input name="times" type="number" min="0" max="1000" value="3"></label> <label>mails with <select name="code">${refusalCodes.map((one) => html`<option>${one}</option>`)}</select></label> <button>Do so</button></form>`,
  )
}

/** One mail, with what can be done about it. `said` is what has just been done. */
export function mailPage(mail: SentMail, said?: string): Html {
  const { id, subject, recipients, outcomes } = mail
  const row = (name: string, value: string) => value && html`<tr><th scope="row">${name}</th><td>${value}</td></tr>`
  return page(
    subject,
    html`${said && html`<p class="said" role="status">${said}</p>`}<h2>${subject || '(no subject)'}</h2>
<table><tbody>${[
      row('From', named(mail.from)),
      row('To', mail.to.map(named).join(', ')),
      row('Cc', mail.cc.map(named).join(', ')),
      row('Delivered to', recipients.join(', ')),
      row('Answers go to', mail.replyTo.map(named).join(', ')),
      row('Sent', mail.at),
      row('Id of SES', id),
      row('Became', outcomes.map((one) => `${one.outcome} (${one.at.slice(11, 19)})`).join(', ')),
    ].flatMap((one) => (one instanceof Html ? [one] : []))}</tbody></table>
<details><summary>All headers</summary><pre>${mail.headers.map(({ key, value }) => `${key}: ${value}`).join('\n')}</pre></details>
<p><a href="/mails/${id}/raw">As it was sent</a>${mail.parts.map((part, at) => html` · <a href="/mails/${id}/files/${at}">${part.filename}</a>`)}</p>
${mail.html !== undefined && html`<h2>HTML</h2><iframe title="The mail as HTML" sandbox="allow-popups allow-popups-to-escape-sandbox" src="/mails/${id}/html"></iframe>`}
<h2>Text</h2><pre>${mail.text}</pre>
<h2>Answer</h2><form method="post" action="/mails/${id}/reply">
${recipients.length > 1 ? html`<fieldset><legend>As</legend>${recipients.map((one, at) => html`<label><input type="radio" name="from" value="${one}"${at === 0 ? new Html(' checked') : ''}> ${one}</label>`)}</fieldset>` : html`<p class="dim">From ${recipients[0]}, as its own mail program would send it.</p>`}
<label>Text <textarea name="text" rows="6" required></textarea></label>
<p class="row"><label><input type="checkbox" name="quotes" value="yes" checked> with this mail below, quoted</label><label><input type="checkbox" name="automatic" value="yes"> out of office: a machine answers</label></p>
${checks}<button>Send</button></form>
${unsubscribeUrl(mail) !== undefined && html`<form method="post" action="/mails/${id}/unsubscribe"><button>Unsubscribe</button> <span class="dim">as the button of a mail program does</span></form>`}
<h2>What becomes of it</h2><form method="post" action="/mails/${id}/outcome">${outcomeNames.map((one) => html`<button name="outcome" value="${one}">${one}</button> `)}</form>`,
  )
}

const meanings = {
  forged: 'SPF and DMARC fail',
  unsigned: 'the domain has neither SPF nor DKIM nor DMARC',
  spam: 'spam verdict FAIL',
  virus: 'virus verdict FAIL',
} satisfies Record<(typeof checkWords)[number], string>

const checks = html`<fieldset><legend>What SES finds out</legend>${checkWords.map((word) => html`<label title="${meanings[word]}"><input type="checkbox" name="checks" value="${word}"> ${word}</label>`)}</fieldset>`

/** A mail to the desk from anybody. */
export const composePage = (to: string, said?: string): Html =>
  page(
    'Write to the desk',
    html`${said && html`<p class="said" role="status">${said}</p>`}<h2>Write to the desk</h2>
<form method="post" action="/compose" enctype="multipart/form-data">
<label>From <input name="from" type="text" required placeholder="Somebody &lt;somebody@customer.example&gt;"></label>
<label>To <input name="to" type="text" required value="${to}"></label>
<label>Subject <input name="subject" type="text"></label>
<label>Text <textarea name="text" rows="10" required></textarea></label>
<label>Files <input name="files" type="file" multiple></label>
${checks}<button>Send</button></form>`,
  )

export const messagePage = (said: string): Html => page(said, html`<p>${said}</p>`)
