import { comment, key, type Schema, typeOf } from './schema-types.ts'

interface Content {
  schema?: Schema
}
interface Parameter {
  $ref?: string
  name: string
  in: string
  required?: boolean
  schema: Schema & { default?: unknown }
}
interface Described {
  operationId: string
  summary: string
  security?: unknown[]
  'x-scope'?: string
  parameters?: Parameter[]
  requestBody?: { required?: boolean; content: Record<string, Content> }
  responses: Record<string, { content?: Record<string, Content> }>
}
/** The OpenAPI document, as far as the client is made from it. */
export interface OpenApi {
  'x-base-path'?: string
  paths?: Record<string, Record<string, Described>>
  components?: { schemas?: Record<string, Schema> }
}

const folder = 'clients/typescript/src/generated'
const head = '// Generated from the OpenAPI document by `npm run generate`: change that, not this.\n'

interface One extends Described {
  method: string
  path: string
}

const operationsIn = ({ paths = {} }: OpenApi): One[] =>
  Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, described]) => ({ ...described, method, path })),
  )

/** The generated files of the client by their paths from the root. */
export function clientFiles(document: OpenApi): Map<string, string> {
  return new Map([
    [`${folder}/schemas.ts`, schemasOf(document)],
    [`${folder}/operations.ts`, operationsOf(document)],
  ])
}

function schemasOf({ components }: OpenApi): string {
  const types = Object.entries(components?.schemas ?? {}).map(
    ([name, schema]) => `${comment(schema.description)}export type ${name} = ${typeOf(schema)}\n`,
  )
  return `${head}\n${types.join('\n')}`
}

function operationsOf(document: OpenApi): string {
  const all = operationsIn(document)
  const used = new Set<string>()
  const shapes = all.map((one) => shapeOf(one, used))
  const names = Object.keys(document.components?.schemas ?? {}).filter((name) => used.has(name))
  return [
    `${head}import type {\n${names.map((name) => `  ${name},\n`).join('')}} from './schemas.ts'\n`,
    `/** Below the address of the desk. */\nexport const basePath = ${JSON.stringify(document['x-base-path'])}\n`,
    '/** What each operation takes and answers. */',
    `export interface Operations {\n${shapes.join('\n')}\n}\n`,
    '/** How each is called. */',
    `export const operations = {\n${all.map(callOf).join('\n')}\n} as const\n`,
  ].join('\n')
}

/** The type of what an operation takes and answers; the names of the schemas in it go into `used`. */
function shapeOf(one: One, used: Set<string>): string {
  const indent = '    '
  const named = (schema: Schema) => {
    for (const [, name] of JSON.stringify(schema).matchAll(/"#\/components\/schemas\/(\w+)"/g)) used.add(name ?? '')
    return typeOf(schema, indent)
  }
  const parametersIn = (place: string) => (one.parameters ?? []).filter((parameter) => parameter.in === place)
  const fields = (parameters: Parameter[]) =>
    parameters
      .map(
        ({ name, required, schema }) =>
          `${comment(schema.description, `${indent}  `)}${indent}  ${key(name)}${required ? '' : '?'}: ${named(schema)}${required ? '' : ' | undefined'}\n`,
      )
      .join('')
  const part = (name: string, parameters: Parameter[]) => {
    if (parameters.length === 0) return ''
    const isRequired = parameters.some(({ required }) => required)
    return `${indent}${name}${isRequired ? '' : '?'}: {\n${fields(parameters)}${indent}}\n`
  }
  const [type, body] = Object.entries(one.requestBody?.content ?? {})[0] ?? []
  const bodyType = type?.startsWith('text/') ? 'string' : body?.schema && named(body.schema)
  const reads = (name: string) => (one.parameters ?? []).some(({ $ref }) => $ref?.endsWith(`/${name}`))
  const match = reads('IfMatchRequired') ? 'ifMatch' : reads('IfMatch') ? 'ifMatch?' : undefined
  return [
    comment(`${one.summary}.${one['x-scope'] ? ` Partners: with the scope \`${one['x-scope']}\`.` : ''}`, '  '),
    `  ${one.operationId}: {\n`,
    part('params', parametersIn('path')),
    part('query', parametersIn('query')),
    bodyType ? `${indent}body${one.requestBody?.required ? '' : '?'}: ${bodyType}\n` : '',
    match ? `${indent}${match}: string${match.endsWith('?') ? ' | undefined' : ''}\n` : '',
    `${indent}answer: ${answerOf(one, named)}\n`,
    '  }',
  ].join('')
}

function answerOf({ responses }: One, named: (schema: Schema) => string): string {
  const [, success] = Object.entries(responses).find(([status]) => /^(20|303)/.test(status)) ?? []
  const content = success?.content ?? {}
  const json = content['application/json']?.schema
  if (json) return named(json)
  return Object.keys(content).length > 0 ? 'string' : 'undefined'
}

function callOf({ operationId, method, path, parameters = [], requestBody, security }: One): string {
  const isKeyed = parameters.some(({ $ref }) => $ref?.endsWith('/IdempotencyKey'))
  const type = Object.keys(requestBody?.content ?? {})[0]
  const said = [
    `method: '${method.toUpperCase()}'`,
    `path: '${path}'`,
    ...(isKeyed ? ['keyed: true'] : []),
    ...(type ? [`type: '${type}'`] : []),
    ...(security?.length === 0 ? ['open: true'] : []),
  ]
  return `  ${operationId}: { ${said.join(', ')} },`
}
