import * as deliveries from '../../schemas/operations/deliveries.ts'
import * as subscriptions from '../../schemas/operations/subscriptions.ts'
import { edge } from '../platform/http/edge.ts'
import { listTheirDeliveries, readDelivery, redeliver, sendTest } from './deliveries.ts'
import { changeOne, dropOne, listTheirs, makeOne, readOne } from './keeping.ts'
import { listTheirReplays, readReplay, replayDeliveries, replayHistory } from './replays.ts'
import { rotate } from './secret.ts'
import { approveOne, pauseOne, rejectOne, resumeOne } from './standing.ts'

export const handler = edge(
  { ...subscriptions, ...deliveries },
  {
    listSubscriptions: listTheirs,
    createSubscription: makeOne,
    getSubscription: readOne,
    changeSubscription: changeOne,
    deleteSubscription: dropOne,
    approveSubscription: approveOne,
    rejectSubscription: rejectOne,
    pauseSubscription: pauseOne,
    resumeSubscription: resumeOne,
    listDeliveries: listTheirDeliveries,
    getDelivery: readDelivery,
    redeliverOne: redeliver,
    redeliverSome: replayDeliveries,
    testSubscription: sendTest,
    rotateSecret: rotate,
    createReplay: replayHistory,
    getReplay: readReplay,
    listReplays: listTheirReplays,
  },
)
