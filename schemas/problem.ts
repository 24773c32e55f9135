import * as z from 'zod'
import { ActorReference } from './actor.ts'
import { Warning } from './routing.ts'
import { Instant } from './time.ts'

/** Why something that a caller asked for is not done: the closed list, with its HTTP status and title. */
export const refusals = {
  invalid: { status: 400, title: 'The request is not valid' },
  unauthenticated: { status: 401, title: 'No valid access token' },
  forbidden: { status: 403, title: 'Your role may not do this' },
  'not-found': { status: 404, title: 'Not found' },
  'method-not-allowed': { status: 405, title: 'This method does not exist here' },
  'move-not-allowed': { status: 409, title: 'The ticket may not move that way' },
  conflict: { status: 409, title: 'It does not fit what is there' },
  stale: { status: 412, title: 'It has changed meanwhile' },
  'too-large': { status: 413, title: 'The body is too large' },
  'unsupported-media-type': { status: 415, title: 'The body is of another type than this takes' },
  'key-reused': { status: 422, title: 'The idempotency key belongs to another request' },
  'precondition-required': { status: 428, title: 'If-Match is required' },
  'too-many': { status: 429, title: 'Too many requests' },
  busy: { status: 503, title: 'Too busy for this just now' },
} as const
export type RefusalKind = keyof typeof refusals

/** One wrong field: where it is, why it is wrong, and what would be right. */
export const FieldError = z.strictObject({
  path: z
    .string()
    .meta({ description: 'Where: `targets.urgent.response`; empty for the whole body', example: 'priority' }),
  message: z.string().meta({ example: 'must be one of the values that exist' }),
  expected: z.string().meta({ example: 'urgent, high, medium or low' }),
})
export type FieldError = z.infer<typeof FieldError>

export const AllowedMove = z
  .strictObject({ move: z.string(), to: z.string() })
  .meta({ example: { move: 'start', to: 'in_progress' } })
export type AllowedMove = z.infer<typeof AllowedMove>

/** Something that happened since the version that the caller had read. */
export const Change = z.strictObject({
  type: z.string().meta({ example: 'ticket.updated' }),
  occurredAt: Instant,
  actor: ActorReference,
  version: z.int().positive().meta({ description: 'The version that it led to' }),
  fields: z.array(z.string()).optional().meta({ description: 'The names of the fields that changed' }),
})
export type Change = z.infer<typeof Change>

/** `application/problem+json`, RFC 9457. */
export const Problem = z
  .strictObject({
    type: z.string().meta({
      description: 'Names the kind of problem: the docs page says of each when it is answered, and what to do then',
      example: 'urn:service-desk:problem:invalid',
    }),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    instance: z.string().meta({ description: 'The path that was asked for' }),
    requestId: z.string().meta({ description: 'Quote it when you ask about this answer' }),
    errors: z.array(FieldError).optional().meta({ description: 'For invalid input: each wrong field' }),
    allowed: z
      .array(AllowedMove)
      .optional()
      .meta({ description: 'For a refused move: those allowed from here, for this caller' }),
    mergedInto: z
      .string()
      .optional()
      .meta({ description: 'For a ticket that was merged into another: the number of that, if you may see it' }),
    warnings: z.array(Warning).optional().meta({
      description: 'For an assignment that `force` is needed for: each thing that keeps them from it',
    }),
    changes: z
      .array(Change)
      .optional()
      .meta({ description: 'For a stale write: what you may see of what has happened since, oldest first' }),
  })
  .meta({ id: 'Problem' })
export type Problem = z.infer<typeof Problem>
