import type { Status } from '../../../schemas/ticket.ts'
import { type Deed, partsMean } from '../../domain/support/deeds.ts'
import type { Happening } from '../../domain/support/telling.ts'
import { actors } from '../../support/people.ts'
import type { Asked, OperationName } from './gateway.ts'

const reason = 'Because'
const iso = (at: number) => new Date(at).toISOString()
const phone = { direction: 'outbound', number: '+441632960001', durationSeconds: 60 }
const moved = (
  name: OperationName,
  to: Extract<Happening, { is: 'moved' }>['to'],
  body?: object,
): [OperationName, Asked, Happening] => [name, { as: 'manager', ...(body && { body }) }, { is: 'moved', to }]

/** A deed as the gateway asks for it, and as the plain model takes it. */
export function asked(deed: Deed, into: string, status: Status): [OperationName, Asked, Happening] {
  const nothing: Happening = { is: 'nothing' }
  const by = (as: Asked['as'], body?: object): Asked => ({ ...(as && { as }), ...(body && { body }) })
  switch (deed.does) {
    case 'looks':
    // Reapplying is a job, with tests of its own.
    case 'reapplies':
      return ['getSlaTracking', {}, nothing]
    case 'answers':
      return ['addComment', by('agent', { body: reason }), { is: 'answer' }]
    case 'notes':
      return ['addComment', by('agent', { body: reason, internal: true }), nothing]
    case 'calls':
      return ['logCall', by('agent', { ...phone, outcome: 'reached' }), { is: 'answer' }]
    case 'misses':
      return ['logCall', by('agent', { ...phone, outcome: 'voicemail' }), nothing]
    case 'writes':
      return ['addComment', by('customer', { body: reason }), { is: 'customer-writes' }]
    case 'waits':
      return moved('pauseTicket', deed.for, { status: deed.for, reason })
    case 'starts':
      return moved('startTicket', 'in_progress')
    case 'resumes':
      return moved('resumeTicket', 'in_progress')
    case 'hands-on':
      return moved('assignTicket', 'assigned', { technician: actors.technician.id })
    case 'unassigns':
      return moved('unassignTicket', 'created', { reason })
    case 'escalates':
      return moved('escalateTicket', 'assigned', { reason })
    case 'brings-parts':
      return ['reportPartsArrived', by('agent'), partsMean(status)]
    case 'closes':
      return moved('closeTicket', 'closed')
    case 'resolves':
      return ['resolveTicket', by('manager', { resolution: reason }), { is: 'resolve' }]
    case 'reopens':
      return ['reopenTicket', by('manager', { reason }), { is: 'reopen' }]
    case 'cancels':
      return ['cancelTicket', by('manager', { reason }), { is: 'cancel' }]
    case 'merges':
      return ['mergeTicket', by('manager', { into, reason }), { is: 'cancel' }]
    case 'unmerges':
      return ['unmergeTicket', by('manager', { reason }), { is: 'unmerge' }]
    case 'holds': {
      const until = Date.now() + deed.forMs
      return ['holdTicket', by('agent', { until: iso(until), reason }), { is: 'hold', until }]
    }
    case 'ends-hold':
      return ['releaseTicket', by('agent', { reason }), { is: 'end-hold' }]
    case 'changes':
      return ['patchTicket', by('agent', deed.to), { is: 'changed', to: deed.to }]
  }
}
