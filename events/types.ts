import { type EventType, eventTypes } from './catalogue.ts'
import type { Schema } from './compatibility.ts'
import { eventJsonSchema } from './json-schema.ts'
import { meanings } from './meanings.ts'

const types = (Object.keys(eventTypes) as EventType[]).sort()
/** `TicketStatusChanged` */
const nameOf = (type: string) => type.replaceAll(/(?:^|[.-])(\w)/g, (_, letter: string) => letter.toUpperCase())
const indent = (text: string) => text.replaceAll(/^(?=.)/gm, '  ')
const comment = (words: readonly (string | undefined)[]) => {
  const said = words.filter(Boolean)
  return said.length > 0 ? `/** ${said.join('. ')} */\n` : ''
}

/** One field with what is to be known of it. */
function field(name: string, schema: Schema, required: boolean): string {
  const words = [
    schema.description,
    schema['x-personal-data'] && 'Personal: absent unless it is granted',
    schema.format === 'date-time' && 'ISO 8601 in UTC',
  ]
  const key = /^\w+$/.test(name) ? name : `'${name}'`
  return `${comment(words.map((it) => it || undefined))}${key}${required ? '' : '?'}: ${typeOf(schema)}`
}

/** A schema of ours as TypeScript; throws where it is of a kind that none was up to now. */
function typeOf(schema: Schema): string {
  const { $ref, anyOf, items, properties, type } = schema
  const values = schema['x-known-values']
  if ($ref) return $ref.replace('#/$defs/', '')
  if (schema.const !== undefined) return literal(schema.const)
  if (values) return [...values.map(literal), '(string & {})'].join(' | ')
  if (anyOf) return anyOf.map(typeOf).join(' | ')
  if (items) return /^\w+$/.test(typeOf(items)) ? `${typeOf(items)}[]` : `Array<${typeOf(items)}>`
  if (properties) return object(schema)
  if (type === 'object') return record(schema)
  if (type === 'integer' || type === 'number') return 'number'
  if (type === 'string' || type === 'boolean') return type
  throw new Error(`there is no type for ${JSON.stringify(schema)}`)
}

const literal = (value: unknown) => (typeof value === 'string' ? `'${value}'` : JSON.stringify(value))

function record({ propertyNames, additionalProperties }: Schema): string {
  const keys = propertyNames ? typeOf(propertyNames) : 'string'
  return `{ [Key in ${keys}]?: ${additionalProperties ? typeOf(additionalProperties) : 'unknown'} }`
}

function object({ properties = {}, required = [] }: Schema): string {
  const fields = Object.entries(properties).map(([name, schema]) => field(name, schema, required.includes(name)))
  return fields.length > 0 ? `{\n${indent(fields.join('\n'))}\n}` : 'Record<string, never>'
}

const schemaOf = (type: EventType) => eventJsonSchema(type) as unknown as Schema

/** Every shape that has a name, and the envelope's own fields, which are the same in every schema. */
function shared(): { named: Map<string, Schema>; envelope: Schema } {
  const all = types.map(schemaOf)
  const named = new Map(all.flatMap(({ $defs }) => Object.entries($defs ?? {})))
  const { properties = {}, required = [] } = all[0] ?? {}
  const { data: _, subject: __, ...around } = properties
  const rest = required.filter((name) => name in around)
  return { named: new Map([...named].sort()), envelope: { properties: around, required: rest } }
}

const ways = `/** Each type's event, by its name. */
export interface EventsByType {
EVENTS
}
export type EventType = keyof EventsByType

/** As EventBridge hands it on: told apart by \`detail-type\`. */
export type BusEvent = {
  [Type in EventType]: {
    id: string
    source: 'service-desk' | 'service-desk.partners'
    'detail-type': Type
    time: string
    detail: EventsByType[Type]
  }
}[EventType]

/** As a webhook gets it: told apart by \`type\`. */
export type WebhookEvent = {
  [Type in EventType]: {
    type: Type
    timestamp: string
    /** The replay that sends it again; absent the first time. */
    replay?: string
  } & EventsByType[Type]
}[EventType]

/** As who asked for CloudEvents 1.0 gets it: told apart by \`type\`. */
export type CloudEvent = {
  [Type in EventType]: {
    specversion: '1.0'
    id: string
    source: 'urn:service-desk'
    type: Type
    subject: string
    time: string
    datacontenttype: 'application/json'
    dataschema: string
    sequence: string
    partitionkey: string
    brand: string
    actorid: string
    actorrole: string
    correlationid: string
    causationid?: string
    /** The replay that sends it again; absent the first time. */
    replay?: string
    data: EventsByType[Type]['data']
  }
}[EventType]
`

/** The package's types: each event, and a union of all for each way that they come. */
export function typeDeclarations(): string {
  const { named, envelope } = shared()
  const shapes = [...named].map(
    ([name, schema]) => `${comment([schema.description])}export type ${name} = ${typeOf({ ...schema, format: '' })}`,
  )
  const events = types.map((type) => {
    const { properties = {} } = schemaOf(type)
    const { data = {}, subject = {} } = properties
    return `${comment([meanings[type]])}export interface ${nameOf(type)} extends Envelope {\n${indent(`subject: ${typeOf(subject)}\ndata: ${typeOf(data)}`)}\n}`
  })
  const byType = types.map((type) => `  '${type}': ${nameOf(type)}`).join('\n')
  return `${[
    '// Generated by `npm run generate`. A list of values may grow: be ready for one that you do not know.',
    ...shapes,
    `/** What every event says around its data. */\nexport interface Envelope ${object(envelope)}`,
    ...events,
    ways.replace('EVENTS', byType).trimEnd(),
  ].join('\n\n')}\n`
}
