import { CloudEvent, HTTP, ValidationError } from 'cloudevents'
import { describe, expect, it } from 'vitest'
import { type EventType, eventTypes } from '../../events/catalogue.ts'
import { cloudEvent, cloudEventContentType } from '../../events/cloud-event.ts'
import { eventExamples } from '../../events/examples.ts'
import { eventJsonSchema } from '../../events/json-schema.ts'

const types = Object.keys(eventTypes) as EventType[]

describe.each(types)('%s as a CloudEvent', (type) => {
  const event = eventExamples[type]
  const told = cloudEvent(type, event)

  it('is one by the SDK of the specification, and comes back from its HTTP form as it was', () => {
    const { headers, body } = HTTP.structured(new CloudEvent({ ...told }))
    expect(headers['content-type']).toMatch(cloudEventContentType)
    const read = HTTP.toEvent({ headers: { 'content-type': cloudEventContentType }, body: JSON.stringify(told) })
    expect(JSON.parse(JSON.stringify(read))).toEqual(told)
    expect(JSON.parse(String(body))).toEqual(told)
  })

  it('names the schema that is published for it', () => {
    expect(told.dataschema).toBe(`${eventJsonSchema(type).$id}#/properties/data`)
  })
})

it('lies in the order of its sequence, and says of which replay it is', () => {
  const event = eventExamples['ticket.assigned']
  const at = (seq: number) => cloudEvent('ticket.assigned', { ...event, seq }).sequence
  expect([at(10), at(9), at(100), at(1)].sort()).toEqual([at(1), at(9), at(10), at(100)])
  const replayed = cloudEvent('ticket.assigned', { ...event, causationId: 'ticket.TKT000123.3' }, { replay: 'rep_1' })
  expect(replayed).toMatchObject({ replay: 'rep_1', causationid: 'ticket.TKT000123.3' })
  expect(new CloudEvent({ ...replayed }).validate()).toBe(true)
})

it('the SDK refuses what is none', () => {
  expect(() => new CloudEvent({ type: '', source: '' } as object)).toThrow(ValidationError)
})
