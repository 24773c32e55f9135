import openapi from '../../schemas/generated/openapi.json' with { type: 'json' }

/** A JSON Schema, as far as the page shows one. */
export interface Schema {
  $ref?: string
  type?: string
  format?: string
  pattern?: string
  description?: string
  enum?: unknown[]
  const?: unknown
  default?: unknown
  items?: Schema
  properties?: Record<string, Schema>
  additionalProperties?: boolean | Schema
  required?: string[]
  minLength?: number
  maxLength?: number
  minimum?: number
  exclusiveMinimum?: number
  maximum?: number
  maxItems?: number
}

export interface Parameter {
  name: string
  in: 'path' | 'query' | 'header'
  required?: boolean
  description?: string
  schema: Schema
  example?: unknown
}

type Reference = { $ref: string }
export type Content = Record<string, { schema: Schema; example?: unknown }>

export interface Answer {
  description: string
  headers?: Record<string, Reference>
  content?: Content
}

export interface Described {
  operationId: string
  tags: string[]
  summary: string
  description: string
  parameters?: (Parameter | Reference)[]
  requestBody?: { required: boolean; content: Content }
  responses: Record<string, Answer | Reference>
}

/** The OpenAPI document, as far as this function reads it. */
export interface Document {
  'x-base-path': string
  info: { title: string; version: string; description: string }
  tags: { name: string; description: string }[]
  paths: Record<string, Record<string, Described>>
  components: {
    schemas: Record<string, Schema>
    parameters: Record<string, Parameter>
    headers: Record<string, { description: string; example: unknown }>
    responses: Record<string, Answer>
  }
}

export const document = openapi as unknown as Document

/** The thing itself, where the document only points to it; within `components`, which is all that it points into. */
export function resolve<Thing extends object>(components: Document['components'], given: Thing | Reference): Thing {
  if (!('$ref' in given)) return given as Thing
  const [kind = '', name = ''] = given.$ref.split('/').slice(2)
  return (components as unknown as Record<string, Record<string, Thing>>)[kind]?.[name] as Thing
}
