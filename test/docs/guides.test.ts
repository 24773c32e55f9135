import { readFileSync } from 'node:fs'
import { Ajv2020 } from 'ajv/dist/2020.js'
import formats from 'ajv-formats'
import { describe, expect, it } from 'vitest'
import { Settings } from '../../schemas/settings.ts'
import { examplesOf } from '../support/guide.ts'

const pages = ['api', 'agents', 'administrators', 'why-did-this-ticket-go-to'].map((name) => `docs/guides/${name}.md`)
const document = JSON.parse(readFileSync('schemas/generated/openapi.json', 'utf8'))
const ajv = new Ajv2020({ strict: false, allErrors: true })
formats.default(ajv)
ajv.addSchema(document, 'openapi')

interface Call {
  method: string
  path: string
  body?: string
}

/** What a shell variable may stand for, by how it is used; the desk itself says whether it fits (test/e2e/guides.test.ts). */
const standIns: Record<string, string> = {
  ME: 'per_01JD0000000000000000AGENT1',
  M: 'mac_01JD00000000000000000MACR1',
  CAL: 'cal_01JD000000000000000000CA01',
  NOON: '{"name": "Quay office", "timeZone": "Europe/London", "weekly": {"mon": [{"from": "09:00", "to": "12:00"}]}, "holidays": []}',
  POL: 'pol_01JD0000000000000000PCY001',
  REST: 'pol_premium',
  C: 'cus_01JD0000000000000000CSTMR1',
  UNTIL: '2026-11-30T10:00:00.000Z',
  TECHNICIAN: 'per_01JD0000000000000000TECHN1',
  P: 'per_01JD0000000000000000TECHN2',
  SITE: 'sit_01JD0000000000000000S1TE01',
  FROM: '2026-11-24T13:00:00.000Z',
  TEAM: 'tea_01JD0000000000000000TEAM02',
  EXPERT: 'per_01JD0000000000000000TECHN4',
  RUN: '123',
  URL: 'http://127.0.0.1:8080',
}
/** What the page itself gives variables, of several words: `NAME='{…}'`. */
const written = (text: string) =>
  Object.fromEntries(
    [...text.matchAll(/^(\w+)='(\{[\s\S]*?\})'$/gm)].map(({ 1: name = '', 2: value = '' }) => [name, value]),
  )
/** A word of a command as the shell makes it: quotes joined, variables filled in. */
const said = (text: string, variables: Record<string, string>) =>
  Object.entries(variables)
    .reduce((so, [name, value]) => so.replaceAll(`'"$${name}"'`, value), text)
    .replaceAll(/'"?\$(\w+)"?'/g, (_, name: string) => standIns[name] ?? 'TKT000123')
    .replaceAll(/\$\(wc [^)]*\)/g, '48')
    .replaceAll('\\"', '"')

/** The calls of a page: by the function `desk` of the guides, or by curl. */
function callsOf(page: string): Call[] {
  const text = examplesOf(page)
    .map(({ commands }) => commands)
    .join('\n')
    .replaceAll('\\\n', ' ')
    .replaceAll(/^desk\(\).*$/gm, '')
  const variables = written(text)
  const bodyOf = (quoted = '') => {
    const [, variable] = /^"\$(\w+)"$/.exec(quoted.trim()) ?? []
    const whole = variable
      ? (variables[variable] ?? standIns[variable] ?? '')
      : quoted.trim().replace(/^['"]|['"]$/g, '')
    return said(whole, variables) || undefined
  }
  const byDesk = [...text.matchAll(/desk (GET|POST|PUT|PATCH|DELETE) (\S+)( '(?:[^']|'"?\$\w+"?')*'| "\$\w+")?/g)]
  const byCurl = [...text.matchAll(/curl -s[^|\n]*?"\$API([^"]*)"([^|\n]*)/g)]
  return [
    ...byDesk.map(({ 1: method = '', 2: path = '', 3: body }) => ({ method, path, ...given(bodyOf(body)) })),
    ...byCurl.map(({ 0: whole, 1: path = '', 2: rest = '' }) => {
      const body = /-d ('(?:[^']|'"?\$\w+"?')*'|"(?:\\"|[^"]|"\$\w+")*?}")/.exec(rest)?.[1]
      const method = /-X (\w+)/.exec(whole)?.[1] ?? (/-d |--data-binary/.test(rest) ? 'POST' : 'GET')
      return { method, path, ...given(bodyOf(body)) }
    }),
  ]
}
const given = (body: string | undefined) => (body === undefined ? {} : { body })

const segments = (path: string) => path.replaceAll(/['"]/g, '').split('?')[0]?.split('/') ?? []
/** The path of the document that an address is one of: words before parameters. */
function documented(path: string): string | undefined {
  const parts = segments(path)
  const fits = (known: string) => {
    const names = known.split('/')
    return (
      names.length === parts.length &&
      names.every((name, at) => name === parts[at] || (name.startsWith('{') && /^(\$|me$)/.test(parts[at] ?? '')))
    )
  }
  return Object.keys(document.paths).find(fits)
}

/** What is refused on purpose: its example shows the problem. */
const wrongOnPurpose = ['"huge"']

describe.each(pages)('%s', (page) => {
  const calls = callsOf(page)

  it('calls operations that exist, with parameters that they have', () => {
    expect(calls.length).toBeGreaterThan(10)
    for (const { method, path } of calls) {
      const operation = document.paths[documented(path) ?? '']?.[method.toLowerCase()]
      expect(operation, `${method} ${path}`).toBeDefined()
      const names = operation.parameters?.filter((it: { in: string }) => it.in === 'query')
      const asked = [...new URLSearchParams(path.replaceAll(/["']|\$\(.*$/g, '').split('?')[1] ?? '').keys()]
      expect(names?.map(({ name }: { name: string }) => name) ?? []).toEqual(expect.arrayContaining(asked))
    }
  })

  it('sends bodies that the document takes', () => {
    for (const { method, path, body } of calls.filter((call) => call.body)) {
      if (wrongOnPurpose.some((wrong) => body?.includes(wrong))) continue
      const pointer = [
        'paths',
        documented(path),
        method.toLowerCase(),
        'requestBody',
        'content',
        'application/json',
        'schema',
      ]
      const ref = pointer
        .map((part = '') => encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1')))
        .join('/')
      const validate = ajv.compile({ $ref: `openapi#/${ref}` })
      const value: unknown = JSON.parse(body ?? '')
      expect(validate(value) ? [] : validate.errors, `${method} ${path} ${body}`).toEqual([])
    }
  })

  it('shows JSON that is JSON', () => {
    for (const { shown } of examplesOf(page)) if (shown?.as === 'json') JSON.parse(shown.text)
  })
})

it('administrators find every setting with what it comes as', () => {
  const rows = readFileSync('docs/guides/administrators.md', 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('| `'))
  const defaults = Settings.parse({})
  for (const name of Object.keys(Settings.shape) as (keyof Settings)[]) {
    const row = rows.find((line) => line.split('|')[1]?.includes(`\`${name}`))
    expect(row, name).toBeDefined()
    const value = defaults[name]
    if (typeof value === 'string') expect(row).toContain(`\`${value}\``)
  }
})
