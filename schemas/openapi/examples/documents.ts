import type * as operations from '../../operations/documents.ts'
import type { Examples } from './example.ts'

export const examples: Examples<typeof operations> = { getOpenApi: {}, getDocs: {} }
