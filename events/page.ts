import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { isForCustomers } from './audiences.ts'
import { type EventType, eventTypes } from './catalogue.ts'
import type { Schema } from './compatibility.ts'
import { eventExamples } from './examples.ts'
import { eventJsonSchema } from './json-schema.ts'
import { meanings } from './meanings.ts'
import { personalFields, personalSubjects } from './personal.ts'
import { recordEvents } from './record-events.ts'
import { subjectKind } from './subjects.ts'

const path = 'docs/events.md'
const types = Object.keys(eventTypes) as EventType[]
const ofRecords = types.filter((type) => Object.hasOwn(recordEvents, type))
const others = types.filter((type) => !ofRecords.includes(type))
const code = (text: string) => `\`${text}\``
const cell = (text: string) => text.replaceAll('|', '\\|')

const rows = (heading: readonly string[], body: readonly (readonly string[])[]) =>
  [heading, heading.map(() => '---'), ...body].map((cells) => `| ${cells.map(cell).join(' | ')} |`).join('\n')

/** As GitHub makes it of a heading. */
const anchor = (type: string) => `#${type.replaceAll('.', '')}`

const dataOf = (type: EventType) => eventJsonSchema(type).properties?.data as Schema

function audience(type: EventType): string {
  if (!isForCustomers({ type, data: {} })) return 'the desk'
  const limited = 'public' in (dataOf(type).properties ?? {})
  return limited ? 'the desk; partners and customers where `public` is true' : 'the desk, partners, customers'
}

const personal = (type: EventType) =>
  personalSubjects.includes(subjectKind(type)) ? 'its subject' : (personalFields[type] ?? []).map(code).join(', ')

function shapeOf(schema: Schema): string {
  const values = schema['x-known-values']
  if (schema.$ref) return code(schema.$ref.replace('#/$defs/', ''))
  if (values) return values.map((value) => code(String(value))).join(', ')
  if (schema.items) return `list of ${shapeOf(schema.items)}`
  if (schema.anyOf) return [...new Set(schema.anyOf.map(shapeOf))].join(' or ')
  if (schema.const !== undefined) return code(JSON.stringify(schema.const))
  if (schema.properties) return 'object'
  return schema.format ?? schema.type ?? 'object'
}

function* fieldsOf(schema: Schema, before = ''): Generator<string[]> {
  for (const [name, field] of Object.entries(schema.properties ?? {})) {
    const at = before + name
    const marks = [
      field.description,
      field['x-personal-data'] ? 'Personal' : !schema.required?.includes(name) && 'May be absent',
    ]
    yield [code(at), shapeOf(field), marks.filter(Boolean).join('. ')]
    const inner = field.items ?? field
    yield* fieldsOf(inner, `${at}${field.items ? '[]' : ''}.`)
  }
}

const section = (type: EventType) =>
  [
    `### ${type}`,
    `${meanings[type]}. Heard by: ${audience(type)}. [Schema](../events/generated/${type}.json)`,
    '',
    rows(['`data`', 'is', ''], [...fieldsOf(dataOf(type))]),
    '```json',
    JSON.stringify(eventExamples[type].data, null, 2),
    '```',
  ].join('\n')

const parts: Record<string, () => string> = {
  list: () =>
    rows(
      ['event', 'means', 'heard by', 'personal'],
      others.map((type) => [`[${code(type)}](${anchor(type)})`, meanings[type], audience(type), personal(type)]),
    ),
  records: () =>
    rows(
      ['event', 'means', 'personal'],
      ofRecords.map((type) => [`[${code(type)}](../events/generated/${type}.json)`, meanings[type], personal(type)]),
    ),
  whole: () => ['```json', JSON.stringify(eventExamples['ticket.assigned'], null, 2), '```'].join('\n'),
  each: () => others.map(section).join('\n\n'),
}

/** The page with its generated parts as the catalogue has them now; the words between are by hand. */
export function eventsPage(root: string): [path: string, text: string] {
  const page = readFileSync(join(root, path), 'utf8')
  const text = page.replace(
    /(<!-- generated: (\w+) -->\n)[\s\S]*?(<!-- end -->)/g,
    (_, begin: string, name: string, end: string) => `${begin}${parts[name]?.()}\n${end}`,
  )
  return [path, text]
}
