import type { ZodOpenApiHeaderObject, ZodOpenApiParameterObject } from 'zod-openapi'

/** What an answer can carry beside its body. */
export const headers = {
  RequestId: {
    description: 'Names this answer in our logs: quote it when you ask about it',
    required: true,
    schema: { type: 'string' },
    example: 'Tq2Xhg0ZliAEMxQ=',
  },
  ETag: {
    description: 'The version of what is answered: give it as `If-Match` to write, as `If-None-Match` to read again',
    required: true,
    schema: { type: 'string' },
    example: '"3"',
  },
  Location: {
    description: 'Where what was made is read from now on, seen from the host',
    required: true,
    schema: { type: 'string', format: 'uri-reference' },
    example: '/api/v1/service-desk/tickets/TKT000123',
  },
  Link: {
    description: 'Of a list as CSV: where the next page is; absent on the last',
    schema: { type: 'string' },
    example: '</api/v1/service-desk/customers?cursor=Yk9H2vXl3mJ0c1q8>; rel="next"',
  },
  RetryAfter: {
    description: 'After how many seconds to try again, with the same `Idempotency-Key`',
    required: true,
    schema: { type: 'integer', minimum: 1 },
    example: 1,
  },
  IdempotentReplayed: {
    description: 'The answer was given before, to the same `Idempotency-Key`: nothing was done again',
    schema: { type: 'string', enum: ['true'] },
    example: 'true',
  },
  WwwAuthenticate: {
    description: 'How to show who you are',
    schema: { type: 'string' },
    example: 'Bearer',
  },
  Allow: {
    description: 'The methods that this path has',
    required: true,
    schema: { type: 'string' },
    example: 'GET, PUT',
  },
} satisfies Record<string, ZodOpenApiHeaderObject>

export const header = (name: keyof typeof headers) => ({ $ref: `#/components/headers/${name}` })

const tag = '(W/)?"[^"]*"'
const ifMatch = { name: 'If-Match', in: 'header', schema: { type: 'string' }, example: '"3"' } as const

/** What a request can carry in its headers. */
export const parameters = {
  IdempotencyKey: {
    name: 'Idempotency-Key',
    in: 'header',
    required: false,
    description:
      'A name of your own for this write, kept for 24 hours for you alone: the same key with the same body gets the same answer and is done once, however often it is sent. Another body: 422',
    schema: { type: 'string', minLength: 1, maxLength: 255, pattern: '^[\\x21-\\x7E]([\\x20-\\x7E]*[\\x21-\\x7E])?$' },
    example: '7d1f0c5e-2f1b-4f0e-9a53-6a0c6d1b9e11',
  },
  IfMatch: {
    ...ifMatch,
    required: false,
    description: 'The `ETag` of the version that you mean. Where it has changed meanwhile: 412',
  },
  IfMatchRequired: {
    ...ifMatch,
    required: true,
    description:
      'The `ETag` of the version that you mean to replace. Where it has changed meanwhile: 412; where this is left out: 428',
  },
  IfNoneMatch: {
    name: 'If-None-Match',
    in: 'header',
    required: false,
    description: 'The `ETag` that you have. Where it is still true: 304, without a body',
    schema: { type: 'string', pattern: `^(\\*|${tag}(, *${tag})*)$` },
    example: '"3"',
  },
} satisfies Record<string, ZodOpenApiParameterObject>

export const parameter = (name: keyof typeof parameters) => ({ $ref: `#/components/parameters/${name}` })
