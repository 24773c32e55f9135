import { type EventBus, type IEventBus, Rule } from 'aws-cdk-lib/aws-events'
import { SqsQueue } from 'aws-cdk-lib/aws-events-targets'
import { Construct } from 'constructs'
import { partnerTypes } from '../../events/audiences.ts'
import { eventSource } from '../../events/envelope.ts'
import type { Desk } from './desk.ts'
import { DeskFunction } from './function.ts'
import { EventQueue } from './queue.ts'
import type { TicketTable } from './ticket-table.ts'

const relaySeconds = 30

export interface PartnerProps {
  readonly desk: Desk
  readonly tickets: TicketTable
  /** The desk's own. */
  readonly deskBus: IEventBus
  readonly partnersBus: EventBus
}

/** Sends what happens on to partners: the one consumer of the desk's bus that knows of them. */
export class PartnerRelay extends Construct {
  readonly relay: DeskFunction

  constructor(scope: Construct, id: string, { desk, tickets, deskBus, partnersBus }: PartnerProps) {
    super(scope, id)
    const { tableName, tableArn } = tickets.table
    const told = new EventQueue(this, 'Told', {
      desk,
      paragraph: 'partners-cannot-be-told',
      consumerTimeoutSeconds: relaySeconds,
    })
    new Rule(this, 'ForPartners', {
      description: 'Whatever partners can ask for',
      eventBus: deskBus,
      eventPattern: { source: [eventSource], detailType: [...partnerTypes] },
      targets: [new SqsQueue(told.queue)],
    })
    this.relay = new DeskFunction(this, 'Send', {
      desk,
      name: 'partners-relay',
      timeoutSeconds: relaySeconds,
      environment: { TABLE_NAME: tableName, PARTNERS_BUS_ARN: partnersBus.eventBusArn },
    })
      .may(['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:Query', 'dynamodb:UpdateItem'], tableArn)
      .may(['events:PutEvents'], partnersBus.eventBusArn)
    told.feed(this.relay)
  }
}
