import * as documents from './documents.ts'
import * as sla from './sla.ts'
import * as tickets from './tickets.ts'

/** Every operation of the API by the capability that answers it; the operation's name is its id everywhere. */
export const capabilities = { tickets, sla, documents } as const
export type Capability = keyof typeof capabilities

export const operations = { ...tickets, ...sla, ...documents }
