import type { EventType } from './catalogue.ts'
import type { Envelope } from './envelope.ts'

/** As consumers of CloudEvents know the desk; with `id` it names an event once and for all. */
export const cloudEventSource = 'urn:service-desk'

/** What a whole event in the structured form is sent as. */
export const cloudEventContentType = 'application/cloudevents+json'

/** An event in the structured JSON form of CloudEvents 1.0.2; what has no attribute of theirs is an extension (§ 3.3: lower case, letters and digits). */
export interface CloudEvent {
  specversion: '1.0'
  id: string
  source: typeof cloudEventSource
  type: EventType
  /** `ticket/TKT000123` */
  subject: string
  time: string
  datacontenttype: 'application/json'
  /** Of `data`: the schema that is published for the type in this version. */
  dataschema: string
  /** The envelope's `seq`, by the extension “Sequence”: of one subject, in the order of letters. */
  sequence: string
  /** By the extension “Partitioning”: what is of one subject stays in order. */
  partitionkey: string
  brand: string
  actorid: string
  actorrole: string
  /** By the extension “Distributed tracing … Correlation”: the request, or the run, that it began with. */
  correlationid: string
  causationid?: string
  /** The replay that it is sent for, where it is sent again. */
  replay?: string
  data: Envelope['data']
}

/** So many digits that sequences are in the order of letters as long as a safe integer counts them. */
const digits = String(Number.MAX_SAFE_INTEGER).length

/** The CloudEvents form of an event, as it is told to whoever asked for that form; `replay` is the id of the replay that sends it again. */
export function cloudEvent(type: EventType, event: Envelope, { replay }: { replay?: string } = {}): CloudEvent {
  const subject = `${event.subject.kind}/${event.subject.id}`
  return {
    specversion: '1.0',
    id: event.id,
    source: cloudEventSource,
    type,
    subject,
    time: event.occurredAt,
    datacontenttype: 'application/json',
    dataschema: `urn:service-desk:event:${type}:${event.schemaVersion}#/properties/data`,
    sequence: String(event.seq).padStart(digits, '0'),
    partitionkey: subject,
    brand: event.brand,
    actorid: event.actor.id,
    actorrole: event.actor.role,
    correlationid: event.correlationId,
    ...(event.causationId && { causationid: event.causationId }),
    ...(replay && { replay }),
    data: event.data,
  }
}
