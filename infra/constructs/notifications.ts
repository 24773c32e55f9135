import { Stack } from 'aws-cdk-lib'
import { Construct } from 'constructs'
import { noticeEvents } from '../../events/catalogue.ts'
import type { PartProps } from './desk.ts'
import { DeskFunction } from './function.ts'
import { EventQueue } from './queue.ts'

const notifySeconds = 30

/** Tells people by mail what asks for them. */
export class Notifications extends Construct {
  constructor(scope: Construct, id: string, { desk, tickets, bus }: PartProps) {
    super(scope, id)
    const notices = new EventQueue(this, 'Notices', {
      desk,
      paragraph: 'notices-cannot-be-sent',
      consumerTimeoutSeconds: notifySeconds,
    })
    bus.route('Notices', noticeEvents, notices.queue)
    const { mailFrom } = desk.stage
    const domain = mailFrom.slice(mailFrom.indexOf('@') + 1)
    const identity = Stack.of(this).formatArn({ service: 'ses', resource: 'identity', resourceName: domain })
    const notify = new DeskFunction(this, 'Notify', {
      desk,
      name: 'notifications-notify',
      timeoutSeconds: notifySeconds,
      environment: { TABLE_NAME: tickets.table.tableName, MAIL_FROM: mailFrom },
    })
      .may(
        ['dynamodb:BatchGetItem', 'dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem'],
        tickets.table.tableArn,
      )
      .may(['ses:SendEmail'], identity)
    notices.feed(notify)
  }
}
