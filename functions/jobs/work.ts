import { jobWorker } from '../platform/jobs.ts'
import { bulkTickets } from './bulk.ts'
import { resolveChildren } from './children.ts'
import { reapplySla } from './reapply.ts'

/** Does jobs about tickets, a piece at a time. */
export const handler = jobWorker({
  'bulk-tickets': bulkTickets,
  'resolve-children': resolveChildren,
  'reapply-sla': reapplySla,
})
