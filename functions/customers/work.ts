import { jobWorker } from '../platform/jobs.ts'
import { eraseContact } from './erase-contact.ts'
import { importCustomers, importProducts } from './imports.ts'

/** Does jobs about customers, a piece at a time. */
export const handler = jobWorker({
  'import-customers': importCustomers,
  'import-products': importProducts,
  'erase-contact': eraseContact,
})
