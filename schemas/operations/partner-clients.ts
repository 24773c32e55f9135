import * as z from 'zod'
import {
  NewPartnerClient,
  PartnerClient,
  PartnerClientKeyed,
  PartnerClientTerms,
  PartnerUsage,
  Rotation,
} from '../partner-client.ts'
import { operation } from './operation.ts'
import { page } from './paging.ts'
import { Id, patchOf } from './record-forms.ts'

const tag = 'Partners'
/** Partners see their own client, admins all. */
const reading = { method: 'get', roles: ['partner', 'admin'], scope: 'client.read', tag } as const
const admins = { roles: ['admin'], tag } as const
const params = z.strictObject({ client: Id.meta({ example: 'pcl_01JD0000000000000000PCKNT1' }) })

export const listPartnerClients = operation({
  ...reading,
  path: '/partner-clients',
  answer: page(PartnerClient).meta({ id: 'PartnerClientList' }),
  summary: 'Programs of partners, oldest first',
  description: 'A partner reads its own, an admin all.',
})

export const createPartnerClient = operation({
  ...admins,
  method: 'post',
  path: '/partner-clients',
  body: NewPartnerClient,
  status: 201,
  etag: true,
  answer: PartnerClientKeyed,
  refusals: ['conflict'],
  summary: 'Let a program of a partner in',
  done: 'Done: this is its client, with the secret of its first key. The secret is told here only.',
  description: 'How it fetches a token and calls is told in docs/partner-api.md.',
})

export const getPartnerClient = operation({
  ...reading,
  path: '/partner-clients/{client}',
  params,
  etag: true,
  answer: PartnerClient,
  summary: 'A program of a partner',
})

export const changePartnerClient = operation({
  ...admins,
  method: 'patch',
  path: '/partner-clients/{client}',
  params,
  body: patchOf(PartnerClientTerms.shape, 'PartnerClientPatch'),
  ifMatch: 'optional',
  etag: true,
  answer: PartnerClient,
  summary: 'Change what a program of a partner may do, and how often',
  done: 'Done: this is its client. Scopes that were taken away hold no longer at once; another limit holds within a minute.',
})

export const deletePartnerClient = operation({
  ...admins,
  method: 'delete',
  path: '/partner-clients/{client}',
  params,
  ifMatch: 'optional',
  status: 204,
  answer: 'nothing',
  summary: 'Let a program of a partner in no more',
  done: 'Done: none of its tokens is taken from now on, and its subscriptions are gone.',
})

export const rotatePartnerKey = operation({
  ...admins,
  method: 'post',
  path: '/partner-clients/{client}/rotate',
  params,
  body: Rotation,
  ifMatch: 'optional',
  status: 201,
  answer: PartnerClientKeyed,
  refusals: ['conflict'],
  summary: 'Give a program of a partner another key',
  done: 'Done: this is its client, with the secret of the new key, which is told here only. The keys of before hold as long as `until` says.',
})

export const getPartnerUsage = operation({
  ...reading,
  path: '/partner-clients/{client}/usage',
  params,
  query: z.strictObject({ days: z.coerce.number().int().min(1).max(90).default(7) }),
  answer: PartnerUsage,
  summary: 'What a program of a partner has called, by day and part of the API',
  description: 'What was refused for want of a token or a scope is not counted.',
})
