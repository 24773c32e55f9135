import { facetsOf, isOpen, selectedFields } from '../../../domain/selection.ts'
import type { Status, TicketSummary } from '../../../schemas/ticket.ts'
import { indexed } from './words.ts'

/** The columns of text that are searched; `internal` by staff only. */
export const textColumns = ['title', 'description', 'public', 'internal', 'who', 'ids'] as const
type TextColumn = (typeof textColumns)[number]

/** The fields of which a search names values. */
export const filterFields = [...selectedFields, 'customer', 'requester', 'assignee'] as const

/** What lists filter and sort by. Instants in milliseconds. */
export interface DocumentFields
  extends Pick<
    TicketSummary,
    'status' | 'priority' | 'type' | 'category' | 'channel' | 'brand' | 'light' | 'requester'
  > {
  customer?: string
  assignee?: string
  team?: string
  archived: boolean
  /** Whether work on it is left. */
  open: boolean
  created: number
  updated: number
  due?: number
  /** Tags, products, custom fields, watchers … (domain/selection.ts). */
  facets: string[]
}

/** A ticket as the index knows it: its words, not its text. */
export interface SearchDocument {
  number: string
  version: number
  /** When its reading began, in milliseconds: names change without the ticket's version. */
  readAt: number
  /** Absent where the ticket is gone: what was found is found no more. */
  found?: { texts: Record<TextColumn, string>; fields: DocumentFields }
}

/** What is newer wins, whatever comes first: the version, then the reading. A ticket that is gone does not come back. */
export const revisionOf = ({ number: _, version, readAt, found }: SearchDocument): bigint =>
  (found ? BigInt(version) : goneVersion) * 10n ** 13n + BigInt(readAt)
/** Above every version; with the factor, within 63 bits. */
const goneVersion = 900_000n

type Item = Record<string, unknown>

/** What is read of a ticket to index it: items as they lie in the table. */
export interface Whole {
  ticket: Item
  body?: Item | undefined
  /** Comments and calls, oldest first. */
  conversation: readonly Item[]
  /** The people, the customer and the product that it names. */
  about: readonly Item[]
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '')
const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : value instanceof Set ? [...value] : [])

/** Only what says of itself that it is not internal is searched by customers: so no call is. */
const isPublic = (item: Item): boolean => item.internal === false

function spoken(conversation: readonly Item[], wanted: (item: Item) => boolean): string {
  // Newest first: of a conversation beyond all measure it is the beginning that is indexed word by word only.
  return conversation
    .filter((item) => wanted(item) && !item.redactedAt)
    .toReversed()
    .map((item) => [item.text, item.summary].map(text).filter(Boolean).join('\n'))
    .join('\n')
}

/** Names, addresses and numbers of a person or a customer, whichever of them a record has. */
function known(item: Item): string[] {
  const addresses = list(item.emails).map((entry) => text((entry as Item)?.address) || text(entry))
  const numbers = list(item.phones).map((entry) => text((entry as Item)?.number) || text(entry))
  return [item.name, item.email, item.phone, item.externalId].map(text).concat(addresses, numbers).filter(Boolean)
}

/** The document of a ticket, as it was read from an instant on (in milliseconds). */
export function documentOf({ ticket, body = {}, conversation, about }: Whole, readAt: number): SearchDocument {
  const number = text(ticket.number)
  const contact = (ticket.contact ?? {}) as Item
  const people = about.flatMap(known)
  const serials = [text(ticket.serialNumber), ...about.map(({ serialNumber }) => text(serialNumber))]
  return {
    number,
    version: Number(ticket.version),
    readAt,
    found: {
      texts: {
        title: indexed(text(ticket.title)),
        description: indexed(
          [text(body.text) || text(body.description), text(ticket.resolution), text(body.resolution)].join('\n'),
        ),
        public: indexed(spoken(conversation, isPublic)),
        internal: indexed(
          [spoken(conversation, (item) => !isPublic(item)), text(ticket.statusReason), text(body.statusReason)].join(
            '\n',
          ),
        ),
        who: indexed([...people, text(contact.email), text(contact.phone)].join('\n')),
        ids: [indexed([number, ...serials, text(ticket.channelId)].join('\n')), counted(number)].join(' '),
      },
      fields: fieldsOf(ticket),
    },
  }
}

/** `TKT000123` is found by `123` and `000123`, too. */
function counted(number: string): string {
  const digits = /\d+$/.exec(number)?.[0] ?? ''
  return [digits, digits.replace(/^0+/, '')].join(' ')
}

function fieldsOf(ticket: Item): DocumentFields {
  const given = ['status', 'priority', 'type', 'category', 'channel', 'brand', 'light', 'requester'] as const
  const optional = ['customer', 'assignee', 'team'] as const
  const named = (names: readonly string[]) =>
    Object.fromEntries(names.flatMap((name) => (ticket[name] ? [[name, text(ticket[name])]] : [])))
  return {
    ...(named(given) as Pick<DocumentFields, (typeof given)[number]>),
    ...named(optional),
    archived: Boolean(ticket.archivedAt),
    open: isOpen(ticket.status as Status),
    created: Date.parse(text(ticket.createdAt)),
    updated: Date.parse(text(ticket.updatedAt)),
    ...(ticket.dueAt ? { due: Date.parse(text(ticket.dueAt)) } : {}),
    facets: facetsOf(ticket),
  }
}
