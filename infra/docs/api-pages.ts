import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../bundle.ts'
import type { Page } from './pages.ts'

interface Parameter {
  $ref?: string
  name: string
  in: string
  required?: boolean
  description?: string
}
interface Operation {
  tags: string[]
  summary: string
  description?: string
  parameters?: Parameter[]
  requestBody?: { content: Record<string, { example?: unknown }> }
  responses: Record<string, { description?: string; $ref?: string }>
}
interface Document {
  tags: { name: string; description?: string }[]
  paths: Record<string, Record<string, Operation>>
  components: { parameters?: Record<string, Parameter>; responses?: Record<string, { description?: string }> }
}

const source = 'schemas/generated/openapi.json'
const cell = (text = '') => text.replaceAll('|', '\\|').replaceAll('\n', ' ')
const nameIn = ($ref: string) => $ref.split('/').at(-1) ?? ''

function parameters(document: Document, { parameters = [] }: Operation): string[] {
  const known = parameters.map((it) => (it.$ref ? (document.components.parameters?.[nameIn(it.$ref)] ?? it) : it))
  if (known.length === 0) return []
  const rows = known.map(
    ({ name, in: where, required, description }) =>
      `| \`${name}\` | ${where}${required ? ', required' : ''} | ${cell(description)} |`,
  )
  return ['| parameter | in | |', '|---|---|---|', ...rows, '']
}

function answers(document: Document, { responses }: Operation): string[] {
  const rows = Object.entries(responses).map(([status, { $ref, description }]) => {
    const told = $ref ? document.components.responses?.[nameIn($ref)]?.description : description
    return `| ${status} | ${cell(told)} |`
  })
  return ['| answer | |', '|---|---|', ...rows, '']
}

function section(document: Document, path: string, method: string, operation: Operation): string {
  const [content] = Object.values(operation.requestBody?.content ?? {})
  const example = content?.example === undefined ? [] : ['```json', JSON.stringify(content.example, null, 2), '```', '']
  return [
    `## ${operation.summary}`,
    '',
    `\`${method.toUpperCase()} ${path}\``,
    '',
    operation.description ?? '',
    '',
    ...parameters(document, operation),
    ...example,
    ...answers(document, operation),
  ].join('\n')
}

/** A page for each group of operations, from the OpenAPI document. */
export function apiPages(): Page[] {
  const document = JSON.parse(readFileSync(join(root, source), 'utf8')) as Document
  const all = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
  )
  return document.tags.flatMap(({ name, description }) => {
    const own = all.filter(({ operation }) => operation.tags[0] === name)
    if (own.length === 0) return []
    const sections = own.map(({ path, method, operation }) => section(document, path, method, operation))
    const text = [`# ${name}`, '', description ?? '', '', ...sections].join('\n')
    return [{ from: source, to: `api/${name.toLowerCase().replaceAll(/\W+/g, '-')}.md`, text }]
  })
}
