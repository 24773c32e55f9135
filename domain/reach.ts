import { type ClockKind, clockKinds } from '../schemas/clock.ts'
import type { SlaPolicy } from '../schemas/sla-policy.ts'
import { type Priority, priorities } from '../schemas/ticket.ts'
import type { Hours } from './hours.ts'

/** No instant of a ticket is later (schemas/time.ts, `GivenInstant`); milliseconds since 1970. */
export const lastYearsEnd = Date.UTC(2201, 0, 1)

/** The targets of a policy that, from `start` on, are not due before `end` in these hours; both in milliseconds since 1970. */
export const notReached = (
  { targets }: Pick<SlaPolicy, 'targets'>,
  hours: Hours,
  start: number,
  end: number,
): { priority: Priority; kind: ClockKind }[] =>
  priorities.flatMap((priority) =>
    clockKinds.flatMap((kind) => {
      const target = targets[priority]?.[kind]
      return !target || hours.due(start, hours.targetMs(target, start)) < end ? [] : [{ priority, kind }]
    }),
  )
