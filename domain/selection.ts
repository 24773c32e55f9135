import type { Actor } from '../schemas/actor.ts'
import type { Filter } from '../schemas/selection.ts'
import { type Status, statuses, type TicketSummary } from '../schemas/ticket.ts'
import type { Instant } from '../schemas/time.ts'
import { fromOutside } from './visibility.ts'

/** From, included, to, not included. */
interface Range {
  from?: Instant | undefined
  to?: Instant | undefined
}

/** The fields of a ticket of which a selection names values. */
export const selectedFields = ['status', 'priority', 'type', 'category', 'channel', 'light', 'brand', 'team'] as const
export const ranges = ['created', 'updated', 'due'] as const

/** Which tickets, for one caller: what they asked for, as far as they may see it. */
export interface Selection
  extends Partial<Record<(typeof selectedFields)[number], readonly string[]>>,
    Partial<Record<(typeof ranges)[number], Range>> {
  /** A person's id, or `none`. */
  assignee?: string
  customer?: string
  /** Only what these asked for, or what these watch: one person, perhaps with ids that they had before. */
  requester?: readonly string[]
  watcher?: readonly string[]
  /** Only what is this technician's, their teams', or nobody's. */
  reach?: { person: string; teams: readonly string[] }
  /** Each of them (`facetsOf`). */
  facets?: readonly string[]
  /** Archived ones, too. */
  archived?: true
}

/** The statuses in which there is work left to do. */
export const openStatuses: readonly Status[] = statuses.filter(
  (status) => !['resolved', 'closed', 'cancelled'].includes(status),
)
export const isOpen = (status: Status): boolean => openStatuses.includes(status)

type Due = Pick<TicketSummary, 'number' | 'dueAt'>
const duePlace = ({ dueAt = '9999', number }: Due): string => `${dueAt}#${number}`
/** The order of what is to be done: next due first, what is paused last. */
export const nextDueFirst = (a: Due, b: Due): number => (duePlace(a) < duePlace(b) ? -1 : 1)

/** Whether a selection has no ticket on which work is not left. */
export const isOpenOnly = ({ status }: Selection): boolean => !!status?.every((one) => isOpen(one as Status))

/** Texts of custom fields are compared up to here, in lower case: what lies in an index must be short. */
const comparedCharacters = 60
const customFacet = (name: string, value: unknown) =>
  `custom.${name}:${String(value).trim().toLowerCase().slice(0, comparedCharacters)}`
const serialFacet = (serial: string) =>
  `serial:${serial.toUpperCase().replace(/[^\p{L}\p{N}]/gu, '') || serial.toUpperCase()}`

/** What a ticket says about what it can be found by, beside what every list shows. */
interface Faceted {
  tags?: readonly string[]
  site?: string | undefined
  product?: string | undefined
  serialNumber?: string | undefined
  custom?: Record<string, unknown> | undefined
  watchers?: readonly string[] | undefined
  archivedAt?: string | undefined
  formerCustomers?: readonly string[] | undefined
}

/** What a ticket can be found by that no list shows, as words of one kind: one attribute in every index holds them all. */
export const facetsOf = ({ tags = [], site, product, serialNumber, custom = {}, ...rest }: Faceted): string[] => [
  ...tags.map((tag) => `tag:${tag}`),
  ...(site ? [`site:${site}`] : []),
  ...(product ? [`product:${product}`] : []),
  ...(serialNumber ? [serialFacet(serialNumber)] : []),
  ...Object.entries(custom).map(([name, value]) => customFacet(name, value)),
  ...(rest.watchers ?? []).map(watching),
  ...(rest.formerCustomers ?? []).map(formerlyOf),
  ...(rest.archivedAt ? [archivedFacet] : []),
]

export const watching = (person: string): string => `watcher:${person}`
/** A ticket that was this customer's: what was written then is found when somebody of theirs is erased. */
export const formerlyOf = (customer: string): string => `formerly:${customer}`
export const archivedFacet = 'archived'

const askedFacets = ({ tag = [], site, product, serial, custom = {} }: Filter): string[] =>
  facetsOf({ tags: tag, site, product, serialNumber: serial, custom })

/** A filter as it holds for this caller; undefined where nothing that it asks for can be theirs. */
export function selectionFor(filter: Filter, actor: Actor): Selection | undefined {
  const { assignee, team, customer, archived } = filter
  const facets = askedFacets(filter)
  const status = statusOf(filter)
  const teams = team && [...new Set(team.flatMap((id) => (id === 'mine' ? (actor.teams ?? []) : [id])))]
  if (status?.length === 0 || teams?.length === 0) return undefined
  const selection: Selection = {
    ...Object.fromEntries(selectedFields.flatMap((field) => (filter[field] ? [[field, filter[field]]] : []))),
    ...(status && { status }),
    ...(teams && { team: teams }),
    ...(assignee && { assignee: assignee === 'me' ? actor.id : assignee }),
    ...(customer && { customer }),
    ...(facets.length > 0 && { facets }),
    ...rangesOf(filter),
    ...(archived && { archived }),
  }
  return within(selection, actor)
}

function statusOf({ status, open }: Filter): readonly Status[] | undefined {
  if (open === undefined) return status
  return (status ?? statuses).filter((one) => isOpen(one) === open)
}

const rangesOf = (filter: Filter): Selection =>
  Object.fromEntries(
    ranges.flatMap((name) => {
      const [from, to] = [filter[`${name}From`], filter[`${name}To`]]
      return from || to ? [[name, { from, to }]] : []
    }),
  )

/** A selection narrowed to what the caller may see (`maySee` says the same of one ticket). */
function within(selection: Selection, actor: Actor): Selection | undefined {
  const { id, aliases = [], customer, wholeCustomer, teams = [] } = actor
  if (actor.role === 'technician') {
    const theirs = selection.assignee === id || selection.team?.every((one) => teams.includes(one))
    return theirs ? selection : { ...selection, reach: { person: id, teams } }
  }
  if (!fromOutside(actor)) return selection
  if (selection.customer && selection.customer !== customer) return undefined
  const person = [id, ...aliases]
  if (!customer) return { ...selection, requester: person }
  return { ...selection, customer, ...(!wholeCustomer && { requester: person, watcher: person }) }
}

/** A ticket as an index holds it. */
export type Listed = TicketSummary & { facets?: Iterable<string> | undefined }

/** Whether a ticket belongs to a selection. */
export function matches(selection: Selection, ticket: Listed): boolean {
  const { assignee, customer, requester, watcher = [], reach, facets = [], archived } = selection
  const has = new Set(ticket.facets)
  const inRange = ({ from, to }: Range = {}, at: string | undefined) =>
    (!from || (!!at && at >= from)) && (!to || (!!at && at < to))
  return (
    selectedFields.every((field) => !selection[field] || selection[field].includes(ticket[field] ?? '')) &&
    (!assignee || (ticket.assignee ?? 'none') === assignee) &&
    (!customer || ticket.customer === customer) &&
    (!requester || requester.includes(ticket.requester) || watcher.some((id) => has.has(watching(id)))) &&
    (!reach || reaches(reach, ticket)) &&
    facets.every((facet) => has.has(facet)) &&
    (archived || !has.has(archivedFacet)) &&
    inRange(selection.created, ticket.createdAt) &&
    inRange(selection.updated, ticket.updatedAt) &&
    inRange(selection.due, ticket.dueAt)
  )
}

const reaches = ({ person, teams }: NonNullable<Selection['reach']>, { assignee, team }: Listed) =>
  assignee === person || (team ? teams.includes(team) : !assignee)
