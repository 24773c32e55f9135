import * as z from 'zod'

/** A condition that names several values, of which one does. */
export const some = <Schema extends z.ZodType>(schema: Schema, most = 50) => z.array(schema).min(1).max(most).optional()

/** Whether an object says anything at all. */
export const one = (given: object) => Object.values(given).some((value) => value !== undefined)

/** What is refused of conditions of which none is given: they would hold for everything. */
export const saysNothing = { message: 'must say when', params: { expected: 'at least one condition' } }
