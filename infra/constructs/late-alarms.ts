import { Duration } from 'aws-cdk-lib'
import { Construct } from 'constructs'
import { DeskAlarm } from './alarm.ts'
import { aws, own } from './dashboards/metrics.ts'
import type { Watched } from './dashboards/watched.ts'
import type { Desk } from './desk.ts'

const quarter = Duration.minutes(15).toSeconds()

/** By so much a milestone may come late before somebody is told: the sweep finds each within a minute and a half. */
const lateMs = Duration.minutes(3).toMilliseconds()

/** Alarms of what comes late without failing: nobody takes messages out of a queue, or milestones are written down too late. */
export class LateAlarms extends Construct {
  constructor(scope: Construct, id: string, { desk, watched }: { desk: Desk; watched: Watched }) {
    super(scope, id)
    for (const { name, at } of watched.queues) {
      const part = new Construct(this, name.replaceAll('/', '-'))
      new DeskAlarm(part, 'Waiting', {
        desk,
        paragraph: 'messages-wait-in-a-queue',
        part: name.split('/')[0] ?? name,
        metric: aws(
          'AWS/SQS',
          'ApproximateAgeOfOldestMessage',
          { QueueName: at.queue.queueName },
          { statistic: 'Maximum' },
        ),
        // What fails is put aside after so many tries: what is older, nobody takes.
        above: Math.max(quarter, at.secondsUntilAside),
        periods: 5,
      })
    }
    new DeskAlarm(this, 'Milestones', {
      desk,
      paragraph: 'milestones-come-late',
      part: 'Sla',
      metric: own('BreachLateness', 'sla-advance', { statistic: 'Maximum' }),
      above: lateMs,
      periods: 3,
    })
  }
}
