import * as operations from '../../schemas/operations/subscriptions.ts'
import { edge } from '../platform/http/edge.ts'
import { changeOne, dropOne, listTheirs, makeOne, readOne } from './keeping.ts'
import { approveOne, pauseOne, rejectOne, resumeOne } from './standing.ts'

export const handler = edge(operations, {
  listSubscriptions: listTheirs,
  createSubscription: makeOne,
  getSubscription: readOne,
  changeSubscription: changeOne,
  deleteSubscription: dropOne,
  approveSubscription: approveOne,
  rejectSubscription: rejectOne,
  pauseSubscription: pauseOne,
  resumeSubscription: resumeOne,
})
