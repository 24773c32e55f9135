import { isDeepStrictEqual } from 'node:util'

/** As much of JSON Schema as our own schemas use. */
export interface Schema {
  $ref?: string
  $defs?: Record<string, Schema>
  type?: string
  format?: string
  properties?: Record<string, Schema>
  required?: readonly string[]
  items?: Schema
  additionalProperties?: Schema
  propertyNames?: Schema
  anyOf?: readonly Schema[]
  'x-known-values'?: readonly unknown[]
  'x-personal-data'?: true
  description?: string
  [keyword: string]: unknown
}

/** One difference between a schema that was released and a later one. */
export interface Change {
  /** `data.policy.id` */
  path: string
  what: string
  /** Whether a consumer that was right by the earlier one may be wrong now. */
  breaking: boolean
}

/** Limits that may become tighter: who takes the wider range takes the narrower. */
const lower = ['minimum', 'exclusiveMinimum', 'minLength', 'minItems']
const upper = ['maximum', 'exclusiveMaximum', 'maxLength', 'maxItems']
/** What is compared as it stands, since nobody can say of two whether one takes all that the other takes. */
const same = ['const', 'enum', 'pattern', 'format', 'uniqueItems', 'oneOf', 'allOf', 'not']
const read = ['$ref', '$defs', '$schema', '$id', 'type', 'properties', 'required', 'items', 'additionalProperties']
const words = ['title', 'description', 'examples', 'propertyNames', 'anyOf', 'x-known-values', 'x-personal-data']
const understood = new Set([...lower, ...upper, ...same, ...read, ...words])

/**
 * What has changed for those who read: whatever is valid today has to be valid by the earlier schema, and no field,
 * and no value that a consumer waits for, may vanish. Fields and values may be added: no schema of ours is closed.
 * Throws where a schema uses a keyword that this does not know.
 */
export function changesSince(earlier: Schema, today: Schema): Change[] {
  return compare({ is: earlier, root: earlier }, { is: today, root: today }, '')
}

interface Placed {
  is: Schema
  root: Schema
}

function resolve({ is, root }: Placed): Placed {
  const { $ref, ...beside } = is
  if (!$ref) return { is, root }
  const found = root.$defs?.[$ref.replace('#/$defs/', '')]
  if (!found) throw new Error(`${$ref} leads nowhere`)
  return resolve({ is: { ...found, ...beside }, root })
}

function compare(before: Placed, after: Placed, path: string): Change[] {
  const [one, other] = [resolve(before), resolve(after)]
  const [old, now] = [one.is, other.is]
  for (const keyword of [...Object.keys(old), ...Object.keys(now)])
    if (!understood.has(keyword)) throw new Error(`${path}: nothing is known of the keyword ${keyword}`)
  const within = (part: 'items' | 'additionalProperties' | 'propertyNames', mark: string): Change[] => {
    const [a, b] = [old[part], now[part]]
    if (!a) return []
    return b ? compare({ ...one, is: a }, { ...other, is: b }, path + mark) : [broken(path, `${part} are open now`)]
  }
  return [
    ...ofType(old, now, path),
    ...ofLimits(old, now, path),
    ...ofValues(old, now, path),
    ...ofFields(one, other, path),
    ...within('items', '[]'),
    ...within('additionalProperties', '.*'),
    ...within('propertyNames', '.(names)'),
    ...ofAlternatives(one, other, path),
  ]
}

const broken = (path: string, what: string): Change => ({ path, what, breaking: true })
const added = (path: string, what: string): Change => ({ path, what, breaking: false })

function ofType(old: Schema, now: Schema, path: string): Change[] {
  if (old.type === now.type || (old.type === 'number' && now.type === 'integer')) return []
  return [broken(path, `is ${now.type ?? 'anything'} and was ${old.type ?? 'anything'}`)]
}

function ofLimits(old: Schema, now: Schema, path: string): Change[] {
  const tighter = (keyword: string) => {
    const [a, b] = [old[keyword], now[keyword]] as [number | undefined, number | undefined]
    return a === undefined || (b !== undefined && (lower.includes(keyword) ? b >= a : b <= a))
  }
  return [
    ...[...lower, ...upper].filter((it) => !tighter(it)).map((it) => broken(path, `${it} is wider than ${old[it]}`)),
    ...same
      .filter((it) => !isDeepStrictEqual(old[it], now[it]) && old[it] !== undefined)
      .map((it) => broken(path, `${it} is another`)),
  ]
}

function ofValues(old: Schema, now: Schema, path: string): Change[] {
  const [a, b] = [old['x-known-values'], now['x-known-values']]
  if (!a) return []
  const gone = a.filter((value) => !b?.includes(value))
  const come = (b ?? []).filter((value) => !a.includes(value))
  return [
    ...gone.map((value) => broken(path, `does not have the value \`${value}\` any more`)),
    ...come.map((value) => added(path, `may have the value \`${value}\``)),
  ]
}

function ofFields(before: Placed, after: Placed, path: string): Change[] {
  const [old, now] = [before.is, after.is]
  const at = (name: string) => (path ? `${path}.${name}` : name)
  const changes = Object.entries(old.properties ?? {}).flatMap(([name, is]) => {
    const later = now.properties?.[name]
    if (!later) return [broken(at(name), 'is gone')]
    const must = old.required?.includes(name) && !now.required?.includes(name)
    return [
      ...(must ? [broken(at(name), 'may be absent')] : []),
      ...compare({ ...before, is }, { ...after, is: later }, at(name)),
    ]
  })
  const come = Object.keys(now.properties ?? {}).filter((name) => !old.properties?.[name])
  return [...changes, ...come.map((name) => added(at(name), 'is new'))]
}

/** Each of today's alternatives has to be one of the earlier ones. */
function ofAlternatives(before: Placed, after: Placed, path: string): Change[] {
  const [old, now] = [before.is.anyOf, after.is.anyOf]
  if (!old) return []
  const fits = (is: Schema) =>
    old.some((a) => compare({ ...before, is: a }, { ...after, is }, path).every(({ breaking }) => !breaking))
  return (now ?? [{}]).every(fits) ? [] : [broken(path, 'has an alternative that it did not have')]
}
