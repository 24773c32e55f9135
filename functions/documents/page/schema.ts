import { type Html, html } from '../../platform/markup/html.ts'
import type { Schema } from '../document.ts'
import { inline } from './markdown.ts'

const nameOf = (reference: string) => reference.split('/').at(-1) ?? ''

/** A type in a few words; a link where it has a name. */
export function typeOf(schema: Schema): Html {
  if (schema.$ref) return html`<a href="#schema-${nameOf(schema.$ref)}">${nameOf(schema.$ref)}</a>`
  if (schema.items) return html`list of ${typeOf(schema.items)}`
  if (typeof schema.additionalProperties === 'object') return html`map of ${typeOf(schema.additionalProperties)}`
  return html`${schema.type ?? 'anything'}`
}

/** What a value must be beyond its type. */
export function limits(schema: Schema): Html {
  const { minLength, maxLength, minimum, exclusiveMinimum, maximum, maxItems, pattern, format } = schema
  const range = (least: number | undefined, most: number | undefined, unit: string) => {
    if (least !== undefined && most !== undefined) return `${least} to ${most}${unit}`
    if (least !== undefined) return `at least ${least}${unit}`
    return most === undefined ? undefined : `at most ${most}${unit}`
  }
  const most = maximum === Number.MAX_SAFE_INTEGER ? undefined : maximum
  const lowest = minimum ?? (exclusiveMinimum === undefined ? undefined : exclusiveMinimum + 1)
  const least = lowest === Number.MIN_SAFE_INTEGER ? undefined : lowest
  const plain = [
    range(minLength, maxLength, ' characters'),
    range(undefined, maxItems, ' entries'),
    range(least, most, ''),
    format,
    schema.default !== undefined && `default ${JSON.stringify(schema.default)}`,
  ].filter((said): said is string => Boolean(said))
  const values = schema.enum ?? (schema.const === undefined ? [] : [schema.const])
  return html`${plain.join(', ')} ${values.map((value) => html`<code>${String(value)}</code> `)}
${pattern && pattern.length < 60 && html`<code>${pattern}</code>`}`
}

const property = (name: string, schema: Schema, required: boolean): Html => html`<tr>
<th scope="row"><code>${name}</code>${required && html` <span class="required">required</span>`}</th>
<td>${typeOf(schema)}</td>
<td>${schema.description && inline(schema.description)} <span class="quiet">${limits(schema)}${schema.items && limits(schema.items)}</span>
${nested(schema.items ?? schema)}</td></tr>`

function nested(schema: Schema): Html | undefined {
  return schema.properties && properties(schema)
}

function properties(schema: Schema): Html {
  const rows = Object.entries(schema.properties ?? {})
  return html`<table><tbody>${rows.map(([name, field]) => property(name, field, schema.required?.includes(name) ?? false))}</tbody></table>`
}

/** A schema that has a name, to be linked to. */
const namedSchema = (name: string, schema: Schema): Html => html`<section class="schema" id="schema-${name}">
<h3>${name}</h3>
<p>${schema.description && inline(schema.description)} ${!schema.properties && html`${typeOf(schema)} <span class="quiet">${limits(schema)}</span>`}</p>
<div class="wide">${nested(schema)}</div></section>`

/** Every schema by name, in their alphabetical order. */
export const namedSchemas = (schemas: Record<string, Schema>): Html[] =>
  Object.entries(schemas)
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .map(([name, schema]) => namedSchema(name, schema))
