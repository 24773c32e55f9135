import * as z from 'zod'
import { type EventType, eventTypes } from './catalogue.ts'
import { Envelope } from './envelope.ts'
import { eventExamples } from './examples.ts'
import { meanings } from './meanings.ts'
import { versionOf } from './versions.ts'

/** The envelope with the data of one type: what the event's `detail` must be. */
export const eventSchema = (type: EventType) =>
  Envelope.extend({ schemaVersion: z.literal(versionOf(type)), data: eventTypes[type] })

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
  return {
    $schema,
    $id: `urn:service-desk:event:${type}:${versionOf(type)}`,
    title: type,
    description: meanings[type],
    ...rest,
    examples: [eventExamples[type]],
  }
}
