import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { describe, expect, it } from 'vitest'
import { type EventType, eventTypes } from '../../events/catalogue.ts'
import { eventExamples } from '../../events/examples.ts'
import { eventJsonSchema, ownKeywords } from '../../events/json-schema.ts'
import { personalFields, personalSubjects, withheld, withoutPersonalData } from '../../events/personal.ts'

const types = Object.keys(eventTypes) as EventType[]
const sorted = (paths: Iterable<string>) => [...new Set(paths)].sort()

/** Ids and codes that name nobody. Whoever adds one here has thought about it. */
const impersonal = [
  'AssignmentRuleId',
  'AttachmentId',
  'CalendarId',
  'CallId',
  'Category',
  'CommentId',
  'CustomerId',
  'FollowUpId',
  'Instant',
  'MailId',
  'PolicyId',
  'ServiceCode',
  'SiteId',
  'Tag',
  'Target',
  'TeamId',
  'TicketNumber',
  'TimeEntryId',
  'VisitId',
]
/** Strings without a shape of their own that say nothing of anybody: an id, a way to choose, names of conditions, labels, a code. */
const plain: Partial<Record<EventType, readonly string[]>> = {
  'ticket.triaged': ['rules.id', 'tags'],
  'ticket.assigned': ['by'],
  'sla.policy-chosen': ['reason.conditions'],
  'sla.warned': ['actions.tag'],
  'sla.breached': ['actions.tag'],
  'mail.bounced': ['status'],
}

interface Schema {
  $ref?: string
  type?: string
  'x-known-values'?: unknown[]
  const?: unknown
  properties?: Record<string, Schema>
  items?: Schema
  anyOf?: Schema[]
  additionalProperties?: Schema
  'x-personal-data'?: true
}
const schemaOf = (type: EventType) =>
  eventJsonSchema(type) as unknown as { $defs?: Record<string, Schema>; properties: { data: Schema } }

/** Every string that an event's data can have: where it stands, and the name of its shape if it has one. */
function* strings(type: EventType, node: Schema, path: string): Generator<{ path: string; shape: string }> {
  if (node.$ref) {
    const shape = node.$ref.replace('#/$defs/', '')
    const named = schemaOf(type).$defs?.[shape] ?? {}
    if (named.type === 'string' && !named['x-known-values']) yield { path, shape }
    else yield* strings(type, named, path)
  } else if (node.type === 'string' && !node['x-known-values'] && node.const === undefined) yield { path, shape: '' }
  for (const inner of [node.items, node.additionalProperties, ...(node.anyOf ?? [])])
    if (inner) yield* strings(type, inner, path)
  for (const [name, inner] of Object.entries(node.properties ?? {}))
    yield* strings(type, inner, path ? `${path}.${name}` : name)
}

describe.each(types)('personal data in %s', (type) => {
  const all = [...strings(type, schemaOf(type).properties.data, '')]
  const personal = personalFields[type] ?? []

  it('is told apart: of every string it is known whether it is personal', () => {
    // `fields` is always a list of names of fields.
    const open = all.filter(({ path }) => !personal.includes(path))
    expect(
      open.filter(
        ({ path, shape }) => !impersonal.includes(shape) && path !== 'fields' && !plain[type]?.includes(path),
      ),
      'say in events/personal.ts or here what it is',
    ).toEqual([])
    expect(sorted(personal).filter((path) => !all.some((it) => it.path === path))).toEqual([])
  })

  it('is marked in its JSON Schema, and nowhere demanded', () => {
    const check = new Ajv2020({ strict: true, keywords: [...ownKeywords] })
    addFormats.default(check)
    const told = withoutPersonalData(type, eventExamples[type])
    if (told) expect(check.validate(eventJsonSchema(type), told), check.errorsText()).toBe(true)
    expect(JSON.stringify(schemaOf(type).properties.data).split('"x-personal-data":true').length - 1).toBe(
      personal.length,
    )
  })

  it('is gone where it is not granted', () => {
    const told = withoutPersonalData(type, eventExamples[type])
    expect(told === undefined).toBe(personalSubjects.includes(eventExamples[type].subject.kind))
    expect(JSON.stringify(told ?? '')).not.toMatch(/per_/)
  })
})

it('leaves an event as it is where nothing of it is personal, but for who did it', () => {
  const event = eventExamples['sla.ended']
  expect(withoutPersonalData('sla.ended', event)).toEqual({ ...event, actor: { id: withheld, role: 'agent' } })
})

it('leaves the desk itself its name', () => {
  expect(withoutPersonalData('sla.breached', eventExamples['sla.breached'])?.actor).toEqual({
    id: 'system',
    role: 'system',
  })
})
