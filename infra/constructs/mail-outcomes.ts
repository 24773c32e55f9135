import { Stack } from 'aws-cdk-lib'
import { Metric } from 'aws-cdk-lib/aws-cloudwatch'
import { Rule } from 'aws-cdk-lib/aws-events'
import { SqsQueue } from 'aws-cdk-lib/aws-events-targets'
import { CfnConfigurationSet, CfnConfigurationSetEventDestination } from 'aws-cdk-lib/aws-ses'
import { Construct } from 'constructs'
import type { Stage } from '../stage.ts'
import { acknowledge, wildcard } from './acknowledge.ts'
import { DeskAlarm } from './alarm.ts'
import type { Desk } from './desk.ts'
import { DeskFunction } from './function.ts'
import { EventQueue } from './queue.ts'
import type { TicketTable } from './ticket-table.ts'

const noteSeconds = 20

/** What SES is asked to tell of, and by which name its events come. */
const told = {
  delivery: 'Email Delivered',
  bounce: 'Email Bounced',
  complaint: 'Email Complaint Received',
  deliveryDelay: 'Email Delivery Delayed',
  reject: 'Email Rejected',
  renderingFailure: 'Email Rendering Failed',
} as const

/** The configuration set that all mail of the desk goes out with. */
export const configurationSetOf = ({ name }: Stage): string => `service-desk-${name}`

/** Whoever sends for the desk does it with this set, and needs to be let. */
export const configurationSetArn = (scope: Construct, stage: Stage): string =>
  Stack.of(scope).formatArn({
    service: 'ses',
    resource: 'configuration-set',
    resourceName: configurationSetOf(stage),
  })

/** Lets a function take an address off the account's suppression list. */
export function letUnlist(handler: DeskFunction): void {
  handler.may(['ses:DeleteSuppressedDestination'], '*')
  acknowledge(handler.role as NonNullable<typeof handler.role>, {
    [wildcard('*')]: "SES knows one list for the account: no resource of it can be named (IAM's service reference).",
  })
}

/** What became of the mails that went out: SES tells the account's own bus, and a function writes it down. */
export class MailOutcomes extends Construct {
  constructor(scope: Construct, id: string, { desk, tickets }: { desk: Desk; tickets: TicketTable }) {
    super(scope, id)
    const set = this.destination(desk)
    const outcomes = new EventQueue(this, 'Outcomes', {
      desk,
      paragraph: 'what-became-of-mails-is-not-written-down',
      consumerTimeoutSeconds: noteSeconds,
    })
    new Rule(this, 'Told', {
      description: 'What became of mails of the desk',
      eventPattern: {
        source: ['aws.ses'],
        detailType: Object.values(told),
        // SES tags each mail with the set that it went out with: others in the account are not ours.
        detail: { mail: { tags: { 'ses:configuration-set': [set] } } },
      },
      targets: [new SqsQueue(outcomes.queue)],
    })
    const note = new DeskFunction(this, 'Note', {
      desk,
      name: 'email-outcome',
      timeoutSeconds: noteSeconds,
      environment: { TABLE_NAME: tickets.table.tableName },
    })
    tickets.letCommand(note)
    outcomes.feed(note)
    if (!desk.stage.isLocal) this.watch(desk)
  }

  private destination({ stage }: Desk): string {
    const name = configurationSetOf(stage)
    const set = new CfnConfigurationSet(this, 'Set', {
      name,
      // What came back for good, or was complained of, SES does not send to again, whatever the account's own setting.
      suppressionOptions: { suppressedReasons: ['BOUNCE', 'COMPLAINT'] },
    })
    new CfnConfigurationSetEventDestination(this, 'Destination', {
      configurationSetName: set.ref,
      eventDestination: {
        name: 'default-bus',
        enabled: true,
        matchingEventTypes: Object.keys(told),
        // SES knows no other bus than the account's own.
        eventBridgeDestination: {
          eventBusArn: Stack.of(this).formatArn({ service: 'events', resource: 'event-bus', resourceName: 'default' }),
        },
      },
    })
    return name
  }

  /** SES reviews an account at 5 % of bounces, or 0.1 % of complaints (its guide, "Reputation metrics"), and may pause it. */
  private watch(desk: Desk): void {
    const paragraph = 'too-much-mail-comes-back'
    for (const [id, metricName, above] of [
      ['Bounces', 'Reputation.BounceRate', 0.04],
      ['Complaints', 'Reputation.ComplaintRate', 0.0008],
    ] as const) {
      new DeskAlarm(this, id, {
        desk,
        paragraph,
        metric: new Metric({ namespace: 'AWS/SES', metricName, statistic: 'Maximum' }),
        above,
      })
    }
  }
}
