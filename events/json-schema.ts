import * as z from 'zod'
import { type EventType, eventTypes } from './catalogue.ts'
import { Envelope } from './envelope.ts'
import { eventExamples } from './examples.ts'
import { meanings } from './meanings.ts'
import { personalFields } from './personal.ts'
import { versionOf } from './versions.ts'

/** The envelope with the data of one type: what the event's `detail` must be. */
export const eventSchema = (type: EventType) =>
  Envelope.extend({ schemaVersion: z.literal(versionOf(type)), data: eventTypes[type] })

interface Part {
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

/** The same for those who do not speak zod, with an example; the event's name on the bus is its title. */
export function eventJsonSchema(type: EventType) {
  const { $schema, ...rest } = z.toJSONSchema(eventSchema(type), {
    override({ jsonSchema }) {
      // Types grow: who checks by this schema must not stumble over a field that is added later.
      if (jsonSchema.additionalProperties === false) delete jsonSchema.additionalProperties
      if (!('example' in jsonSchema)) return
      jsonSchema.examples = [jsonSchema.example]
      delete jsonSchema.example
    },
  })
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
