import type * as z from 'zod'
import { type Role, roles, staffRoles } from '../actor.ts'
import type { RefusalKind } from '../problem.ts'

export const basePath = '/api/v1/service-desk'

/** What a partner's machine client must have been granted. */
export const scopes = ['tickets.read', 'tickets.write'] as const
export type Scope = (typeof scopes)[number]

export const everyone: readonly Role[] = roles
export const staff: readonly Role[] = staffRoles

/** One operation of the API, said once: the routes, the checks, the documents and the tests are derived from it. */
export interface Operation {
  /** `public` needs no token. */
  readonly roles: readonly Role[] | 'public'
  /** Which scope a partner needs, where a partner may call it. */
  readonly scope?: Scope
  readonly method: 'get' | 'post' | 'put'
  /** Below `basePath`; parameters in braces. */
  readonly path: string
  readonly params?: z.ZodObject
  readonly query?: z.ZodObject
  readonly body?: z.ZodType
  /** `required`: 428 without `If-Match`; `optional`: 412 where it is given and stale. */
  readonly ifMatch?: 'required' | 'optional'
  /** Whether it gives an `ETag` and honours `If-None-Match`. */
  readonly etag?: true
  readonly answer: z.ZodType | 'html' | 'json'
  readonly status?: 201
  /** Beyond those that its shape implies (`refusalsOf`). */
  readonly refusals?: readonly RefusalKind[]
  readonly summary: string
  /** What the answer to a write says, where that is not how the ticket is now. */
  readonly done?: string
  readonly description?: string
  readonly tag: 'Tickets' | 'Service levels' | 'Documents'
}

/** Keeps the literal types, and checks the shape. */
export const operation = <const Given extends Operation>(given: Given): Given => given

export const isWrite = (given: Operation) => given.method !== 'get'

/** Every refusal that an operation can answer with. */
export function refusalsOf(given: Operation): RefusalKind[] {
  const kinds = new Set<RefusalKind>(given.refusals)
  // A query parameter that does not exist is refused everywhere.
  if (given.roles !== 'public') kinds.add('unauthenticated').add('forbidden').add('invalid').add('busy')
  if (given.params) kinds.add('not-found')
  if (given.body) kinds.add('too-large').add('unsupported-media-type')
  if (isWrite(given)) kinds.add('key-reused')
  if (given.ifMatch) kinds.add('stale')
  if (given.ifMatch === 'required') kinds.add('precondition-required')
  return [...kinds]
}
