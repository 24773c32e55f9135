import type * as z from 'zod'
import { type Role, roles, staffRoles } from '../actor.ts'
import type { RefusalKind } from '../problem.ts'

export const basePath = '/api/v1/service-desk'

/** What a partner's machine client must have been granted, by what it is about (docs/partner-api.md, "Scopes"). */
export const scopes = [
  'tickets.read',
  'tickets.write',
  'subscriptions.read',
  'subscriptions.write',
  'client.read',
] as const
export type Scope = (typeof scopes)[number]

export const everyone: readonly Role[] = roles
export const staff: readonly Role[] = staffRoles

/** The parts of the document, in its order. */
export const tags = {
  Tickets: 'Opened, worked on, resolved: the life of a ticket',
  Conversation: 'What is said about a ticket: comments, calls, time, ready-made replies',
  Attachments: 'The files of a ticket',
  Mail: 'What came in and went out by mail about a ticket',
  Customers: 'Whom the desk works for: companies, contacts, sites, products, contracts',
  People: 'Who works for the desk, and in which teams',
  Finding: 'Lists, search, queues and views',
  Desks: 'What is before somebody, or a team, at this moment',
  Statistics: 'How the desk is doing',
  Jobs: 'Many at once',
  Settings: 'How the desk is set up',
  Assignment: 'How tickets find the right person',
  Calendars: 'When time counts: opening hours, holidays',
  Rota: 'Who works when: on-call rotations, shifts, a person’s calendar',
  Visits: 'Who goes where, and when: offered times, appointments, a technician’s day',
  'Service levels': 'What is promised, and how each promise stands',
  'Pages by link': 'For people without an account: a ticket as a page, opened by a secret link',
  Surveys: 'How customers found what was done for them',
  Partners: 'Whose programs come in, and what goes out to them: events to a bus, a queue or a webhook',
  Documents: 'What you are reading',
} as const
type Tag = keyof typeof tags

/** One operation of the API, said once: the routes, the checks, the documents and the tests are derived from it. */
export interface Operation {
  /** `public` needs no token. */
  readonly roles: readonly Role[] | 'public'
  /** Which scope a partner needs, where a partner may call it. */
  readonly scope?: Scope
  readonly method: 'get' | 'post' | 'put' | 'patch' | 'delete'
  /** Below `basePath`; parameters in braces. */
  readonly path: string
  readonly params?: z.ZodObject
  readonly query?: z.ZodObject
  readonly body?: z.ZodType
  /** Where the body is no JSON but a text: of which type, and how large at most. */
  readonly text?: { readonly type: 'text/csv'; readonly maxBytes: number }
  /** Where the body is the form of a page, and no JSON: `application/x-www-form-urlencoded`, or `multipart/form-data` without files. */
  readonly form?: true
  /** `required`: 428 without `If-Match`; `optional`: 412 where it is given and stale. */
  readonly ifMatch?: 'required' | 'optional'
  /** Whether it gives an `ETag` and honours `If-None-Match`. */
  readonly etag?: true
  /** `nothing`: 204, an empty answer. */
  readonly answer: z.ZodType | 'html' | 'json' | 'icalendar' | 'nothing'
  /** Whether its query has a `format`, by which it is told as plain text: `Accept: text/plain` asks for the same. */
  readonly plain?: true
  /** 200 where it says nothing; 202: taken on, done later; 303: what to see then is at `Location`. */
  readonly status?: 201 | 202 | 204 | 303
  /** Beyond those that its shape implies (`refusalsOf`). */
  readonly refusals?: readonly RefusalKind[]
  readonly summary: string
  /** What the answer to a write says, where that is not how the ticket is now. */
  readonly done?: string
  readonly description?: string
  readonly tag: Tag
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
  // A form brings a key of its own, which no client chooses.
  if (isWrite(given) && !given.form) kinds.add('key-reused')
  // Programs of partners have a limit each.
  if (given.scope) kinds.add('too-many')
  if (given.ifMatch) kinds.add('stale')
  if (given.ifMatch === 'required') kinds.add('precondition-required')
  return [...kinds]
}
