import { createHash } from 'node:crypto'
import { Parser } from 'htmlparser2'
import { parse } from 'parse5'
import { expect } from 'vitest'

const empty = new Set(['meta', 'input', 'br', 'hr', 'link'])
/** What stands in a page by itself, and what sanitised comments may bring. */
const allowed =
  /^(html|head|meta|title|style|body|a|header|main|p|h1|h2|h3|dl|dt|dd|ul|ol|li|article|time|div|form|label|textarea|button|input|fieldset|legend|br|span|strong|em|code|pre|blockquote)$/

interface Answered {
  text: string
  headers: Record<string, string>
}

interface Form {
  action: string | undefined
  method: string | undefined
  fields: Record<string, string>
  /** Of several to choose from, the one that is chosen. */
  chosen?: string
  buttons: string[]
}

/** A page as a browser has it, once it has proved to be what it should be: whole, nothing that runs or loads, named fields. */
export interface Seen {
  text: string
  title: string
  language: string
  links: { href: string; text: string }[]
  forms: Form[]
}

type Attributes = Record<string, string>

function checkTag(name: string, attributes: Attributes): void {
  expect(name).toMatch(allowed)
  for (const [attribute, value] of Object.entries(attributes)) {
    expect(attribute).not.toMatch(/^on|^style$|^src|^srcset|^formaction|^background/)
    if (attribute === 'href' || attribute === 'action') expect(value).not.toMatch(/^\s*(javascript|data|vbscript):/i)
  }
}

const formOf = ({ action, method }: Attributes): Form => ({ action, method, fields: {}, buttons: [] })

function enter(form: Form | undefined, { type, name = '', value = '', checked }: Attributes, inside?: string): void {
  if (!form) throw new Error('A field outside of a form')
  if (type !== 'radio') form.fields[name] = value
  else {
    expect(inside).toBe('label')
    if (checked !== undefined) form.chosen = value
  }
}

/** Reads a page that was answered. Fails where it is not valid, has anything active in it, or lacks a header that it must have. */
export function seen({ text: source, headers }: Answered): Seen {
  const policy = String(headers['content-security-policy'])
  const style = /<style>([\s\S]*?)<\/style>/.exec(source)?.[1] ?? ''
  expect(policy).toBe(
    `default-src 'none'; style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'`,
  )
  expect(headers).toMatchObject({
    'referrer-policy': 'no-referrer',
    'cache-control': 'no-store',
    'x-robots-tag': 'noindex, nofollow',
    'x-content-type-options': 'nosniff',
    'content-type': 'text/html; charset=utf-8',
  })
  // As the HTML standard has it: no error of any parser.
  const errors: string[] = []
  parse(source, { onParseError: ({ code }) => void errors.push(code) })
  expect(errors).toEqual([])
  expect(source).toMatch(/^<!doctype html>\n<html lang="(en|de)">/)
  const page: Seen & { ids: string[]; labelled: string[] } = {
    text: '',
    title: '',
    language: '',
    links: [],
    forms: [],
    ids: [],
    labelled: [],
  }
  const open: { name: string; attributes: Attributes; text: string }[] = []
  const needLabel: string[] = []
  const parser = new Parser({
    onopentag(name, attributes, implied) {
      expect([name, implied]).toEqual([name, false])
      checkTag(name, attributes)
      if (attributes.id) page.ids.push(attributes.id)
      if (name === 'html') page.language = attributes.lang ?? ''
      if (name === 'label' && attributes.for) page.labelled.push(attributes.for)
      if (name === 'textarea') needLabel.push(attributes.id ?? '')
      if (name === 'form') page.forms.push(formOf(attributes))
      if (name === 'input') enter(page.forms.at(-1), attributes, open.at(-1)?.name)
      open.push({ name, attributes, text: '' })
    },
    ontext(words) {
      for (const one of open) one.text += words
      if (!open.some(({ name }) => name === 'style' || name === 'title')) page.text += words
    },
    onclosetag(name, implied) {
      if (!empty.has(name)) expect([name, implied]).toEqual([name, false])
      page.text += ' '
      const closed = open.pop()
      expect(closed?.name).toBe(name)
      const { text = '', attributes = {} } = closed ?? {}
      const form = page.forms.at(-1)
      if (name === 'title') page.title = text
      if (name === 'a') page.links.push({ href: attributes.href ?? '', text })
      if (name === 'button') form?.buttons.push(text)
      // A line end right after the tag is none of the text (HTML, 13.2.6.4.7).
      if (name === 'textarea' && form) form.fields[attributes.name ?? ''] = text.replace(/^\n/, '')
    },
  })
  parser.end(source)
  expect(open).toEqual([])
  expect(page.ids).toEqual([...new Set(page.ids)])
  for (const id of needLabel) expect(page.labelled).toContain(id)
  for (const { href } of page.links.filter(({ href }) => /^#/.test(href))) expect(page.ids).toContain(href.slice(1))
  return { ...page, text: page.text.replace(/\s+/g, ' ').trim() }
}
