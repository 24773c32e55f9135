import * as operations from '../../schemas/operations/finding.ts'
import { edge } from '../platform/http/edge.ts'
import { listForCaller } from './listing.ts'
import { queueForCaller, queuesForCaller } from './queues.ts'
import { searchForCaller } from './search.ts'
import { changeView, dropView, keepView, viewedForCaller, viewForCaller, viewsForCaller } from './views.ts'

export const handler = edge(operations, {
  listTickets: listForCaller,
  search: searchForCaller,
  listQueues: queuesForCaller,
  listQueueTickets: queueForCaller,
  listViews: viewsForCaller,
  createView: keepView,
  getView: viewForCaller,
  updateView: changeView,
  deleteView: dropView,
  listViewTickets: viewedForCaller,
})
