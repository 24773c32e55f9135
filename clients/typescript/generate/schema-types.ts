/** What the document uses of JSON Schema. */
export interface Schema {
  $ref?: string
  type?: string | string[]
  description?: string
  enum?: unknown[]
  const?: unknown
  anyOf?: Schema[]
  oneOf?: Schema[]
  properties?: Record<string, Schema>
  required?: string[]
  additionalProperties?: boolean | Schema
  propertyNames?: Schema
  items?: Schema
}

const plain: Record<string, string> = {
  string: 'string',
  integer: 'number',
  number: 'number',
  boolean: 'boolean',
  null: 'null',
}

/** A description as a comment before what it describes. */
export const comment = (text: string | undefined, indent = ''): string => {
  if (!text) return ''
  const lines = text.replaceAll('*/', '*\\/').split('\n')
  return lines.length === 1
    ? `${indent}/** ${lines[0]} */\n`
    : `${indent}/**\n${lines.map((line) => `${indent} * ${line}`.trimEnd()).join('\n')}\n${indent} */\n`
}

/** A name as a key of an object. */
export const key = (name: string): string => (/^[A-Za-z_$][\w$]*$/.test(name) ? name : JSON.stringify(name))

/** The TypeScript type of a schema. Throws on a word of JSON Schema that the document did not use so far. */
export function typeOf(schema: Schema, indent = ''): string {
  if (schema.$ref) return schema.$ref.split('/').at(-1) ?? 'unknown'
  if (schema.const !== undefined) return JSON.stringify(schema.const)
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(' | ')
  const either = schema.anyOf ?? schema.oneOf
  if (either) return [...new Set(either.map((one) => typeOf(one, indent)))].join(' | ')
  const types = [schema.type ?? []].flat()
  if (types.length === 0) return 'unknown'
  return types.map((type) => ofType(type, schema, indent)).join(' | ')
}

function ofType(type: string, schema: Schema, indent: string): string {
  if (type === 'array') {
    const item = typeOf(schema.items ?? {}, indent)
    return /[ |]/.test(item) ? `Array<${item}>` : `${item}[]`
  }
  if (type === 'object') return objectOf(schema, indent)
  const name = plain[type]
  if (!name) throw new Error(`The generator does not know the type ${type}`)
  return name
}

function objectOf({ properties, required = [], additionalProperties, propertyNames }: Schema, indent: string): string {
  if (!properties) {
    const value = typeof additionalProperties === 'object' ? typeOf(additionalProperties, indent) : 'unknown'
    const names = propertyNames?.$ref || propertyNames?.enum ? typeOf(propertyNames) : 'string'
    return names === 'string' ? `Record<string, ${value}>` : `Partial<Record<${names}, ${value}>>`
  }
  const inner = `${indent}  `
  const fields = Object.entries(properties).map(([name, field]) => {
    const isOptional = !required.includes(name)
    return `${comment(field.description, inner)}${inner}${key(name)}${isOptional ? '?' : ''}: ${typeOf(field, inner)}${isOptional ? ' | undefined' : ''}`
  })
  return fields.length > 0 ? `{\n${fields.join('\n')}\n${indent}}` : 'Record<string, never>'
}
