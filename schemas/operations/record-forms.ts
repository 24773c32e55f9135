import * as z from 'zod'
import { staff } from './operation.ts'

// What the operations on customers, on contacts, and on what customers have, have in common.

export const tag = 'Customers'
export const agents = ['agent', 'supervisor', 'manager', 'admin'] as const
export const managers = ['manager', 'admin'] as const
export const staffAndTheirs = ['customer', ...staff] as const

export const Id = z.string().min(1).max(64)
export const CustomerParams = z.strictObject({ id: Id.meta({ example: 'cus_01JD0000000000000000CSTMR1' }) })

/** RFC 7396: what is left out stays, `null` takes away. Held against the schema of the record once it is applied. */
export const patchOf = (shape: Record<string, z.ZodType>, id: string) =>
  z
    .strictObject(Object.fromEntries(Object.keys(shape).map((field) => [field, z.unknown().optional()])))
    .meta({ id, description: 'A JSON merge patch (RFC 7396): what is left out stays, `null` takes away' })

export const Name = z
  .string()
  .trim()
  .max(100)
  .optional()
  .meta({ description: 'What the name begins with; case, accents and signs do not matter' })

export const read = { method: 'get', etag: true, tag } as const
export const make = { method: 'post', status: 201, etag: true, refusals: ['conflict'], tag } as const
export const change = { method: 'patch', ifMatch: 'optional', etag: true, refusals: ['conflict'], tag } as const
export const remove = { method: 'delete', ifMatch: 'optional', status: 204, answer: 'nothing', tag } as const
export const list = { method: 'get', tag } as const
