import * as z from 'zod'

/** What a schema says of a body, as far as tests look at it. */
export interface Shape {
  properties?: Record<string, Shape>
  items?: Shape
  pattern?: string
  type?: string
  enum?: unknown[]
  const?: unknown
  additionalProperties?: Shape | boolean
  anyOf?: Shape[]
}

/** A schema with everything in its place that it refers to. */
export const shapeOf = (schema: z.ZodType): Shape => {
  const whole = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any', reused: 'inline' }) as Shape & {
    $defs?: Record<string, Shape>
  }
  const inline = (shape: unknown): unknown => {
    if (Array.isArray(shape)) return shape.map(inline)
    if (typeof shape !== 'object' || shape === null) return shape
    const { $ref, ...rest } = shape as { $ref?: string }
    const meant = $ref ? whole.$defs?.[$ref.slice('#/$defs/'.length)] : undefined
    return Object.fromEntries(Object.entries({ ...meant, ...rest }).map(([name, one]) => [name, inline(one)]))
  }
  return inline(whole) as Shape
}

/** The same body with something else at a place. */
export function withAt(body: unknown, [field, ...rest]: readonly string[], value: unknown): unknown {
  if (field === undefined) return value
  if (field === '0') return [withAt(Array.isArray(body) ? body[0] : undefined, rest, value)]
  const given = typeof body === 'object' && body !== null ? body : {}
  return { ...given, [field]: withAt((given as Record<string, unknown>)[field], rest, value) }
}
