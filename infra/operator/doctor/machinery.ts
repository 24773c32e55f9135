import { overdueEvents, parkedEvents } from '../../../functions/platform/table/outbox.ts'
import { type Complaint, counted, type Finding } from './finding.ts'
import type { Works } from './works.ts'

/** Whose trouble it is when a queue stands still, by the beginning of its name. */
const whose: readonly (readonly [name: RegExp, complaint: Complaint])[] = [
  [/^Assignment/, 'assignment'],
  [/^(Sla|Statistics)/, 'sla'],
  [/^(Notifications|MailOutcomes)/, 'mail'],
]
const complaintOf = (queue: string): Complaint => whose.find(([name]) => name.test(queue))?.[1] ?? 'machinery'

const overdueAfterMs = 3 * 60_000
/** More than so many wait only where nobody takes them, or too slowly. */
const manyWaiting = 500

const isChanging = (status: string) => /^(CREATE|UPDATE|DELETE)(_COMPLETE_CLEANUP)?_IN_PROGRESS$/.test(status)
const isWhole = (status: string) => /^(CREATE|UPDATE|IMPORT)(_ROLLBACK)?_COMPLETE$/.test(status)

/** What the stage is made of: stacks, table, machine, rules, queues and those who work them off. */
export async function machineryFindings(works: Works, now: number): Promise<Finding[]> {
  return [...wholeness(works), ...works.queues.flatMap((queue) => queueFindings(queue, works)), ...(await outbox(now))]
}

function wholeness({ stacks, rules, recoverable, streams, machineIsActive }: Works): Finding[] {
  const complaint = 'machinery'
  const changing = stacks.filter(({ status }) => isChanging(status))
  const broken = stacks.filter(({ status }) => !isWhole(status) && !isChanging(status))
  const off = rules.filter(({ enabled }) => !enabled).map(({ name }) => name)
  const redeploy = 'Deploy the stacks again: docs/deploying.md.'
  const wrong = (says: string, fix = redeploy): Finding => ({ complaint, level: 'wrong', says, fix })
  return [
    ...changing.map(
      ({ name }): Finding => ({
        ...{ complaint, level: 'note', says: `The stack ${name} is being changed at this moment.` },
        fix: 'Wait until that has ended, and look again.',
      }),
    ),
    ...broken.map(({ name, status }) =>
      wrong(`The stack ${name} is ${status}.`, 'See its events in CloudFormation, and deploy again.'),
    ),
    ...off.map((name) => wrong(`The rule ${name} of the bus is off: what it leads to hears nothing.`)),
    ...(streams === false
      ? [wrong('The table tells nobody of its changes: events go out by the reconciler only.')]
      : []),
    ...(recoverable === false
      ? [
          wrong(
            'The table cannot be restored to a point in time.',
            'Switch point-in-time recovery on: docs/recovery.md.',
          ),
        ]
      : []),
    ...(machineIsActive === false ? [{ ...wrong('The state machine is not active.'), complaint: 'sla' as const }] : []),
  ]
}

function queueFindings(queue: Works['queues'][number], { queues, feedings }: Works): Finding[] {
  const { name, arn, waiting } = queue
  const complaint = complaintOf(name)
  const fed = feedings.filter(({ source }) => source === arn)
  const isDeadLetters = queues.some(({ deadLetters }) => deadLetters === arn) || /Missed$|Parking$/.test(name)
  if (isDeadLetters && waiting > 0) {
    const says = `${counted(waiting, 'message')} could not be handled and ${waiting === 1 ? 'waits' : 'wait'} in ${name}.`
    return [
      { complaint, level: 'wrong', says, figures: { waiting }, fix: `\`parked list ${name}\`, then the runbook.` },
    ]
  }
  const wrong = (says: string, fix: string): Finding => ({ complaint, level: 'wrong', says, figures: { waiting }, fix })
  const asleep = fed.filter(({ state }) => !/^(Enabled|Creating|Enabling|Updating)$/.test(state))
  const found = asleep.map(({ consumer, state }) =>
    wrong(
      `Nobody works off ${name}: its connection to ${consumer} is ${state.toLowerCase()}, and ${counted(waiting, 'message')} wait.`,
      'Enable the event source mapping, or deploy the stack again.',
    ),
  )
  if (queue.deadLetters && fed.length === 0) {
    found.push(wrong(`Nobody works off ${name}: no function is connected to it.`, 'Deploy the stack again.'))
  }
  if (waiting > manyWaiting && asleep.length === 0) {
    found.push(
      wrong(`${waiting} messages wait in ${name}.`, `Look at the log of ${fed[0]?.consumer ?? 'its consumer'}.`),
    )
  }
  return found
}

async function outbox(now: number): Promise<Finding[]> {
  const late = await overdueEvents(new Date(now - overdueAfterMs).toISOString())
  const parked = await parkedEvents()
  const ticketsOf = (events: typeof late) => [
    ...new Set(events.flatMap(({ subject }) => (subject.kind === 'ticket' ? [subject.id] : []))),
  ]
  const finding = (says: string, events: typeof late, fix: string): Finding[] =>
    events.length === 0
      ? []
      : [
          {
            complaint: 'machinery',
            level: 'wrong',
            says,
            tickets: ticketsOf(events),
            figures: { events: events.length },
            fix,
          },
        ]
  const since = late[0]?.occurredAt
  return [
    ...finding(
      `Events are not published: ${counted(late.length, 'event')} or more ${late.length === 1 ? 'waits' : 'wait'}, since ${since}. Mail, timers and assignment wait with them.`,
      late,
      'Runbook: "Publishing is late", "The reconciler is silent".',
    ),
    ...finding(
      `${counted(parked.length, 'event')} can never be published as they are.`,
      parked,
      '`parked list events` says why; runbook: "Events are parked".',
    ),
  ]
}
