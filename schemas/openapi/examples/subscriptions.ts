import type * as operations from '../../operations/subscriptions.ts'
import type { NewSubscription, Subscription } from '../../subscription.ts'
import { cursor, type Examples, noParameter } from './example.ts'
import { customer } from './story.ts'

const owner = 'per_01JD000000000000000PARTNR1'
const given = {
  name: 'Tickets into our ERP',
  target: { kind: 'queue', arn: 'arn:aws:sqs:us-east-1:111122223333:partner-events' },
  types: ['ticket.created', 'ticket.status-changed'],
  filter: { customers: [customer], categories: ['hardware'] },
} satisfies Partial<NewSubscription>

const asked: Subscription = {
  id: 'sub_01JD0000000000000000SVBSC1',
  ...given,
  ordering: 'none',
  form: 'envelope',
  owner,
  personalData: false,
  state: 'pending',
  version: 1,
  createdAt: '2026-11-21T09:00:00.000Z',
  updatedAt: '2026-11-21T09:00:00.000Z',
}
const approvedAt = '2026-11-21T10:00:00.000Z'
const active: Subscription = {
  ...asked,
  state: 'active',
  approval: 2,
  activeSince: approvedAt,
  hearsSince: approvedAt,
  version: 2,
  updatedAt: approvedAt,
}
const deployed: Subscription = { ...active, deployedAt: '2026-11-21T10:00:41.000Z', version: 3 }
const { activeSince: _, ...inactive } = deployed
const queueArn = 'the ARN of a standard queue: arn:aws:sqs:<region>:<account>:<name>'
const wrong = { path: 'target.arn', message: `must be ${queueArn}`, expected: queueArn }
const needed = { path: 'because', message: 'is required', expected: 'a string' }
const tooLong = { path: 'because', message: 'is too much', expected: 'at most 500 characters' }

export const examples: Examples<typeof operations> = {
  listSubscriptions: {
    query: { state: 'active', owner, limit: 25, cursor },
    wrong: { path: 'limit', message: 'is too much', expected: 'at most 100' },
    answer: { items: [deployed] },
  },
  createSubscription: {
    body: { ...given, owner },
    wrong,
    answer: asked,
    conflict: { detail: 'There are 20 subscriptions already: take one away first.' },
  },
  getSubscription: { wrong: noParameter, answer: deployed },
  changeSubscription: {
    body: { types: ['*'] },
    wrong: {
      path: 'colour',
      message: 'is not known here',
      expected: 'one of: name, target, types, filter, ordering, form',
    },
    answer: { ...asked, types: ['*'], version: 4 },
  },
  deleteSubscription: { wrong: noParameter },
  approveSubscription: {
    body: { personalData: false },
    wrong: { path: 'personalData', message: 'must be a boolean', expected: 'a boolean' },
    answer: active,
    conflict: { detail: 'It is paused: resume it, or reject it.' },
  },
  rejectSubscription: {
    body: { because: 'We do not know this account. Which of yours is it?' },
    wrong: needed,
    answer: { ...asked, state: 'rejected', because: 'We do not know this account. Which of yours is it?', version: 2 },
  },
  pauseSubscription: {
    body: { because: 'Our ERP is being moved' },
    wrong: tooLong,
    answer: { ...inactive, state: 'paused', because: 'Our ERP is being moved', version: 4 },
    conflict: { detail: 'It is pending: only what is active can be paused.' },
  },
  resumeSubscription: {
    wrong: noParameter,
    answer: { ...deployed, activeSince: '2026-11-22T07:00:00.000Z', version: 5 },
    conflict: { detail: 'It is rejected: an admin is to approve it first.' },
  },
}
