import { presenceAt } from '../../domain/availability.ts'
import { handBackReopened } from '../../domain/handing-back.ts'
import { decide } from '../../domain/lifecycle.ts'
import { workerOf } from '../../domain/staff.ts'
import { fromMs } from '../../domain/time.ts'
import { system } from '../../schemas/actor.ts'
import { commitChange } from '../platform/table/commit.ts'
import { deskOf } from '../platform/table/desk.ts'
import { staffNow } from '../platform/table/staff.ts'
import type { Loaded } from '../platform/table/tickets.ts'

/** Who is away for so long that a customer who comes back should not wait for them. Outside their hours, they come back by themselves. */
const away = ['not-here', 'absent', 'off']

/** Takes a ticket that was reopened from whoever had it, where they are away: the rules find another. */
export async function takeFromAway(loaded: Loaded, correlationId: string): Promise<'here' | 'taken' | 'raced'> {
  const { ticket } = loaded
  const now = fromMs(Date.now())
  const staff = await staffNow(now, ticket.brand)
  const technician = staff.technicians.find(({ id }) => id === ticket.assignee)
  if (!technician || !away.includes(presenceAt(workerOf(staff, technician), now).at)) return 'here'
  const decision = decide(ticket, handBackReopened(technician.id), system, await deskOf(ticket), now)
  const { is } = await commitChange(loaded, { decision, correlationId })
  return is === 'committed' ? 'taken' : 'raced'
}
