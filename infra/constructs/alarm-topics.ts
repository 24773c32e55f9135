import { Aws } from 'aws-cdk-lib'
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import { type ITopic, Topic } from 'aws-cdk-lib/aws-sns'
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions'
import { Construct } from 'constructs'
import type { AlarmLevel } from '../../schemas/alarm.ts'
import type { Stage } from '../stage.ts'
import { acknowledge } from './acknowledge.ts'

/** Where alarms are told: a topic for each level. Which of them is mailed to whoever is on duty, the stage says. */
export class AlarmTopics extends Construct {
  readonly topics: Readonly<Record<AlarmLevel, ITopic>>

  constructor(scope: Construct, id: string, stage: Stage) {
    super(scope, id)
    this.topics = {
      page: this.topic('Topic', 'page', stage),
      ticket: this.topic('Tickets', 'ticket', stage),
      note: this.topic('Notes', 'note', stage),
    }
  }

  private topic(id: string, level: AlarmLevel, { alarmEmail, alarmsTo }: Stage): Topic {
    const topic = new Topic(this, id, { displayName: `Service desk alarms: ${level}`, enforceSSL: true })
    topic.addToResourcePolicy(
      new PolicyStatement({
        sid: 'AlarmsOfThisAccount',
        principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
        actions: ['sns:Publish'],
        resources: [topic.topicArn],
        conditions: { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } },
      }),
    )
    if (alarmEmail && alarmsTo[level].includes('mail')) topic.addSubscription(new EmailSubscription(alarmEmail))
    acknowledge(topic, {
      SNS2: 'An alarm says nothing but its name, and the key of AWS would keep CloudWatch from publishing.',
    })
    return topic
  }
}
