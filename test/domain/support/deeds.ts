import { comment, logCall } from '../../../domain/conversation.ts'
import { escalate } from '../../../domain/escalating.ts'
import { holdUntil, release } from '../../../domain/hold.ts'
import type { TicketCommand } from '../../../domain/lifecycle.ts'
import { mergeInto, undoMerge } from '../../../domain/merging.ts'
import { partsArrived } from '../../../domain/parts.ts'
import { reapplying } from '../../../domain/reapplying.ts'
import type { Rule } from '../../../domain/rule.ts'
import { isOpen } from '../../../domain/selection.ts'
import type { PendingStatus, Priority, Status } from '../../../schemas/ticket.ts'
import { actors, type Somebody } from '../../support/people.ts'
import type { Promised } from './plain-desk.ts'
import { aTicket, type Story } from './story.ts'
import type { Happening } from './telling.ts'

/** What somebody does with a ticket, in the words that a test draws from. */
export type Deed =
  | { does: 'looks' | 'answers' | 'notes' | 'calls' | 'misses' | 'writes' | 'starts' | 'resumes' | 'hands-on' }
  | {
      does:
        | 'unassigns'
        | 'resolves'
        | 'closes'
        | 'reopens'
        | 'cancels'
        | 'merges'
        | 'unmerges'
        | 'ends-hold'
        | 'reapplies'
        | 'escalates'
        | 'brings-parts'
    }
  | { does: 'waits'; for: PendingStatus }
  | { does: 'holds'; forMs: number }
  | { does: 'changes'; to: { priority?: Priority; tags?: string[] } }

/** What a macro does in one command, as a manager. */
export interface Together {
  does: 'together'
  deeds: readonly Deed[]
}

/** The manager promises something else from now on. */
export interface Edit {
  does: 'edits'
  promises: readonly Promised[]
}

/** A deed as the desk takes it, and as the plain model does. */
export interface Told {
  who: Somebody
  command: TicketCommand | Rule
  means: Happening
}

const reason = 'Because'
const iso = (instant: number): string => new Date(instant).toISOString()
const said = (internal: boolean): Rule => comment({ id: `com_${'0'.repeat(26)}`, internal, length: 1, mentions: [] })
const called = (outcome: 'reached' | 'voicemail'): Rule =>
  logCall({ id: `cal_${'0'.repeat(26)}`, direction: 'outbound', outcome, durationSeconds: 60 })

const moved = (command: TicketCommand, to: Extract<Happening, { is: 'moved' }>['to']): Told => ({
  who: 'manager',
  command,
  means: { is: 'moved', to },
})

export function tell(deed: Deed, { ticket, description }: Story, now: number): Told {
  switch (deed.does) {
    case 'looks':
      return { who: 'system', command: { do: 'catch-up' }, means: { is: 'nothing' } }
    case 'answers':
      return { who: 'agent', command: said(false), means: { is: 'answer' } }
    case 'notes':
      return { who: 'agent', command: said(true), means: { is: 'nothing' } }
    case 'calls':
      return { who: 'agent', command: called('reached'), means: { is: 'answer' } }
    case 'misses':
      return { who: 'agent', command: called('voicemail'), means: { is: 'nothing' } }
    case 'writes':
      return { who: 'customer', command: said(false), means: { is: 'customer-writes' } }
    case 'waits':
      return moved({ do: 'pause', status: deed.for, reason }, deed.for)
    case 'starts':
      return moved({ do: 'start' }, 'in_progress')
    case 'resumes':
      return moved({ do: 'resume' }, 'in_progress')
    case 'hands-on':
      return moved({ do: 'assign', technician: actors.technician.id }, 'assigned')
    case 'unassigns':
      return moved({ do: 'unassign', reason }, 'created')
    case 'escalates':
      return { who: 'agent', command: escalate({ reason }), means: { is: 'moved', to: 'assigned' } }
    case 'brings-parts':
      return { who: 'agent', command: partsArrived, means: partsMean(ticket.status) }
    case 'closes':
      return moved({ do: 'close' }, 'closed')
    case 'resolves':
      return { who: 'manager', command: { do: 'resolve', resolution: reason }, means: { is: 'resolve' } }
    case 'reopens':
      return { who: 'manager', command: { do: 'reopen', reason }, means: { is: 'reopen' } }
    case 'cancels':
      return { who: 'manager', command: { do: 'cancel', reason }, means: { is: 'cancel' } }
    case 'merges':
      return { who: 'manager', command: mergeInto(another, reason), means: { is: 'cancel' } }
    case 'unmerges':
      return { who: 'manager', command: undoMerge(reason), means: { is: 'unmerge' } }
    case 'reapplies': {
      const { rule } = reapplying({ policy: ticket.policy.id })
      return {
        who: 'manager',
        command: rule,
        means: isOpen(ticket.status) ? { is: 'changed', to: {} } : { is: 'nothing' },
      }
    }
    case 'holds': {
      const until = now + deed.forMs
      return { who: 'agent', command: holdUntil(iso(until), reason), means: { is: 'hold', until } }
    }
    case 'ends-hold':
      return { who: 'agent', command: release(reason), means: { is: 'end-hold' } }
    case 'changes': {
      const { title, priority, type, category, tags } = ticket
      const known = { title, description, priority, type, category, tags, ...deed.to }
      return {
        who: 'agent',
        command: { do: 'replace', with: known, description },
        means: { is: 'changed', to: deed.to },
      }
    }
  }
}

/** Parts are news only to a ticket that waits for them. */
export const partsMean = (status: Status): Happening =>
  status === 'pending_parts' ? { is: 'moved', to: 'in_progress' } : { is: 'nothing' }

/** Into which the others are merged. */
const another = { ...aTicket().ticket, number: 'TKT000002' }
