import type * as z from 'zod'
import {
  createDocument,
  type oas31,
  type ZodOpenApiOperationObject,
  type ZodOpenApiOverride,
  type ZodOpenApiPathsObject,
} from 'zod-openapi'
import { type AnswerExample, answersOf, gatewayMessage, sharedAnswers } from './openapi/answers.ts'
import { examples } from './openapi/examples.ts'
import { headers, parameter, parameters } from './openapi/headers.ts'
import { introduction } from './openapi/introduction.ts'
import { operations } from './operations/catalogue.ts'
import { basePath, type Operation, tags } from './operations/operation.ts'

type Example = AnswerExample & { readonly query?: Record<string, unknown>; readonly body?: unknown }

const exampleFor = (schema: z.ZodType) => schema.meta()?.example

function whoMay({ roles, scope }: Operation): string {
  if (roles === 'public') return '**Anyone**, without a token.'
  const named = roles.map((role) => (role === 'partner' && scope ? `partner (scope \`desk/${scope}\`)` : role))
  return `**Roles:** ${named.join(', ')}.`
}

function headersOf({ ifMatch, etag, method, form }: Operation) {
  const names: Parameters<typeof parameter>[0][] = []
  if (method !== 'get' && !form) names.push('IdempotencyKey')
  if (ifMatch) names.push(ifMatch === 'required' ? 'IfMatchRequired' : 'IfMatch')
  if (etag && method === 'get') names.push('IfNoneMatch')
  return names.map(parameter) as unknown as NonNullable<ZodOpenApiOperationObject['parameters']>
}

/** The path with its parameters filled in, as an example of what is asked for. */
const instanceOf = ({ path, params }: Operation) =>
  basePath + path.replace(/\{(\w+)\}/g, (_, name: string) => `${exampleFor(params?.shape[name] as z.ZodType)}`)

function describe(name: string, operation: Operation, example: Example): ZodOpenApiOperationObject {
  const { roles, scope, summary, description, tag, params, query, body, text, form } = operation
  return {
    operationId: name,
    tags: [tag],
    summary,
    description: [description, whoMay(operation)].filter(Boolean).join('\n\n'),
    security: roles === 'public' ? [] : [{ token: [] }],
    'x-roles': roles,
    ...(scope && { 'x-scope': `desk/${scope}` }),
    parameters: headersOf(operation),
    requestParams: {
      ...(params && { path: params }),
      ...(query && { query: query }),
    },
    ...(body && {
      requestBody: {
        required: !body.safeParse(undefined).success,
        content: {
          [form ? 'application/x-www-form-urlencoded' : (text?.type ?? 'application/json')]: {
            schema: body,
            example: example.body,
          },
        },
      },
    }),
    responses: answersOf(operation, instanceOf(operation), example),
  }
}

/** `example` is a word of OpenAPI 3.0; JSON Schema's, and so 3.1's, is `examples`. */
const asJsonSchema: ZodOpenApiOverride = ({ jsonSchema }) => {
  if (!('example' in jsonSchema)) return
  jsonSchema.examples = [jsonSchema.example]
  delete jsonSchema.example
}

/** In the order of the examples, which is the order of a ticket's life; a module's own is that of the alphabet. */
const ordered = Object.keys(examples).map((name) => ({
  name,
  operation: (operations as Record<string, Operation>)[name] as Operation,
  example: examples[name as keyof typeof examples] as Example,
}))

function pathsOf(): ZodOpenApiPathsObject {
  const paths: Record<string, Record<string, ZodOpenApiOperationObject>> = {}
  for (const { name, operation, example } of ordered) {
    const path = paths[operation.path] ?? {}
    path[operation.method] = describe(name, operation, example)
    paths[operation.path] = path
  }
  return paths
}

function addParameterExamples(document: oas31.OpenAPIObject) {
  for (const { operation, example } of ordered)
    for (const parameter of document.paths?.[operation.path]?.[operation.method]?.parameters ?? [])
      if ('name' in parameter)
        parameter.example =
          example.query?.[parameter.name] ?? exampleFor(operation.params?.shape[parameter.name] as z.ZodType)
}

/** The OpenAPI document of every operation. */
export function openApi(): oas31.OpenAPIObject {
  const document = createDocument(
    {
      openapi: '3.1.0',
      info: {
        title: 'Service desk',
        version: '1.0.0',
        description: introduction(),
        license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
      },
      // Seen from where this document is served, so that it holds behind every gateway and stage.
      servers: [{ url: `../${basePath.split('/').at(-1)}`, description: 'Where this document was read from' }],
      'x-base-path': basePath,
      tags: Object.entries(tags)
        .filter(([name]) => ordered.some(({ operation }) => operation.tag === name))
        .map(([name, description]) => ({ name, description })),
      security: [{ token: [] }],
      paths: pathsOf(),
      components: {
        headers,
        parameters,
        responses: sharedAnswers,
        schemas: { GatewayMessage: gatewayMessage as unknown as z.ZodType },
        securitySchemes: {
          token: {
            type: 'http',
            scheme: 'bearer',
            bearerFormat: 'JWT',
            description: 'An access token of the user pool; its groups are the roles, of a partner its scopes',
          },
        },
      },
    },
    { override: asJsonSchema },
  ) as oas31.OpenAPIObject
  addParameterExamples(document)
  return document
}
