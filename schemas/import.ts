import { NewCustomer } from './customer.ts'
import { NewProduct } from './product.ts'

/** As many lines one import takes, beside its header. */
export const mostLines = 10_000
/** As large its text may be: under the 6 MB that a function is called with. */
export const maxImportBytes = 4 * 1024 * 1024
/** As large one line may be, as it is kept until its turn comes: in bytes of JSON. */
export const maxLineBytes = 8_000

/** What another system knows it by: every line says it, so that it may come again. */
export const key = 'externalId'

/** What desks write into such lists themselves, which no import changes. */
const itsOwn = ['id', 'version', 'createdAt', 'updatedAt']

/** The columns that an import of each kind knows, and those that it passes over: a list as CSV can be sent back. */
export const importColumns = {
  customers: { known: Object.keys(NewCustomer.shape), passedOver: itsOwn },
  products: {
    known: [
      ...Object.keys(NewProduct.shape).filter((field) => field !== 'warranty'),
      'warranty.startsOn',
      'warranty.endsOn',
      'customer',
      'customerExternalId',
      'siteExternalId',
    ],
    passedOver: itsOwn,
  },
} as const
export type Imported = keyof typeof importColumns

/** A line of an import: where it began in the file, and its cells by their columns. */
export interface ImportLine {
  line: number
  cells: Record<string, string>
  /** Why it is not looked at. */
  wrong?: { path: string; message: string; expected: string }
}
