import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { describe, expect, it } from 'vitest'
import { type EventType, eventTypes } from '../../events/catalogue.ts'
import { maxDataBytes } from '../../events/envelope.ts'
import { eventExamples } from '../../events/examples.ts'
import { eventJsonSchema, eventSchema, ownKeywords } from '../../events/json-schema.ts'

const types = Object.keys(eventTypes) as EventType[]

function checkerOf(type: EventType) {
  const ajv = new Ajv2020({ strict: true, allErrors: true, keywords: [...ownKeywords] })
  addFormats.default(ajv)
  return ajv.compile(eventJsonSchema(type))
}

function* strings(node: unknown): Generator<string> {
  if (typeof node === 'string') yield node
  else if (typeof node === 'object' && node !== null) for (const child of Object.values(node)) yield* strings(child)
}

describe.each(types)('the event %s', (type) => {
  const example = eventExamples[type]
  const check = checkerOf(type)

  it('has an example that its own schema takes unchanged', () => {
    expect(eventSchema(type).parse(example)).toEqual(example)
  })

  it('has an example that its JSON Schema takes, and carries it', () => {
    check(example)
    expect(check.errors).toBeNull()
    expect(eventJsonSchema(type).examples).toEqual([example])
  })

  it('is refused by its JSON Schema without its data, or with a field of the wrong type', () => {
    const [field = ''] = Object.keys(example.data)
    const { data: _, ...without } = example
    expect(check(without)).toBe(false)
    expect(check({ ...example, data: { ...example.data, [field]: { no: 'such thing' } } })).toBe(false)
  })

  it('may grow by a field, and so by a version, without a consumer stumbling over it', () => {
    const later = { ...example, schemaVersion: example.schemaVersion + 1, addedLater: 1 }
    expect(check({ ...later, data: { ...example.data, addedLater: 1 } })).toBe(true)
  })

  it('carries ids, codes and numbers only, and few of them', () => {
    expect([...strings(example.data)].filter((text) => !/^[\w.:-]+$/.test(text))).toEqual([])
    expect(JSON.stringify(example.data).length).toBeLessThan(maxDataBytes)
  })
})
