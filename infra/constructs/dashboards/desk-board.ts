import { Duration } from 'aws-cdk-lib'
import type { IAlarm } from 'aws-cdk-lib/aws-cloudwatch'
import { type Board, day } from './board.ts'
import { math, own } from './metrics.ts'
import { divided, ownPanel } from './own.ts'
import type { Watched } from './watched.ts'

const hour = Duration.hours(1)
const counted = 'statistics-count'
const measured = 'operations-measure'
const kept = (period: Duration) =>
  math(
    'Kept, of 100',
    '100 * met / (met + missed)',
    {
      met: own('ClocksMet', counted, { period }),
      missed: own('ClocksMissed', counted, { period }),
    },
    period,
  )

/** How the desk is doing by its tickets: for whoever runs it. */
export const deskBoard = (watched: Watched, alarms: readonly IAlarm[]): Board => ({
  name: 'Desk',
  over: day,
  rows: [
    [
      {
        title: 'Now',
        width: 12,
        numbers: [
          own('TicketsOpen', measured, { label: 'Open' }),
          own('TicketsUnassigned', measured, { label: 'Unassigned' }),
          own('TicketsAtRisk', measured, { label: 'At risk' }),
          own('TicketsBreached', measured, { label: 'Breached' }),
          own('OldestOpenHours', measured, { label: 'Oldest, hours' }),
        ],
      },
      {
        title: 'The last 24 hours',
        width: 12,
        numbers: [
          own('TicketsCreated', counted, { label: 'Created', period: day }),
          own('TicketsResolved', counted, { label: 'Resolved', period: day }),
          kept(day),
          own('AlarmTickets', 'operations-alarm', { label: 'Tickets by alarms', period: day }),
        ],
      },
    ],
    [{ title: 'What is wrong', alarms }],
    [
      {
        title: 'Created and resolved, an hour',
        unit: 'tickets an hour',
        lines: [
          own('TicketsCreated', counted, { label: 'Created', period: hour }),
          own('TicketsResolved', counted, { label: 'Resolved', period: hour }),
        ],
      },
      divided('Created by channel, an hour', 'TicketsCreated', 'channel', 'tickets an hour', hour),
      divided('Created by priority, an hour', 'TicketsCreated', 'priority', 'tickets an hour', hour),
    ],
    [
      divided('Resolved by channel, an hour', 'TicketsResolved', 'channel', 'tickets an hour', hour),
      divided('Resolved by priority, an hour', 'TicketsResolved', 'priority', 'tickets an hour', hour),
    ],
    [
      divided('Open by channel', 'TicketsOpen', 'channel', 'tickets'),
      divided('Open by priority', 'TicketsOpen', 'priority', 'tickets'),
      {
        title: 'Service levels kept, an hour',
        unit: 'of 100',
        most: 100,
        lines: [kept(hour)],
      },
    ],
    [...ownPanel('Unassigned and late', watched), ...ownPanel('Alarms on the desk', watched)],
  ],
})
