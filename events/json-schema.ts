import * as z from 'zod'
import { type EventType, eventTypes } from './catalogue.ts'
import { Envelope } from './envelope.ts'
import { eventExamples } from './examples.ts'
import { meanings } from './meanings.ts'
import { personalFields } from './personal.ts'
import { subjectKind } from './subjects.ts'
import { versionOf } from './versions.ts'

/** The envelope with the data of one type: what the event's `detail` must be as it is sent today. */
export const eventSchema = (type: EventType) =>
  Envelope.extend({
    subject: z.strictObject({ kind: z.literal(subjectKind(type)), id: z.string() }),
    schemaVersion: z.literal(versionOf(type)),
    data: eventTypes[type],
  })

interface Part {
  enum?: unknown
  const?: unknown
  minimum?: number
  properties?: Record<string, Part>
  items?: Part
  required?: string[]
  'x-personal-data'?: true
}

/** Marks what is personal: who has no grant for it gets events without, so nothing of it is required. */
function mark(part: Part, [name = '', ...rest]: readonly string[]): void {
  const within = part.items ?? part
  const field = within.properties?.[name]
  if (!field) throw new Error(`there is no field ${name} to call personal`)
  if (rest.length > 0) {
    mark(field, rest)
    return
  }
  field['x-personal-data'] = true
  within.required = within.required?.filter((it) => it !== name) ?? []
}

/** A list of values that is all of them today, and may grow: a validator takes one that it does not know. */
const known = 'x-known-values'
/** What our schemas say beyond JSON Schema's own keywords. */
export const ownKeywords = [known, 'x-personal-data'] as const

/**
 * The same for those who do not speak zod, with an example; the event's name on the bus is its title.
 * It promises what stays: fields, values and versions may be added, so no schema that was ever published refuses a later event.
 */
export function eventJsonSchema(type: EventType) {
  const { $schema, ...rest } = z.toJSONSchema(eventSchema(type), {
    override({ jsonSchema }) {
      // Types grow: who checks by this schema must not stumble over a field that is added later.
      if (jsonSchema.additionalProperties === false) delete jsonSchema.additionalProperties
      if (jsonSchema.enum) {
        jsonSchema[known] = jsonSchema.enum
        delete jsonSchema.enum
      }
      if (!('example' in jsonSchema)) return
      jsonSchema.examples = [jsonSchema.example]
      delete jsonSchema.example
    },
  })
  const { schemaVersion } = rest.properties as Record<string, Part>
  if (schemaVersion) {
    delete schemaVersion.const
    schemaVersion.minimum = versionOf(type)
  }
  for (const path of personalFields[type] ?? []) mark(rest.properties?.data as Part, path.split('.'))
  return {
    $schema,
    $id: `urn:service-desk:event:${type}:${versionOf(type)}`,
    title: type,
    description: meanings[type],
    ...rest,
    examples: [eventExamples[type]],
  }
}
