/** A stretch of what an HTML message says, counted in letters and digits: programs differ in everything between them. */
export interface Stretch {
  is: 'quotation' | 'signature'
  /** Some letters from its beginning, by which it is found in the text. */
  probe: string
  from: number
  to: number
}

/** The letters and digits of a text, and nothing else. */
export const lettersOf = (text: string): string => text.replace(/[^\p{L}\p{N}]+/gu, '')

/** Marks of an element that is a quotation itself: Gmail, Apple Mail, Thunderbird, Proton, Yahoo, Tutanota, Zoho, GMX. */
const quotations = [
  /^(?:blockquote)\b.*(?:type="?cite|class="[^"]*(?:gmail_quote|protonmail_quote|tutanota_quote)|id="isReplyContent|cite=)/i,
  /class="[^"]*(?:gmail_attr|moz-cite-prefix|yahoo_quoted|zmail_extra|OutlookMessageHeader)/i,
  /^div\b.*name="?quote"?/i,
]
/** Marks from which on everything is quotation: Outlook on the desk, in the browser and on the telephone. */
const beginnings = [
  /id="?(?:x_)?(?:divRplyFwdMsg|appendonsend|mail-editor-reference-message-container|stopSpelling)/i,
  /^div\b.*border:\s*none;\s*border-top:\s*solid #?(?:B5C4DF|E1E1E1)/i,
]
const signatures = [
  /class="[^"]*(?:gmail_signature|moz-signature|protonmail_signature_block)/i,
  /id="?(?:x_)?(?:Signature|ms-outlook-mobile-signature|AppleMailSignature)/i,
]

const one = (marks: readonly RegExp[], tag: string): boolean => marks.some((mark) => mark.test(tag))
const entities: Record<string, string> = {
  nbsp: ' ',
  amp: ' ',
  lt: ' ',
  gt: ' ',
  quot: ' ',
  auml: 'ä',
  ouml: 'ö',
  uuml: 'ü',
}
Object.assign(entities, {
  Auml: 'Ä',
  Ouml: 'Ö',
  Uuml: 'Ü',
  szlig: 'ß',
  eacute: 'é',
  egrave: 'è',
  agrave: 'à',
  ccedil: 'ç',
})

const decoded = (text: string): string =>
  text.replace(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|(\w{2,8}));/gi, (_, decimal, hex, name) => {
    if (name) return entities[name] ?? ' '
    const code = Number.parseInt(decimal ?? hex, decimal ? 10 : 16)
    return code <= 0x10ffff ? String.fromCodePoint(code) : ' '
  })

/** So much of a message is looked at: what is new in it does not begin later. */
const most = 1_000_000
const probeLength = 40
const mostOpen = 50
const mostFound = 100

interface Opened {
  stretch: Stretch
  name: string
  depth: number
}

/** Quotations and signatures as the mail programs of their writers have marked them. Linear in the length of the HTML. */
export function stretchesOf(html: string): Stretch[] {
  const found: Stretch[] = []
  let young: Stretch[] = []
  let open: Opened[] = []
  let letters = 0
  const hear = (text: string) => {
    const heard = lettersOf(decoded(text))
    letters += heard.length
    for (const stretch of young) stretch.probe = (stretch.probe + heard).slice(0, probeLength)
    young = young.filter(({ probe }) => probe.length < probeLength)
  }
  const begin = (is: Stretch['is'], name?: string) => {
    if (open.length >= mostOpen || found.length >= mostFound) return
    const stretch: Stretch = { is, probe: '', from: letters, to: Number.POSITIVE_INFINITY }
    found.push(stretch)
    young.push(stretch)
    if (name) open.push({ stretch, name, depth: 1 })
  }
  const close = () => {
    const closed = open.filter(({ depth }) => depth <= 0).map(({ stretch }) => stretch)
    if (closed.length === 0) return
    for (const stretch of closed) stretch.to = letters
    open = open.filter(({ depth }) => depth > 0)
    young = young.filter((stretch) => !closed.includes(stretch))
  }
  for (const { tag, name, closes, text } of tokens(html.slice(0, most))) {
    if (text !== undefined) {
      hear(text)
      continue
    }
    for (const opened of open) if (opened.name === name) opened.depth += closes ? -1 : 1
    close()
    if (closes) continue
    if (one(beginnings, tag)) begin('quotation')
    else if (one(quotations, tag)) begin('quotation', name)
    else if (one(signatures, tag)) begin('signature', name)
  }
  return found
}

interface Token {
  tag: string
  name: string
  closes: boolean
  text?: string
}

/** Tags and texts, without comments, styles and scripts. Ends where something is not closed. */
function* tokens(html: string): Generator<Token> {
  let at = 0
  while (at < html.length) {
    const next = html.indexOf('<', at)
    const until = next < 0 ? html.length : next
    if (until > at) yield { tag: '', name: '', closes: false, text: html.slice(at, until) }
    const end = next < 0 ? -1 : endOf(html, next)
    if (end < 0) return
    at = end
    if (!html.startsWith('<!--', next)) yield tagOf(html.slice(next + 1, Math.min(end - 1, next + longestTag)))
  }
}

const longestTag = 2000

function tagOf(inside: string): Token {
  const closes = inside.startsWith('/')
  const tag = closes ? inside.slice(1) : inside
  return { tag, name: /^[a-z][a-z0-9]*/i.exec(tag)?.[0].toLowerCase() ?? '', closes }
}

/** Where a tag, a comment, or an element that nobody reads is over; -1 where it is not closed. */
function endOf(html: string, from: number): number {
  if (html.startsWith('<!--', from)) return after(html, '-->', from)
  const [, unread] = /^<(style|script|head|title)[\s>]/i.exec(html.slice(from, from + 10)) ?? []
  const over = unread ? html.indexOf(`</${unread}`, from) : from
  return over < 0 ? -1 : after(html, '>', over)
}

function after(html: string, what: string, from: number): number {
  const at = html.indexOf(what, from)
  return at < 0 ? -1 : at + what.length
}
