import { Validator } from '@seriousme/openapi-schema-validator'
import { describe, expect, it } from 'vitest'
import { examples } from '../../schemas/openapi/examples.ts'
import { explained } from '../../schemas/openapi/problems.ts'
import { openApi } from '../../schemas/openapi.ts'
import { operations } from '../../schemas/operations/catalogue.ts'
import { isWrite, type Operation, refusalsOf } from '../../schemas/operations/operation.ts'
import { refusals } from '../../schemas/problem.ts'
import { document, faults, schemasWithExamples } from './openapi-document.ts'

const all = Object.entries(operations as Record<string, Operation>)
const described = ({ path, method }: Operation) => document.paths[path]?.[method]
const shown = [...schemasWithExamples()]
const problems = (operation: Operation) => refusalsOf(operation).map((kind) => [kind, refusals[kind].status] as const)

describe('the OpenAPI document', () => {
  it('is valid OpenAPI 3.1', async () => {
    const validator = new Validator()
    const { valid, errors } = await validator.validate(openApi() as unknown as Record<string, unknown>)
    expect(errors).toBeUndefined()
    expect(valid).toBe(true)
    expect(validator.version).toBe('3.1')
  })

  it('is the same bytes each time', () => {
    expect(JSON.stringify(openApi())).toBe(JSON.stringify(openApi()))
  })

  it('has every operation, and no other', () => {
    const ids = Object.values(document.paths).flatMap((methods) => Object.values(methods).map((one) => one.operationId))
    expect(ids.toSorted()).toEqual(Object.keys(operations).toSorted())
  })

  it('points to where it was read from, whatever the gateway puts before', () => {
    const [server] = document.servers as { url: string }[]
    for (const before of ['', '/_aws/execute-api/a1b2c3'])
      expect(
        new URL(server?.url ?? '', `https://desk.example${before}/api/v1/service-desk/openapi.json`).pathname,
      ).toBe(`${before}/api/v1/service-desk`)
  })

  it('has an example wherever it has a schema', () => {
    expect(shown.length).toBeGreaterThan(200)
    expect(shown.filter(({ example }) => example === undefined)).toEqual([])
  })

  it('shows only examples that fit', () => {
    const wrong = shown.flatMap(({ where, pointer, example }) =>
      faults(pointer, example).map((fault) => `${where}: ${fault}`),
    )
    expect(wrong).toEqual([])
  })

  it('notices an example that does not fit', () => {
    const body = shown.find(({ where }) => where.includes('tickets/post/requestBody'))
    expect(faults(body?.pointer ?? '', { title: '', colour: 'red' })).toEqual([
      ' must NOT have additional properties',
      '/title must NOT have fewer than 1 characters',
    ])
  })
})

describe.each(all)('%s', (name, operation) => {
  const given = described(operation)
  const parameters = JSON.stringify(given?.parameters)

  it('says what it is for and who may call it', () => {
    const { roles, scope } = operation
    expect(given).toMatchObject({
      operationId: name,
      summary: operation.summary,
      tags: [operation.tag],
      'x-roles': roles,
    })
    for (const role of roles === 'public' ? ['Anyone'] : roles) expect(given?.description).toContain(role)
    expect(given?.['x-scope']).toBe(scope && `desk/${scope}`)
    expect(given?.security).toEqual(roles === 'public' ? [] : [{ token: [] }])
  })

  it('lists every answer, and no other', () => {
    const expected = [operation.status ?? 200, 429, 500, ...problems(operation).map(([, status]) => status)]
    if (operation.etag && !isWrite(operation)) expected.push(304)
    expect(Object.keys(given?.responses ?? {}).toSorted()).toEqual([...new Set(expected.map(String))].toSorted())
  })

  it('shows each refusal as a problem of its own, or as the page that it is', () => {
    // Of several kinds with one status the first is the example; the others are said.
    const first = new Map(
      problems(operation)
        .toReversed()
        .map(([kind, status]) => [status, kind]),
    )
    for (const [kind, status] of problems(operation)) {
      expect(given?.responses[status]?.description).toContain(explained[kind].when)
      if (first.get(status) !== kind) continue
      if (operation.answer === 'html' && operation.tag === 'Pages by link') {
        expect(Object.keys(given?.responses[status]?.content ?? {})).toEqual(['text/html'])
        continue
      }
      expect(given?.responses[status]).toMatchObject({
        content: { 'application/problem+json': { example: { type: `urn:service-desk:problem:${kind}`, status } } },
      })
    }
  })

  it('names the headers that it reads', () => {
    expect(parameters.includes('IdempotencyKey')).toBe(isWrite(operation) && !operation.form)
    expect(parameters.includes('IfMatch')).toBe(operation.ifMatch !== undefined)
    expect(parameters.includes('IfMatchRequired')).toBe(operation.ifMatch === 'required')
    expect(parameters.includes('IfNoneMatch')).toBe(operation.etag === true && !isWrite(operation))
  })

  it('names the headers that it answers with', () => {
    const headers = given?.responses[operation.status ?? 200]?.headers as object
    expect(headers).toHaveProperty('X-Request-Id')
    expect('ETag' in headers).toBe(operation.etag === true)
    expect('Location' in headers, 'only where there is something to read again').toBe(
      [202, 303].includes(operation.status ?? 200) || (operation.status === 201 && operation.etag === true),
    )
    if (isWrite(operation)) expect(given?.responses['503']?.headers).toHaveProperty('Retry-After')
  })

  it('shows a request and an answer that its own schemas take', () => {
    const example = (examples as Record<string, { query?: unknown; body?: unknown; answer?: unknown }>)[name] ?? {}
    operation.query?.parse(example.query)
    operation.body?.parse(example.body)
    if (typeof operation.answer !== 'string') expect(operation.answer.parse(example.answer)).toEqual(example.answer)
  })
})
