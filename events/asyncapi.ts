import { isForCustomers } from './audiences.ts'
import { type EventType, eventTypes } from './catalogue.ts'
import { cloudEventContentType, cloudEventSource } from './cloud-event.ts'
import { eventSource } from './envelope.ts'
import { eventExamples } from './examples.ts'
import { eventJsonSchema } from './json-schema.ts'
import { meanings } from './meanings.ts'
import { releases } from './releases.ts'

type Json = { [key: string]: unknown }

const types = (Object.keys(eventTypes) as EventType[]).sort()
const forPartners = types.filter((type) => isForCustomers({ type, data: {} }))
const ref = (...path: string[]) => ({ $ref: `#/${path.join('/')}` })

/** JSON Schema 2020-12 as AsyncAPI's own dialect has it: shared shapes lie beside, and a reference has nothing beside it. */
function asDraft7(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(asDraft7)
  if (typeof value !== 'object' || value === null) return value
  const { $ref, ...rest } = value as Json & { $ref?: string }
  const others = Object.fromEntries(Object.entries(rest).map(([key, inner]) => [key, asDraft7(inner)]))
  if (!$ref) return others
  const moved = { $ref: $ref.replace('#/$defs/', '#/components/schemas/') }
  return Object.keys(others).length > 0 ? { ...others, allOf: [moved] } : moved
}

function schemasOf(type: EventType): Json {
  // With an `$id` of its own, its references would lead into it instead of into the document.
  const {
    $schema: _,
    $id: __,
    $defs = {},
    examples: ___,
    ...schema
  } = eventJsonSchema(type) as unknown as Json & {
    properties: Json
  }
  const { data, ...around } = schema.properties
  return {
    ...(asDraft7($defs) as Json),
    [`${type}.data`]: asDraft7(data),
    [type]: {
      ...(asDraft7({ ...schema, properties: around }) as Json),
      properties: { ...(asDraft7(around) as Json), data: ref('components', 'schemas', `${type}.data`) },
    },
  }
}

const cloudEvent = {
  type: 'object',
  description: 'The context attributes of CloudEvents 1.0; `brand` and those after it are extensions',
  required: ['specversion', 'id', 'source', 'type', 'subject', 'time', 'datacontenttype', 'dataschema', 'data'],
  properties: {
    specversion: { const: '1.0' },
    id: { type: 'string' },
    source: { const: cloudEventSource },
    type: { type: 'string' },
    subject: { type: 'string', description: '`<kind>/<id>`' },
    time: { type: 'string', format: 'date-time' },
    datacontenttype: { const: 'application/json' },
    dataschema: { type: 'string', format: 'uri' },
    brand: { type: 'string' },
    sequence: { type: 'string', description: 'Counts the events of a subject, in the order of letters' },
    partitionkey: { type: 'string', description: 'The subject: what has the same stays in order' },
    actorid: { type: 'string' },
    actorrole: { type: 'string' },
    correlationid: { type: 'string' },
    causationid: { type: 'string' },
    replay: { type: 'string', description: 'The replay that sends it again; absent the first time' },
  },
}

function messagesOf(type: EventType): Json {
  const told = { name: type, title: type, summary: meanings[type] }
  const envelope = ref('components', 'schemas', type)
  const webhook = {
    type: 'object',
    required: ['type', 'timestamp'],
    properties: {
      type: { const: type },
      timestamp: { type: 'string', format: 'date-time', description: 'When it happened, as `occurredAt`' },
      replay: { type: 'string', description: 'The replay that sends it again; absent the first time' },
    },
  }
  const data = { properties: { type: { const: type }, data: ref('components', 'schemas', `${type}.data`) } }
  const partners = forPartners.includes(type) && {
    [`${type}.webhook`]: {
      ...told,
      contentType: 'application/json',
      payload: { allOf: [webhook, envelope] },
    },
    [`${type}.cloudevent`]: {
      ...told,
      contentType: cloudEventContentType,
      payload: { allOf: [ref('components', 'schemas', 'CloudEvent'), data] },
    },
  }
  return {
    [type]: {
      ...told,
      contentType: 'application/json',
      payload: envelope,
      examples: [{ name: 'example', payload: eventExamples[type] }],
    },
    ...partners,
  }
}

function channel(address: string | null, description: string, names: readonly string[]): Json {
  return {
    address,
    description,
    messages: Object.fromEntries(names.map((name) => [name, ref('components', 'messages', name)])),
  }
}

const sent = (name: string, summary: string) => ({ action: 'send', summary, channel: ref('channels', name) })

/** What the desk tells, and where, for programs: an AsyncAPI 3.0 document. */
export function asyncApi(): Json {
  return {
    asyncapi: '3.0.0',
    id: 'urn:service-desk:events',
    info: {
      title: 'Events of the service desk',
      version: releases.at(-1)?.version ?? '0.0.0',
      description:
        'At least once, and not in order: key an effect on `id`, and use `seq` where order matters. Fields, values and types may be added. Fields marked `x-personal-data` come only where an admin has granted them.',
      license: { name: 'Apache 2.0', url: 'https://www.apache.org/licenses/LICENSE-2.0' },
    },
    defaultContentType: 'application/json',
    channels: {
      desk: channel(
        eventSource,
        'The bus of the desk itself (Amazon EventBridge): the name of a type is the `detail-type`, what is described here the `detail`',
        types,
      ),
      webhooks: channel(
        null,
        'A POST to the address of a subscription, signed by the Standard Webhooks specification',
        forPartners.flatMap((type) => [`${type}.webhook`, `${type}.cloudevent`]),
      ),
      subscriptions: channel(
        null,
        'The bus or the queue of a subscription',
        forPartners.flatMap((type) => [type, `${type}.cloudevent`]),
      ),
    },
    operations: {
      tellDesk: sent('desk', 'Everything that has happened'),
      callWebhook: sent('webhooks', 'What a partner has subscribed to and may see'),
      tellSubscription: sent('subscriptions', 'What a partner has subscribed to and may see'),
    },
    components: {
      schemas: Object.assign({ CloudEvent: cloudEvent }, ...types.map(schemasOf)),
      messages: Object.assign({}, ...types.map(messagesOf)),
    },
  }
}
