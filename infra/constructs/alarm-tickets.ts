import type { ITopic } from 'aws-cdk-lib/aws-sns'
import { SqsSubscription } from 'aws-cdk-lib/aws-sns-subscriptions'
import { Construct } from 'constructs'
import type { AlarmLevel } from '../../schemas/alarm.ts'
import type { Desk } from './desk.ts'
import { DeskFunction } from './function.ts'
import { EventQueue } from './queue.ts'
import type { TicketTable } from './ticket-table.ts'

const openSeconds = 20

interface AlarmTicketsProps {
  readonly desk: Desk
  readonly tickets: TicketTable
  readonly topics: Readonly<Record<AlarmLevel, ITopic>>
}

/** Alarms of the levels that the stage says become tickets of the desk itself. */
export class AlarmTickets extends Construct {
  constructor(scope: Construct, id: string, { desk, tickets, topics }: AlarmTicketsProps) {
    super(scope, id)
    const alarms = new EventQueue(this, 'Alarms', {
      desk,
      paragraph: 'alarms-cannot-open-tickets',
      consumerTimeoutSeconds: openSeconds,
    })
    const levels = (Object.keys(topics) as AlarmLevel[]).filter((level) => desk.stage.alarmsTo[level].includes('desk'))
    for (const level of levels) topics[level].addSubscription(new SqsSubscription(alarms.queue))
    const open = new DeskFunction(this, 'Open', {
      desk,
      name: 'operations-alarm',
      timeoutSeconds: openSeconds,
      environment: {
        TABLE_NAME: tickets.table.tableName,
        // What is wrong here would open tickets about itself, or fail to, for ever: that is for whoever is on duty alone.
        OWN_ALARMS: this.node.id,
      },
    })
    tickets.letCommand(open)
    alarms.feed(open, { batchSize: 1, maxConcurrency: 2 })
  }
}
