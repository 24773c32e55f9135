import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import formats from 'ajv-formats'
import type { EventType } from '../../events/catalogue.ts'
import { eventSchema } from '../../events/json-schema.ts'

interface Reference {
  $ref: string
}
interface Described {
  content?: Record<string, unknown>
}
export interface OpenApi {
  openapi: string
  paths: Record<string, Record<string, { responses: Record<string, Described | Reference> }>>
}

const schemas = () => {
  const ajv = new Ajv2020({ strict: false, allErrors: true, validateSchema: false })
  formats.default(ajv)
  return ajv
}

/** Holds answers against the OpenAPI document that the desk serves. */
export function contractOf(document: OpenApi) {
  const ajv = schemas().addSchema(document, 'desk')
  const known = new Map<string, ValidateFunction>()
  const at = (...steps: string[]) =>
    `/${steps.map((step) => step.replaceAll('~', '~0').replaceAll('/', '~1')).join('/')}`
  const schemaAt = (pointer: string) => {
    const schema =
      known.get(pointer) ?? ajv.compile({ $ref: `desk#${pointer.replaceAll('{', '%7B').replaceAll('}', '%7D')}` })
    known.set(pointer, schema)
    return schema
  }

  /** Throws where the answer is none that the document names, or is not of the shape that it names. */
  return function check(path: string, method: string, status: number, type: string, body: unknown): void {
    const what = `${method.toUpperCase()} ${path} → ${status} ${type}`
    const named = document.paths[path]?.[method]?.responses[status]
    if (!named) throw new Error(`${what}: the document does not name this status`)
    const shared = '$ref' in named ? named.$ref.slice(1) : undefined
    const pointer = shared ?? at('paths', path, method, 'responses', String(status))
    const found = shared ? (find(document, shared) as Described) : (named as Described)
    if (Object.keys(found.content ?? {}).length === 0 && body === '') return
    const media = type.split(';')[0] ?? ''
    if (!found.content?.[media]) throw new Error(`${what}: the document does not name this type`)
    if (!media.endsWith('json')) return
    const schema = schemaAt(`${pointer}${at('content', media, 'schema')}`)
    if (!schema(body)) throw new Error(`${what}: ${ajv.errorsText(schema.errors)} in ${JSON.stringify(body)}`)
  }
}

const find = (document: unknown, pointer: string): unknown =>
  pointer
    .split('/')
    .slice(1)
    .reduce<unknown>((value, step) => (value as Record<string, unknown>)[step], document)

const events = new Map<string, ValidateFunction>()
const folder = join(import.meta.dirname, '../../events/generated')

/** Throws where an event's `detail` is not what the published schema of its type says, or has values that are not sent yet. */
export function checkEvent(type: EventType, detail: unknown): void {
  const schema = events.get(type) ?? schemas().compile(JSON.parse(readFileSync(join(folder, `${type}.json`), 'utf8')))
  events.set(type, schema)
  if (!schema(detail)) throw new Error(`${type}: ${JSON.stringify(schema.errors)} in ${JSON.stringify(detail)}`)
  const issues = eventSchema(type).safeParse(detail).error?.issues ?? []
  const wrong = issues.filter(({ code }) => code !== 'unrecognized_keys')
  if (wrong.length > 0) throw new Error(`${type}: ${JSON.stringify(wrong)} in ${JSON.stringify(detail)}`)
}
