import type { EventData } from '../../events/catalogue.ts'
import type { Visit } from '../../schemas/visit.ts'
import { findPerson } from '../platform/table/people.ts'
import { visitsOfTicket } from '../platform/table/visits.ts'
import { type Known, type Notice, notice } from './notice.ts'
import { requesterOf } from './recipients.ts'
import type { Tellings } from './tellings.ts'

type Kind = 'visitBooked' | 'visitMoved' | 'visitCancelled' | 'visitReminded'

/**
 * Tells the customer of a visit as it is now. What has changed again since the event says so by an event of its own: nobody
 * is told, or reminded, of a time that holds no more.
 */
async function told<Of extends Kind>(
  known: Known,
  id: string,
  holds: (visit: Visit) => boolean,
  kind: Of,
  more: Omit<Tellings[Of], 'visit' | 'technician'>,
): Promise<Notice[]> {
  const requester = await requesterOf(known.ticket)
  if (!requester) return []
  const visit = (await visitsOfTicket(known.ticket.number)).find((one) => one.id === id)
  if (!visit || !holds(visit)) return []
  const technician = requester.isKnown ? (await findPerson(visit.technician))?.name : undefined
  return notice(known, requester, kind, { visit, technician, ...more } as unknown as Tellings[Of])
}

const isPlanned = (from: string) => (visit: Visit) => visit.status === 'planned' && visit.from === from

export const tellBooked = async (known: Known, { visit, from }: EventData<'visit.booked'>): Promise<Notice[]> =>
  known.settings.notices.visitBooked ? told(known, visit, isPlanned(from), 'visitBooked', {}) : []

export const tellMoved = async (known: Known, data: EventData<'visit.moved'>): Promise<Notice[]> => {
  const { visit, from, technician, previous, wasConfirmed } = data
  const isOff = !known.settings.notices.visitMoved
  // What the customer has confirmed, nobody else moves without saying so, whatever is turned off.
  if (isOff && !wasConfirmed) return []
  const knowsIt = (one: Visit) => isOff && one.confirmedAt !== undefined
  const holds = (one: Visit) => isPlanned(from)(one) && one.technician === technician && !knowsIt(one)
  const before = { from: previous.from, wasConfirmed }
  return told(known, visit, holds, 'visitMoved', { before })
}

export const tellCancelled = async (known: Known, data: EventData<'visit.cancelled'>): Promise<Notice[]> => {
  const { visit, reason } = data
  const isOff = !known.settings.notices.visitCancelled
  if (isOff && reason === 'by-customer') return []
  const countsOnIt = ({ confirmedAt }: Visit) => confirmedAt !== undefined
  const holds = (one: Visit) => one.status === 'cancelled' && (!isOff || countsOnIt(one))
  return told(known, visit, holds, 'visitCancelled', {})
}

export const tellReminded = async (known: Known, { visit, from }: EventData<'visit.reminded'>): Promise<Notice[]> => {
  const holds = (one: Visit) => isPlanned(from)(one) && Date.parse(from) > Date.now()
  return known.settings.notices.visitReminded ? told(known, visit, holds, 'visitReminded', {}) : []
}
