import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import specification from '@asyncapi/specs/schemas/3.0.0-without-$id.json' with { type: 'json' }
import { Ajv } from 'ajv'
import addFormats from 'ajv-formats'
import { describe, expect, it } from 'vitest'
import { asyncApi } from '../../events/asyncapi.ts'
import { isForCustomers } from '../../events/audiences.ts'
import { type EventType, eventTypes } from '../../events/catalogue.ts'
import { cloudEvent } from '../../events/cloud-event.ts'
import { eventExamples } from '../../events/examples.ts'
import { ownKeywords } from '../../events/json-schema.ts'

const document = JSON.parse(JSON.stringify(asyncApi())) as {
  channels: Record<string, { messages: Record<string, unknown> }>
  components: { messages: Record<string, object>; schemas: Record<string, object> }
}
const types = Object.keys(eventTypes) as EventType[]

/** Where every reference of the document leads. */
function* references(node: unknown): Generator<string> {
  if (typeof node !== 'object' || node === null) return
  if ('$ref' in node && typeof node.$ref === 'string') yield node.$ref
  for (const inner of Object.values(node)) yield* references(inner)
}
const at = (reference: string): unknown =>
  reference
    .slice(2)
    .split('/')
    .reduce<unknown>((node, step) => (node as Record<string, unknown> | undefined)?.[step], document)

describe('the AsyncAPI document', () => {
  it('is one by the specification’s own schema', () => {
    const ajv = new Ajv({ strict: false, allErrors: true })
    addFormats.default(ajv)
    const check = ajv.compile(specification)
    check(document)
    expect(check.errors).toBeNull()
  })

  it('refers to nothing that is not there', () => {
    expect([...references(document)].filter((reference) => at(reference) === undefined)).toEqual([])
  })

  it('tells of every type on the desk’s bus, and outside of those that partners may see', () => {
    expect(Object.keys(document.channels.desk?.messages ?? {}).sort()).toEqual([...types].sort())
    const outside = Object.keys(document.channels.subscriptions?.messages ?? {}).filter((name) =>
      types.includes(name as EventType),
    )
    expect(outside.sort()).toEqual(types.filter((type) => isForCustomers({ type, data: {} })).sort())
  })

  const ajv = new Ajv({ strict: false })
  addFormats.default(ajv)
  for (const keyword of ownKeywords) ajv.addKeyword(keyword)
  ajv.addSchema({ components: document.components }, 'document')
  const holds = (message: string, payload: unknown) => {
    const check = ajv.compile({ $ref: `document#/components/messages/${message}/payload` })
    check(payload)
    return check.errors
  }

  it('describes each example in each of its forms, and nothing else by that name', () => {
    for (const type of types) {
      const event = eventExamples[type]
      expect(holds(type, event), type).toBeNull()
      expect(holds(type, { ...event, data: undefined }), type).not.toBeNull()
      if (!document.components.messages[`${type}.webhook`]) continue
      expect(holds(`${type}.webhook`, { type, timestamp: event.occurredAt, ...event }), type).toBeNull()
      expect(holds(`${type}.webhook`, event), type).not.toBeNull()
      expect(holds(`${type}.cloudevent`, cloudEvent(type, event)), type).toBeNull()
      expect(holds(`${type}.cloudevent`, { ...cloudEvent(type, event), type: 'other' }), type).not.toBeNull()
    }
  })
})

describe('the package', () => {
  const manifest = JSON.parse(readFileSync('events/package.json', 'utf8')) as { files: string[] }

  it('has types that stand by themselves, strictly', () => {
    const options = ['--noEmit', '--strict', '--exactOptionalPropertyTypes', '--types', '', '--ignoreConfig']
    const tsc = 'node_modules/typescript/bin/tsc'
    expect(execFileSync(process.execPath, [tsc, ...options, 'events/generated/index.d.ts'], { encoding: 'utf8' })).toBe(
      '',
    )
  })

  it('holds what it exports, and nothing of the code', () => {
    const said = execFileSync('npm', ['pack', './events', '--dry-run', '--json'], { encoding: 'utf8' })
    const [{ files }] = JSON.parse(said) as [{ files: { path: string }[] }]
    const paths = files.map(({ path }) => path)
    expect(paths).toEqual(
      expect.arrayContaining(['CHANGELOG.md', 'generated/asyncapi.json', 'generated/index.d.ts', 'package.json']),
    )
    expect(paths.filter((path) => path.endsWith('.json') && path.startsWith('generated/'))).toHaveLength(
      types.length + 1,
    )
    expect(paths.filter((path) => path.endsWith('.ts') && !path.endsWith('.d.ts'))).toEqual([])
    expect(manifest.files).toContain('generated')
  })
})
