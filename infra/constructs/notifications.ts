import { Stack } from 'aws-cdk-lib'
import { Construct } from 'constructs'
import { noticeEvents } from '../../events/catalogue.ts'
import { domainsOf } from '../stages.ts'
import type { PartProps } from './desk.ts'
import { DeskFunction } from './function.ts'
import { configurationSetArn, configurationSetOf } from './mail-outcomes.ts'
import { MinuteSchedule } from './minute-schedule.ts'
import { letLink } from './public-url.ts'
import { EventQueue } from './queue.ts'
import type { SigningSecret } from './signing-secret.ts'

const notifySeconds = 30

/** Tells people by mail what asks for them; reminders wait until they are at work. */
export class Notifications extends Construct {
  constructor(
    scope: Construct,
    id: string,
    { desk, tickets, bus, secret }: PartProps & { secret: SigningSecret['secret'] },
  ) {
    super(scope, id)
    const notices = new EventQueue(this, 'Notices', {
      desk,
      paragraph: 'notices-cannot-be-sent',
      consumerTimeoutSeconds: notifySeconds,
    })
    bus.route('Notices', noticeEvents, notices.queue)
    const identities = domainsOf(desk.stage).map((resourceName) =>
      Stack.of(this).formatArn({ service: 'ses', resource: 'identity', resourceName }),
    )
    const notify = new DeskFunction(this, 'Notify', {
      desk,
      name: 'notifications-notify',
      timeoutSeconds: notifySeconds,
      environment: {
        TABLE_NAME: tickets.table.tableName,
        MAIL_FROM: desk.stage.mailFrom,
        MAIL_SECRET_ARN: secret.secretArn,
        MAIL_CONFIGURATION_SET: configurationSetOf(desk.stage),
        NOTICES_QUEUE_URL: notices.queue.queueUrl,
        PARKED_NOTICES_URL: notices.deadLetters.queueUrl,
      },
    })
      // SES asks for both: who sends, and with which set.
      .may(['ses:SendEmail'], ...identities, configurationSetArn(this, desk.stage))
      .may(['secretsmanager:GetSecretValue'], secret.secretArn)
      // What of somebody's is at risk, for their digest.
      .may(['dynamodb:Query'], tickets.indexArn('gsi3'))
      // What SES does not take now goes back, and what it never will is put aside.
      .may(['sqs:SendMessage'], notices.queue.queueArn, notices.deadLetters.queueArn)
    tickets.letCommand(notify)
    letLink(notify, desk)
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
