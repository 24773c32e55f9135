import * as z from 'zod'
import { CustomerId, PersonId, TeamId } from './actor.ts'
import { SearchText } from './search.ts'
import { words } from './text.ts'
import { Brand, Category, Channel, CustomName, Light, Priority, Status, Tag, TicketType } from './ticket.ts'
import { Instant } from './time.ts'

const sortFields = ['created', 'updated', 'due', 'priority'] as const
const SortField = z.enum(sortFields)
const SortOrder = z.enum(['asc', 'desc'])
export const Sort = z
  .strictObject({ by: SortField, order: SortOrder })
  .meta({ id: 'Sort', description: '`asc` is oldest, nearest, most urgent first; without a due instant is last then' })
export type Sort = z.infer<typeof Sort>

/** An id, a serial number, a value: what a ticket has is compared with it, nothing is looked up. */
const Given = words(64)
const some = <Item extends z.ZodType>(item: Item) => z.array(item).min(1).max(20)

const Archived = z.boolean().meta({ description: 'Archived tickets, too' })
const Open = z.boolean().meta({ description: 'Whether work on it is left: not resolved, closed or cancelled' })
const CustomValue = words(200)
const mostCustom = 10

const lists = {
  status: some(Status),
  priority: some(Priority),
  type: some(TicketType),
  category: some(Category),
  channel: some(Channel),
  light: some(Light),
  brand: some(Brand),
  team: some(z.union([TeamId, z.enum(['mine'])])).meta({ description: 'Teams; `mine` are those you work in' }),
  tag: some(Tag).meta({ description: 'All of them' }),
}
const single = {
  assignee: z.union([PersonId, z.enum(['me', 'none'])]).meta({ description: 'A person, `me`, or `none`' }),
  customer: CustomerId,
  site: Given,
  product: Given,
  serial: Given.meta({ description: 'Case and separators do not matter' }),
  createdFrom: Instant,
  createdTo: Instant,
  updatedFrom: Instant,
  updatedTo: Instant,
  dueFrom: Instant,
  dueTo: Instant,
}

/** Which tickets: all that is said must hold; of several values of one field, one. Ranges are from (included) to (not included). */
export const Filter = z
  .strictObject({
    ...lists,
    ...single,
    open: Open,
    archived: Archived,
    custom: z
      .record(CustomName, CustomValue)
      .refine((fields) => Object.keys(fields).length <= mostCustom, {
        message: 'has too many fields',
        params: { expected: `at most ${mostCustom}` },
      })
      .meta({ description: 'Custom fields and their values; the first 60 characters are compared, in lower case' }),
  })
  .partial()
  .meta({ id: 'Filter', description: 'Which tickets: all that is said must hold; of several values of one field, one' })
export type Filter = z.infer<typeof Filter>

/** Several values in one parameter, separated by commas, as OpenAPI's style `form` without `explode` has them. */
const commas = <Schema extends z.ZodType>(schema: Schema) =>
  z
    .preprocess((given) => (typeof given === 'string' ? given.split(',') : given), schema)
    .optional()
    .meta({ ...schema.meta(), param: { style: 'form', explode: false } })
const yesOrNo = (schema: z.ZodType) =>
  z
    .enum(['true', 'false'])
    .transform((given) => given === 'true')
    .optional()
    .meta({ ...schema.meta() })

const customPrefix = 'custom.'
const query = {
  status: commas(lists.status),
  open: yesOrNo(Open),
  priority: commas(lists.priority),
  type: commas(lists.type),
  category: commas(lists.category),
  channel: commas(lists.channel),
  light: commas(lists.light),
  brand: commas(lists.brand),
  team: commas(lists.team),
  tag: commas(lists.tag),
  ...(z.object(single).partial().shape as { [Name in keyof typeof single]: z.ZodOptional<(typeof single)[Name]> }),
  archived: yesOrNo(Archived),
  q: SearchText.optional(),
  sort: z
    .enum([...sortFields, 'rank'])
    .optional()
    .meta({ description: '`created` where left out; with `q` it is `rank`, the best first' }),
  order: SortOrder.optional().meta({
    description:
      'Where left out: newest first for `created` and `updated`, nearest and most urgent first for the others',
  }),
}

/** A filter and a sort as query parameters; beside those that are named, `custom.<field>` for each custom field. */
export const selectionQuery = <Shape extends z.ZodRawShape>(more: Shape) =>
  z
    .object({ ...more, ...query })
    .catchall(z.unknown())
    .check(({ value, issues }) => {
      if (value.sort === 'rank' && !value.q) {
        issues.push({ code: 'custom', path: ['sort'], input: value, message: 'must not be rank without q' })
      }
      const known = [...Object.keys(more), ...Object.keys(query)]
      const others = Object.entries(value).filter(([name]) => !known.includes(name))
      const unknown = others.flatMap(([name]) => (isCustom(name) ? [] : [name]))
      if (unknown.length > 0) issues.push({ code: 'unrecognized_keys', keys: unknown, input: value })
      const wrong = others.filter(([name, given]) => isCustom(name) && !CustomValue.safeParse(given).success)
      for (const [name] of wrong) {
        issues.push({ code: 'custom', path: [name], input: value, message: 'must be a text of 1 to 200 characters' })
      }
      if (others.length - unknown.length > mostCustom) {
        issues.push({ code: 'too_big', maximum: mostCustom, origin: 'array', path: ['custom'], input: value })
      }
    })

const isCustom = (name: string) =>
  name.startsWith(customPrefix) && CustomName.safeParse(name.slice(customPrefix.length)).success

type Query = z.output<ReturnType<typeof selectionQuery<Record<never, never>>>>

/** The order of a list; by rank only what was found by words. */
export type ListSort = Sort | { by: 'rank'; order: 'desc' }

/** What query parameters ask for. */
export function askedFor(given: Query): { filter: Filter; sort: ListSort; text?: string } {
  const custom = Object.entries(given).filter(([name]) => isCustom(name))
  const filter = Object.fromEntries(
    Object.keys(Filter.shape).flatMap((name) => (given[name] === undefined ? [] : [[name, given[name]]])),
  ) as Filter
  return {
    filter: {
      ...filter,
      ...(custom.length > 0 && {
        custom: Object.fromEntries(custom.map(([name, value]) => [name.slice(customPrefix.length), String(value)])),
      }),
    },
    sort: sortOf(given),
    ...(given.q && { text: given.q }),
  }
}

function sortOf({ q, sort = q ? 'rank' : 'created', order }: Query): ListSort {
  if (sort === 'rank') return { by: sort, order: 'desc' }
  return { by: sort, order: order ?? (sort === 'created' || sort === 'updated' ? 'desc' : 'asc') }
}
