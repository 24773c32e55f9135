import { listTickets } from '../../../functions/platform/table/lists.ts'
import { counted, type Finding, mostNamed } from './finding.ts'

const weekMs = 7 * 24 * 60 * 60_000
const most = 200

/**
 * This desk keeps no stock yet: no parts, levels or orders. What people mean by "stock does not move" shows on it as tickets
 * that wait for parts, with their clocks paused: those that nobody has moved for a week.
 */
export async function stockFindings(now: number): Promise<Finding[]> {
  const waiting = await listTickets({ status: ['pending_parts'] }, { by: 'created', order: 'asc' }, most)
  const items = waiting.items
  if (items.length === 0) return []
  const stuck = items.filter(({ updatedAt }) => now - Date.parse(updatedAt) > weekMs)
  const [oldest] = items
  const figures = { waiting: items.length, stuck: stuck.length }
  if (stuck.length > 0) {
    const says = `${counted(stuck.length, 'ticket')} of ${items.length} that wait for parts ${stuck.length === 1 ? 'has' : 'have'} not moved for a week. The desk keeps no stock of its own: whether parts were ordered it does not know.`
    const tickets = stuck.slice(0, mostNamed).map(({ number }) => number)
    const fix = 'Ask whoever orders parts; POST /tickets/{id}/resume once they are there.'
    return [{ complaint: 'stock', level: 'wrong', says, tickets, figures, fix }]
  }
  const says = `${counted(items.length, 'ticket')} ${items.length === 1 ? 'waits' : 'wait'} for parts, none for a week without a change; the oldest is ${oldest?.number}.`
  return [
    { complaint: 'stock', level: 'note', says, figures, fix: 'Nothing: reminders are on their way by themselves.' },
  ]
}
