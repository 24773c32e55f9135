import * as fc from 'fast-check'
import type { TicketCommand } from '../../../domain/lifecycle.ts'
import type { Desk } from '../../../domain/ticket.ts'
import type { SlaPolicy } from '../../../schemas/sla-policy.ts'
import { type PendingStatus, priorities } from '../../../schemas/ticket.ts'
import { actors, type Somebody, teams } from '../../support/people.ts'
import { minute, second } from '../../support/time.ts'
import { aDesk, aPolicy } from './desk.ts'

/** What somebody does, so long after what was done before; `changes` is a PUT of the given fields, `says` a comment or a call. */
export interface Step {
  after: number
  who: Somebody
  does:
    | TicketCommand
    | { says: 'public' | 'internal' | 'call' }
    | { changes: { priority?: (typeof priorities)[number]; tags?: string[]; title?: string } }
}

/** Short enough that targets, reminders and closing all come about within a few steps. */
const aTarget = fc.integer({ min: 1, max: 600 }).map((seconds) => `PT${seconds}S`)
const maybe = fc.option(aTarget, { nil: undefined })

const targets: fc.Arbitrary<SlaPolicy['targets']> = fc
  .array(fc.record({ response: maybe, resolution: maybe }), { minLength: 4, maxLength: 4 })
  .map((all) =>
    Object.fromEntries(
      priorities.map((priority, index) => {
        const { response, resolution } = all[index] ?? {}
        return [priority, { ...(response && { response }), ...(resolution && { resolution }) }]
      }),
    ),
  )
const pauseOn: fc.Arbitrary<PendingStatus[]> = fc.subarray(['pending_customer', 'pending_parts'])

/** A desk with a policy for what is tagged, one for all else, and settings of its own. */
const anyDesk: fc.Arbitrary<Desk> = fc
  .record({ targets, others: targets, pauseOn, othersPauseOn: pauseOn, unanswered: maybe, reminder: aTarget })
  .map((any) =>
    aDesk({
      policies: [
        aPolicy({
          id: 'pol_0000000000000000000000TAGD',
          conditions: { tags: ['tagged'] },
          targets: any.targets,
          pauseOn: any.pauseOn,
        }),
        aPolicy({ targets: any.others, pauseOn: any.othersPauseOn }),
      ],
      settings: {
        reminderAfter: any.reminder,
        secondReminderAfter: 'PT10M',
        autoCloseAfter: 'PT10M',
        reopenWithin: 'PT20M',
        ...(any.unanswered && { resolveUnansweredAfter: any.unanswered }),
      },
    }),
  )

const reason = 'Because'
const technician = actors.technician.id
const does: fc.Arbitrary<Step['does']> = fc.oneof(
  { weight: 4, arbitrary: fc.constant<Step['does']>({ do: 'catch-up' }) },
  {
    weight: 8,
    arbitrary: fc.constantFrom<Step['does']>(
      { do: 'assign', technician },
      { do: 'assign', team: teams.north },
      { do: 'unassign', reason },
      { do: 'start' },
      { do: 'pause', status: 'pending_customer', reason },
      { do: 'pause', status: 'pending_parts', reason },
      { do: 'resume' },
      { do: 'resolve', resolution: reason },
      { do: 'reopen', reason },
    ),
  },
  {
    weight: 4,
    arbitrary: fc.constantFrom<Step['does']>({ says: 'public' }, { says: 'internal' }, { says: 'call' }),
  },
  { weight: 1, arbitrary: fc.constantFrom<Step['does']>({ do: 'close' }, { do: 'cancel', reason }) },
  {
    weight: 4,
    arbitrary: fc
      .record(
        { priority: fc.constantFrom(...priorities), tags: fc.constantFrom<string[]>([], ['tagged']) },
        { requiredKeys: [] },
      )
      .map((changes) => ({ changes })),
  },
)

/** A clock that differs from the last one's: mostly later, now and then a little behind. */
const after = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: 0, max: 5 * minute }) },
  { weight: 1, arbitrary: fc.integer({ min: -5 * second, max: 0 }) },
  { weight: 1, arbitrary: fc.constant(0) },
)
const who: fc.Arbitrary<Somebody> = fc.oneof(
  { weight: 4, arbitrary: fc.constant<Somebody>('manager') },
  { weight: 2, arbitrary: fc.constant<Somebody>('technician') },
  { weight: 1, arbitrary: fc.constantFrom<Somebody>('agent', 'supervisor', 'customer', 'admin') },
)

/** Anything that may come about in a ticket's life. */
export const anyLife: fc.Arbitrary<{ desk: Desk; steps: Step[] }> = fc.record({
  desk: anyDesk,
  steps: fc.array(fc.record({ after, who, does }), { minLength: 1, maxLength: 25 }),
})
