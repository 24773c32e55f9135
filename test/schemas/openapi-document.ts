import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { openApi } from '../../schemas/openapi.ts'

type Tree = Record<string, unknown>
export interface Shown {
  where: string
  pointer: string
  example: unknown
}

export const document = openApi() as unknown as Tree & {
  paths: Record<string, Record<string, Tree & { operationId: string; responses: Record<string, Tree> }>>
}

const ajv = new Ajv2020({ strict: false, allErrors: true })
addFormats.default(ajv)
ajv.addSchema({ $id: 'https://desk.example/openapi', ...(document as object) })

const pointerPart = (key: string) => encodeURIComponent(key.replaceAll('~', '~0').replaceAll('/', '~1'))

/** Everything in the document that has a schema and an example beside it, and everything that has a schema and none. */
export function* schemasWithExamples(node: unknown = document, pointer = '#'): Generator<Shown> {
  if (typeof node !== 'object' || node === null) return
  const inSchemas = /^#\/components\/schemas\//.test(pointer)
  if ('schema' in node && !inSchemas)
    yield { where: pointer, pointer: placeOf(node.schema as Tree, pointer), example: (node as Tree).example }
  if (inSchemas && Array.isArray((node as Tree).examples))
    for (const example of (node as { examples: unknown[] }).examples) yield { where: pointer, pointer, example }
  for (const [key, child] of Object.entries(node))
    if (key !== 'example' && key !== 'examples') yield* schemasWithExamples(child, `${pointer}/${pointerPart(key)}`)
}

/** Where a schema stands: where it is nothing but a reference, what that refers to, so that each is compiled once. */
const placeOf = ({ $ref, ...rest }: Tree, pointer: string): string =>
  typeof $ref === 'string' && Object.keys(rest).length === 0 ? $ref : `${pointer}/schema`

const compiled = new Map<string, ValidateFunction>()

/** What is wrong with a value by the schema at a place of the document; nothing where it fits. */
export function faults(pointer: string, value: unknown): string[] {
  const check = compiled.get(pointer) ?? ajv.compile({ $ref: `https://desk.example/openapi${pointer}` })
  compiled.set(pointer, check)
  check(value)
  return (check.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`)
}
