import type * as operations from '../../operations/partner-clients.ts'
import type { NewPartnerClient, PartnerClient } from '../../partner-client.ts'
import { type Examples, noParameter } from './example.ts'
import { customer } from './story.ts'

const given = {
  name: 'ERP of the bakery',
  scopes: ['tickets.read', 'tickets.write'],
  callsPerMinute: 120,
  email: 'erp@bakery.example',
  customer,
} satisfies NewPartnerClient
const madeAt = '2026-11-21T09:00:00.000Z'
const first = { id: '1h57kf5cpq17m0eml12EXAMPLE', createdAt: madeAt }
const client: PartnerClient = {
  id: 'pcl_01JD0000000000000000PCKNT1',
  ...given,
  scopes: [...given.scopes],
  person: 'per_01JD000000000000000PARTNR1',
  keys: [first],
  version: 1,
  createdAt: madeAt,
  updatedAt: madeAt,
}
const changedAt = '2026-11-22T09:00:00.000Z'
const changed = { version: 2, updatedAt: changedAt }
const second = { id: '7k2b1v9d0s4m3q8x6z5wEXAMPLE', createdAt: changedAt }

export const examples: Examples<typeof operations> = {
  listPartnerClients: { wrong: noParameter, answer: { items: [client] } },
  createPartnerClient: {
    body: given,
    wrong: {
      path: 'scopes.0',
      message: 'is not one of the values that exist',
      expected: 'tickets.read, tickets.write, subscriptions.read, subscriptions.write, client.read',
    },
    answer: { ...client, clientId: first.id, clientSecret: 'k8s2…' },
    conflict: { detail: 'There are 48 keys already: take a client away first, or wait for keys to end.' },
  },
  getPartnerClient: { wrong: noParameter, answer: client },
  changePartnerClient: {
    body: { callsPerMinute: 300 },
    wrong: {
      path: 'colour',
      message: 'is not known here',
      expected: 'one of: name, scopes, callsPerMinute, email',
    },
    answer: { ...client, callsPerMinute: 300, ...changed },
  },
  deletePartnerClient: { wrong: noParameter },
  rotatePartnerKey: {
    body: { keepOldHours: 48 },
    wrong: { path: 'keepOldHours', message: 'is too much', expected: 'at most 720' },
    answer: {
      ...client,
      ...changed,
      keys: [{ ...first, until: '2026-11-24T09:00:00.000Z' }, second],
      clientId: second.id,
      clientSecret: 'v3x9…',
    },
    conflict: {
      detail:
        'Two keys hold already, the older one until 2026-11-24T09:00:00.000Z. Wait for that, or end both at once with `keepOldHours` 0.',
    },
  },
  getPartnerUsage: {
    query: { days: 7 },
    wrong: { path: 'days', message: 'is too much', expected: 'at most 90' },
    answer: {
      client: client.id,
      callsPerMinute: 120,
      lastUsedAt: '2026-11-21T16:02:11.480Z',
      days: [{ date: '2026-11-21', calls: 1241, refused: 3, byGroup: { Tickets: 1200, Conversation: 41 } }],
    },
  },
}
