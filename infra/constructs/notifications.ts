import { Stack } from 'aws-cdk-lib'
import { Construct } from 'constructs'
import { noticeEvents } from '../../events/catalogue.ts'
import type { PartProps } from './desk.ts'
import { DeskFunction } from './function.ts'
import { MinuteSchedule } from './minute-schedule.ts'
import { EventQueue } from './queue.ts'

const notifySeconds = 30

/** Tells people by mail what asks for them; reminders wait until they are at work. */
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
        ['dynamodb:BatchGetItem', 'dynamodb:GetItem', 'dynamodb:Query', 'dynamodb:UpdateItem'],
        tickets.table.tableArn,
      )
      .may(['ses:SendEmail'], identity)
    notices.feed(notify)
    const release = new DeskFunction(this, 'Release', {
      desk,
      name: 'notifications-release',
      timeoutSeconds: 50,
      environment: { TABLE_NAME: tickets.table.tableName, NOTICES_QUEUE_URL: notices.queue.queueUrl },
    })
      .may(['dynamodb:Query'], tickets.indexArn('gsi5'))
      .may(['sqs:SendMessage'], notices.queue.queueArn)
    new MinuteSchedule(this, 'EachMinute', {
      desk,
      run: release,
      description: 'Finds reminders whose readers are at work by now',
      paragraphs: {
        undelivered: 'a-minute-run-was-not-started',
        failing: 'waiting-reminders-are-not-found',
        silent: 'nobody-looks-for-waiting-reminders',
      },
    })
  }
}
