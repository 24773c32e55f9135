import { describe, expect, it } from 'vitest'
import type * as z from 'zod'
import { isWrite } from '../../../schemas/operations/operation.ts'
import { Settings } from '../../../schemas/settings.ts'
import { askedOf, prepared } from '../support/everything.ts'
import { type Asked, kindOf, type OperationName, operationCalled, operationNames } from '../support/gateway.ts'
import { MemoryTable } from '../support/memory-table.ts'
import { type Shape, shapeOf, withAt } from '../support/shape.ts'
import { bothOnADesk } from './both.ts'

const matrix = bothOnADesk()

/** Every name that a value of the desk has, however deep, with the first value found under it. */
function namesIn(value: unknown, found: Map<string, unknown>): void {
  if (Array.isArray(value)) for (const one of value) namesIn(one, found)
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return
  for (const [name, one] of Object.entries(value)) {
    // A field has a name; what is kept by id, code or date is no field.
    if (/^[a-z][A-Za-z0-9]*$/.test(name) && !found.has(name)) found.set(name, one)
    namesIn(one, found)
  }
}

/** What stands in the table and in answers, and what programs of others have been broken by. */
function internalFields(): Map<string, unknown> {
  const found = new Map<string, unknown>([
    ['constructor', { prototype: { role: 'admin' } }],
    ['isAdmin', true],
    ['groups', ['admin']],
    ['scope', 'desk/tickets.write'],
    ['sub', 'admin'],
  ])
  for (const item of matrix.desk.table.items) namesIn(item, found)
  return found
}

const isObject = (shape: Shape): shape is Shape & { properties: Record<string, Shape> } =>
  shape.properties !== undefined

/** Where in a body objects stand that have fields of their own. */
function objectsIn(shape: Shape, path: readonly string[] = []): (readonly string[])[] {
  const inside = [
    ...Object.entries(shape.properties ?? {}).flatMap(([field, one]) => objectsIn(one, [...path, field])),
    ...(shape.items ? objectsIn(shape.items, [...path, '0']) : []),
    ...(shape.anyOf ?? []).flatMap((one) => objectsIn(one, path)),
  ]
  return isObject(shape) && path.length > 0 ? [path, ...inside] : inside
}

const at = (body: unknown, path: readonly string[]): unknown =>
  path.reduce((value, step) => (value as Record<string, unknown> | undefined)?.[step], body)

/** All fields that any of the shapes at a place takes. */
function takenBy(shape: Shape): string[] {
  return [...Object.keys(shape.properties ?? {}), ...(shape.anyOf ?? []).flatMap(takenBy)]
}

const writes = operationNames.filter((name) => isWrite(operationCalled(name)) && operationCalled(name).body)
const inJson = writes.filter((name) => !operationCalled(name).text && !operationCalled(name).form)
const inForms = writes.filter((name) => operationCalled(name).form)

/** A part of something is held against the whole once it is put in: those are its fields. */
const wholes: Partial<Record<OperationName, z.ZodType>> = {
  changeSettings: Settings,
  changeTriageRule: operationCalled('createTriageRule').body as z.ZodType,
  changeAssignmentRule: operationCalled('createAssignmentRule').body as z.ZodType,
}

/** So many wrong fields are named in one answer (functions/platform/http/input.ts). */
const named = 40
const chunks = <Value>(all: readonly Value[]) =>
  Array.from({ length: Math.ceil(all.length / named) }, (_, place) => all.slice(place * named, (place + 1) * named))

it('offers what lies in the table: from keys and versions to who somebody is', () => {
  const fields = [...internalFields().keys()]
  expect(fields).toEqual(expect.arrayContaining(['pk', 'sk', 'version', 'requester', 'customer', 'role', 'gsi5pk']))
  expect(fields.length).toBeGreaterThan(250)
})

describe.each(inJson)('the body of %s', (name) => {
  const shape = shapeOf(operationCalled(name).body as z.ZodType)

  it('takes no field that is not its own: each is named, and nothing is done', async () => {
    const asked = askedOf(name, matrix.both.bakerys)
    const own = takenBy(wholes[name] ? shapeOf(wholes[name]) : shape)
    const foreign = [...internalFields()].filter(([field]) => !own.includes(field))
    // What holds by itself of the settings is written down before the first change of them.
    const lies = () => matrix.desk.table.filter(({ pk }) => pk !== 'SETTINGS#main')
    const before = lies()
    for (const chunk of chunks(foreign)) {
      const answer = await matrix.answered(name, {
        ...asked,
        body: { ...(asked.body as object), ...Object.fromEntries(chunk) },
      })
      expect([answer.status, kindOf(answer)]).toEqual([400, 'invalid'])
      const told = answer.body.errors.map(({ path }: { path: string }) => path)
      expect(told).toEqual(expect.arrayContaining(chunk.map(([field]) => field)))
    }
    expect(lies()).toEqual(before)
  })

  it('takes none further inside either', async () => {
    const asked = askedOf(name, matrix.both.bakerys)
    const fields = [...internalFields()]
    for (const path of objectsIn(shape)) {
      const given = at(asked.body, path)
      const offered = Object.fromEntries(fields.map(([field]) => [`${field}`, 'x']))
      const body = withAt(asked.body, path, { ...offered, ...(typeof given === 'object' ? given : {}) })
      const { status } = await matrix.answered(name, { ...asked, body })
      expect([path.join('.'), status]).toEqual([path.join('.'), 400])
    }
  })
})

/** What lies there, without what is new each time. */
const plain = (table: MemoryTable) =>
  JSON.stringify(table.items)
    .replace(/[0-9A-HJKMNP-TV-Z]{26}/g, '*')
    .replace(/[0-9a-f]{32,}/g, '*')

describe.each(inForms)('the form of %s', (name) => {
  it('has no effect but by its own fields', async () => {
    const before = matrix.both.bakerys
    const ready = { ...before, ...(await prepared[name]?.(before)) }
    const table = matrix.desk.table
    const taken = takenBy(shapeOf(operationCalled(name).body as z.ZodType))
    const after: string[] = []
    const asked: Asked = askedOf(name, ready)
    const offered = Object.fromEntries([...internalFields()].filter(([field]) => !taken.includes(field)))
    for (const more of [{}, offered]) {
      matrix.desk.table = new MemoryTable(table)
      const { status } = await matrix.answered(name, { ...asked, body: { ...(asked.body as object), ...more } })
      expect(status).toBeLessThan(500)
      after.push(`${status < 400} ${plain(matrix.desk.table)}`)
    }
    if (after[1]?.startsWith('true')) expect(after[1]).toBe(after[0])
  })
})
