import * as z from 'zod'

export const Limit = z.coerce.number().int().min(1).max(100).default(25)
export const Cursor = z.string().max(2000).optional().meta({ description: 'The `next` of the page before; opaque' })

/** A page of a list; the list goes on where `next` is given. */
export const page = <Item extends z.ZodType>(item: Item) =>
  z.strictObject({
    items: z.array(item),
    next: z.string().optional().meta({
      description:
        'Give it as `cursor` for the next page; absent on the last. A page may hold fewer than `limit`, or none',
    }),
  })
