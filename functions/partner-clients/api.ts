import * as operations from '../../schemas/operations/partner-clients.ts'
import { edge } from '../platform/http/edge.ts'
import { changeClient, clientFor, clientsFor, letIn, shutOut } from './clients.ts'
import { rotate } from './keys.ts'
import { usageFor } from './usage.ts'

export const handler = edge(operations, {
  listPartnerClients: clientsFor,
  createPartnerClient: letIn,
  getPartnerClient: clientFor,
  changePartnerClient: changeClient,
  deletePartnerClient: shutOut,
  rotatePartnerKey: rotate,
  getPartnerUsage: usageFor,
})
