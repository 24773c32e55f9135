import { isOpen, isOpenOnly, openStatuses, type Selection } from '../../../domain/selection.ts'
import type { Sort } from '../../../schemas/selection.ts'
import type { Status } from '../../../schemas/ticket.ts'
import { everyShard, type Index, lightKey } from './keys.ts'

/** From where a list is read. */
export interface Plan {
  index: Index
  /** The partitions to read, side by side. */
  keys: string[]
  /** Which parts of the selection hold for all that lies there. */
  settles: readonly (keyof Selection)[]
  /** What its sort key is. */
  by: 'created' | 'due'
  /** It holds keys only: the tickets must be loaded. */
  keysOnly?: true
}

/** More partitions are not read side by side for one page: three statuses, or teams. */
const mostPartitions = 12

/** The narrowest index that has the tickets of a selection in this order; undefined where none has. */
export function planOf(selection: Selection, { by, order }: Sort): Plan | undefined {
  if (by === 'created') return byCreation(selection)
  // Without a due instant a ticket is last, which an index read backwards has first; and what is done is in none.
  if (by === 'due' && order === 'asc' && isOpenOnly(selection) && !selection.archived) return byDue(selection)
  return undefined
}

function byCreation({ customer, assignee, status, archived }: Selection): Plan | undefined {
  const by = 'created' as const
  if (customer) return { index: 'gsi2', keys: [`CUSTOMER#${customer}`], settles: ['customer', by], by }
  if (archived) return undefined
  if (assignee) return { index: 'gsi3', ...ofAssignee(assignee, status as readonly Status[] | undefined), by }
  if (status && status.length * everyShard('').length <= mostPartitions) {
    const keys = status.flatMap((one) => everyShard(`STATUS#${one}`))
    return { index: 'gsi1', keys, settles: ['status', by], by }
  }
  return { index: 'gsi6', keys: everyShard('ALL'), settles: [by], by }
}

function ofAssignee(assignee: string, status: readonly Status[] | undefined): Pick<Plan, 'keys' | 'settles'> {
  const parts = [...(status?.every((one) => !isOpen(one)) ? [] : ['OPEN']), ...(status?.every(isOpen) ? [] : ['DONE'])]
  const keys = parts.map((part) => `ASSIGNEE#${assignee}#${part}`)
  return {
    keys: assignee === 'none' ? keys.flatMap(everyShard) : keys,
    settles: ['assignee', 'created', ...(status && isEveryOpen(status) ? (['status'] as const) : [])],
  }
}

function byDue({ team, light, status = [] }: Selection): Plan | undefined {
  const settles = isEveryOpen(status) ? (['status'] as const) : []
  const by = 'due' as const
  if (team && team.length * everyShard('').length <= mostPartitions) {
    const keys = team.flatMap((one) => everyShard(`TEAM#${one}`))
    return { index: 'gsi4', keys, settles: ['team', by, ...settles], by }
  }
  if (light && !light.includes('green')) {
    // Those at risk lie apart; the green ones are among all.
    const keys = light.flatMap((one) => everyShard(lightKey(one)))
    return { index: 'gsi8', keys, settles: [by, 'light', ...settles], by, keysOnly: true }
  }
  return { index: 'gsi7', keys: everyShard('DUE'), settles: [by, ...settles], by, keysOnly: true }
}

const isEveryOpen = (status: readonly string[]) =>
  status.length === openStatuses.length && openStatuses.every((one) => status.includes(one))
