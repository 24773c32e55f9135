import type * as z from 'zod'

/** What lists give as CSV at most, and where nothing is said: rows a page. */
export const mostCsvRows = 1000

interface Shaped {
  shape?: Record<string, Shaped>
  def: { type: string; innerType?: Shaped; options?: readonly Shaped[]; out?: Shaped; element?: Shaped }
}

/** Optional or not, by default or not: what it is. */
function bare(schema: Shaped): Shaped {
  const inner = schema.def.innerType ?? (schema.def.type === 'pipe' ? schema.def.out : undefined)
  return inner ? bare(inner) : schema
}

/** The fields of what a list holds, in their order, nested ones as `address.city`: the header of the list as CSV. */
export function columnsOf(item: z.ZodType): string[] {
  const columns = (schema: Shaped, path: string): string[] => {
    const { shape, def } = bare(schema)
    const below = path && `${path}.`
    if (shape) return Object.entries(shape).flatMap(([name, field]) => columns(field, `${below}${name}`))
    return def.options?.some((option) => bare(option).shape)
      ? def.options.flatMap((option) => columns(option, path))
      : [path]
  }
  return [...new Set(columns(item as unknown as Shaped, ''))]
}

/** What an answer lists: the schema of its `items`; undefined where it is no list. */
export function listedIn(answer: unknown): z.ZodType | undefined {
  const items = (answer as Partial<Shaped>)?.shape?.items
  const list = items && bare(items)
  return list?.def.type === 'array' ? (list.def.element as unknown as z.ZodType) : undefined
}
