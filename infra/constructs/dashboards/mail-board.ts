import { Duration } from 'aws-cdk-lib'
import { type Board, day } from './board.ts'
import { aws, own, sumOf } from './metrics.ts'
import { ownPanel } from './own.ts'
import type { Watched } from './watched.ts'

const hour = Duration.hours(1)
const taken = ['MailsOpened', 'MailsJoined', 'MailsNoted', 'MailsKept', 'MailsAside'] as const
const most = { statistic: 'Maximum' }

/** Whether mail comes in, goes out and arrives. */
export const mailBoard = (watched: Watched): Board => ({
  name: 'Mail',
  over: day,
  rows: [
    [
      {
        title: 'The last 24 hours',
        numbers: [
          sumOf(
            'In',
            taken.map((name) => own(name, 'email-receive', { period: day })),
            day,
          ),
          own('MailsSent', 'notifications-notify', { label: 'Out', period: day }),
          own('MailsDelivered', 'email-outcome', { label: 'Arrived', period: day }),
          own('MailsBounced', 'email-outcome', { label: 'Bounced', period: day }),
          own('MailsComplained', 'email-outcome', { label: 'Complained', period: day }),
          own('MailsParked', 'notifications-notify', { label: 'Parked', period: day }),
        ],
      },
    ],
    [...ownPanel('Mail in', watched), ...ownPanel('Mail out', watched), ...ownPanel('What became of mail', watched)],
    [
      {
        title: 'SES: what the account sends',
        unit: 'an hour',
        lines: [
          aws('AWS/SES', 'Send', {}, { label: 'Sent', period: hour }),
          aws('AWS/SES', 'Delivery', {}, { label: 'Delivered', period: hour }),
          aws('AWS/SES', 'Bounce', {}, { label: 'Bounced', period: hour }),
          aws('AWS/SES', 'Complaint', {}, { label: 'Complained', period: hour }),
        ],
      },
      {
        title: 'SES: share that bounced',
        unit: 'share',
        limit: { label: 'Too much mail comes back', value: 0.04 },
        lines: [aws('AWS/SES', 'Reputation.BounceRate', {}, { label: 'Bounced', period: hour, ...most })],
      },
      {
        title: 'SES: share that was complained of',
        unit: 'share',
        limit: { label: 'Too much mail comes back', value: 0.0008 },
        lines: [aws('AWS/SES', 'Reputation.ComplaintRate', {}, { label: 'Complained', period: hour, ...most })],
      },
    ],
    [
      ...ownPanel('Notices', watched),
      {
        title: 'Waiting for mail to go out or to be taken in',
        unit: 'seconds',
        lines: watched.queues
          .filter(({ name }) => /^(Notifications|Reception|MailOutcomes)\//.test(name) || name === 'MailOutcomes')
          .map(({ name, at }) =>
            aws(
              'AWS/SQS',
              'ApproximateAgeOfOldestMessage',
              { QueueName: at.queue.queueName },
              { label: name, ...most },
            ),
          ),
      },
      {
        title: 'Parked: mail that needs somebody',
        unit: 'messages',
        limit: { label: 'Somebody should look', value: 1 },
        lines: watched.deadLetters
          .filter(({ name }) => /^(Notifications|Reception|MailOutcomes)/.test(name))
          .map(({ name, queue }) =>
            aws(
              'AWS/SQS',
              'ApproximateNumberOfMessagesVisible',
              { QueueName: queue.queueName },
              { label: name, ...most },
            ),
          ),
      },
    ],
  ],
})
