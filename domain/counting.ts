import type { Settings } from '../schemas/settings.ts'
import { needsOf } from './needs.ts'
import type { Ticket } from './ticket.ts'

/** What of the settings tickets are counted by: another zone, or other needs, hold for what is counted from then on. */
export interface Counting {
  timeZone: string
  /** The skills that a ticket asks for. Not by its product's model: no product is read for it. */
  skillsOf: (ticket: Ticket) => readonly string[]
}

export const countingBy = (settings: Pick<Settings, 'assignment' | 'timeZone'>): Counting => ({
  timeZone: settings.timeZone,
  skillsOf: (ticket) => Object.keys(needsOf(settings, ticket).skills),
})
