import type { Delivery, DeliveryTry, Replay } from '../../delivery.ts'
import type * as operations from '../../operations/deliveries.ts'
import { cursor, type Examples, noParameter } from './example.ts'

const subscription = 'sub_01JD0000000000000000SVBSC1'
const noWebhook = { detail: 'This subscription is no webhook.' }
const notActive = { detail: 'The subscription is disabled: only active or paused ones are sent to.' }

const failed: Delivery = {
  id: 'dlv_01JD0000000000000000DE11V1',
  subscription,
  event: {
    id: 'ticket.TKT000123.4',
    type: 'ticket.status-changed',
    occurredAt: '2026-11-18T08:59:00.000Z',
    ticket: 'TKT000123',
  },
  state: 'failed',
  tries: 10,
  createdAt: '2026-11-18T08:59:00.412Z',
  settledAt: '2026-11-21T12:40:10.000Z',
}
const anew: Delivery = {
  ...failed,
  state: 'pending',
  tries: 0,
  nextTryAt: '2026-11-21T14:00:00.000Z',
}
const { settledAt: _, ...pending } = anew
const test: Delivery = {
  id: 'dlv_01JD0000000000000000DE11V2',
  subscription,
  event: { id: 'test.01JD0000000000000000TEST01', type: 'webhook.test', occurredAt: '2026-11-21T14:00:00.000Z' },
  state: 'pending',
  tries: 0,
  createdAt: '2026-11-21T14:00:00.000Z',
  nextTryAt: '2026-11-21T14:00:00.000Z',
}
const last: DeliveryTry = {
  at: '2026-11-21T12:40:09.700Z',
  tookMs: 231,
  to: 'https://hooks.partner.example/desk',
  status: 503,
  type: 'text/plain',
  words: 'Down for maintenance',
}
const replay: Replay = {
  id: 'rpl_01JD0000000000000000REP1A1',
  subscription,
  of: 'history',
  from: '2026-11-20T00:00:00.000Z',
  to: '2026-11-21T14:00:00.000Z',
  types: ['ticket.created'],
  state: 'running',
  looked: 0,
  given: 0,
  createdAt: '2026-11-21T14:00:00.000Z',
}
const { types: __, ...again } = replay
const limit = { path: 'limit', message: 'is too much', expected: 'at most 100' }

export const examples: Examples<typeof operations> = {
  listDeliveries: { query: { state: 'failed', limit: 25, cursor }, wrong: limit, answer: { items: [failed] } },
  getDelivery: {
    wrong: noParameter,
    answer: {
      ...failed,
      request: {
        contentType: 'application/json',
        body: '{"type":"ticket.status-changed","timestamp":"2026-11-18T08:59:00.000Z","id":"ticket.TKT000123.4", …}',
      },
      log: [last],
    },
  },
  redeliverOne: { wrong: noParameter, answer: pending, conflict: notActive },
  redeliverSome: {
    body: { states: ['failed'], from: '2026-11-20T00:00:00Z' },
    wrong: { path: 'to', message: 'is not after from', expected: 'an instant after from' },
    answer: { ...again, id: 'rpl_01JD0000000000000000REP1A2', of: 'deliveries', states: ['failed'] },
    conflict: noWebhook,
  },
  testSubscription: { wrong: noParameter, answer: test, conflict: noWebhook },
  rotateSecret: {
    body: { holdsForHours: 24 },
    wrong: { path: 'holdsForHours', message: 'is too much', expected: 'at most 168' },
    answer: {
      secret: 'whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oDazfgMLXdxTk=',
      previousHoldsUntil: '2026-11-22T14:00:00.000Z',
    },
    conflict: noWebhook,
  },
  createReplay: {
    body: { from: '2026-11-20T00:00:00Z', types: ['ticket.created'] },
    wrong: { path: 'from', message: 'is needed, or after is, and not both', expected: 'from, or after' },
    answer: replay,
    conflict: notActive,
  },
  getReplay: {
    wrong: noParameter,
    answer: { ...replay, state: 'done', looked: 412, given: 37, endedAt: '2026-11-21T14:00:04.000Z' },
  },
  listReplays: { query: { limit: 25, cursor }, wrong: limit, answer: { items: [replay] } },
}
