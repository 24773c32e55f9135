import { Construct } from 'constructs'
import { milestoneEvents } from '../../events/catalogue.ts'
import type { Desk, PartProps } from './desk.ts'
import { DeskFunction } from './function.ts'
import { EventQueue } from './queue.ts'
import type { SigningSecret } from './signing-secret.ts'

/** A receiver has ten seconds to answer, and the calls of one message go side by side. */
const callSeconds = 30
const openSeconds = 20

/** A receiver that is down is tried for an hour: so often, at the queue's visibility timeout of six times the function's time. */
const webhookTries = 20

/** Only a desk on somebody's own machine may call what is not encrypted, or not public. */
export const webhooksReach = ({ stage }: Desk) => ({ WEBHOOKS_REACH: stage.isLocal ? 'loopback' : 'public' })

/**
 * A name is looked up on a thread, which waits as long as its name server is silent, also once the call is given up. Node has
 * four of them for everybody; a batch of ten whose names all hang is to leave enough for the batches after it.
 */
export const manyLookUps = { UV_THREADPOOL_SIZE: '64' }

interface EscalationsProps extends PartProps {
  readonly webhooks: SigningSecret
}

/** What a milestone's rule has done beyond the ticket itself: webhooks are called, and follow-ups are opened. */
export class Escalations extends Construct {
  constructor(scope: Construct, id: string, props: EscalationsProps) {
    super(scope, id)
    this.callWebhooks(props)
    this.openFollowUps(props)
  }

  private callWebhooks({ desk, tickets, bus, webhooks: { secret } }: EscalationsProps): void {
    const webhooks = new EventQueue(this, 'Webhooks', {
      desk,
      paragraph: 'webhooks-cannot-be-delivered',
      consumerTimeoutSeconds: callSeconds,
      tries: webhookTries,
    })
    bus.route('Webhooks', milestoneEvents, webhooks.queue, { actions: { action: ['webhook'] } })
    const call = new DeskFunction(this, 'Call', {
      desk,
      name: 'escalations-webhook',
      timeoutSeconds: callSeconds,
      environment: {
        TABLE_NAME: tickets.table.tableName,
        WEBHOOK_SECRET_ARN: secret.secretArn,
        PARKED_WEBHOOKS_URL: webhooks.deadLetters.queueUrl,
        ...webhooksReach(desk),
        ...manyLookUps,
      },
    })
      .may(['dynamodb:GetItem', 'dynamodb:UpdateItem'], tickets.table.tableArn)
      .may(['secretsmanager:GetSecretValue'], secret.secretArn)
      .may(['sqs:SendMessage'], webhooks.deadLetters.queueArn)
    webhooks.feed(call)
  }

  private openFollowUps({ desk, tickets, bus }: EscalationsProps): void {
    const followUps = new EventQueue(this, 'FollowUps', {
      desk,
      paragraph: 'follow-ups-cannot-be-opened',
      consumerTimeoutSeconds: openSeconds,
    })
    bus.route('FollowUps', milestoneEvents, followUps.queue, { actions: { action: ['follow-up'] } })
    const open = new DeskFunction(this, 'Open', {
      desk,
      name: 'escalations-follow-up',
      timeoutSeconds: openSeconds,
      environment: { TABLE_NAME: tickets.table.tableName },
    })
    tickets.letCommand(open)
    followUps.feed(open)
  }
}
