import { type App, CfnOutput, Stack, type StackProps } from 'aws-cdk-lib'
import { Archive } from '../constructs/archive.ts'
import { Assignment } from '../constructs/assignment.ts'
import { Attachments } from '../constructs/attachments.ts'
import { Escalations } from '../constructs/escalations.ts'
import { DeskBus } from '../constructs/event-bus.ts'
import { JobWorker } from '../constructs/jobs.ts'
import { MailOutcomes } from '../constructs/mail-outcomes.ts'
import { Notifications } from '../constructs/notifications.ts'
import { People } from '../constructs/people.ts'
import { Publication } from '../constructs/publication.ts'
import { Search } from '../constructs/search.ts'
import { SlaLifecycle } from '../constructs/sla-lifecycle.ts'
import { Statistics } from '../constructs/statistics.ts'
import { Visits } from '../constructs/visits.ts'
import type { DataStack } from './data.ts'

/** What works on the data behind the API, and can be made anew from nothing. */
export class DeskStack extends Stack {
  readonly sla: SlaLifecycle

  constructor(app: App, id: string, { data, ...props }: StackProps & { data: DataStack }) {
    super(app, id, props)
    const { desk, tickets, store } = data
    const bus = new DeskBus(this, 'Events', { desk })
    const publication = new Publication(this, 'Publication', { desk, tickets, bus })
    const sla = new SlaLifecycle(this, 'Sla', { desk, tickets, bus })
    this.sla = sla
    new MailOutcomes(this, 'MailOutcomes', { desk, tickets })
    new Notifications(this, 'Notifications', { desk, tickets, bus, secret: data.mail.secret })
    new Escalations(this, 'Escalations', { desk, tickets, bus, webhooks: data.webhooks })
    new Assignment(this, 'Assignment', { desk, tickets, bus })
    new People(this, 'People', { desk, tickets, bus, accounts: data.accounts })
    new Visits(this, 'Visits', { desk, tickets, bus })
    new Archive(this, 'Archive', { desk, tickets, bus, store: data.archive })
    const jobKinds = ['bulk-tickets', 'resolve-children', 'reapply-sla'] as const
    const { work: jobs } = new JobWorker(this, 'Jobs', { desk, tickets, bus, name: 'jobs-work', kinds: jobKinds })
    // Whoever gets a ticket must be as they were looked at.
    jobs.may(['dynamodb:ConditionCheckItem'], tickets.table.tableArn)
    const customerJobs = ['import-customers', 'import-products', 'erase-contact'] as const
    const { work } = new JobWorker(this, 'CustomerJobs', {
      desk,
      tickets,
      bus,
      name: 'customers-work',
      kinds: customerJobs,
      environment: { INTAKE_BUCKET: data.mail.intake.bucket.bucketName },
    })
    // Who is erased is erased from their mail, too, as it came.
    data.mail.intake.let(work, ['s3:DeleteObject'])
    // What a record gives up, another may take.
    work.may(['dynamodb:DeleteItem'], tickets.table.tableArn)
    new Attachments(this, 'Attachments', { desk, tickets, bus, store })
    new Statistics(this, 'Statistics', { desk, tickets, bus })
    new Search(this, 'Search', { desk, tickets, bus, store: data.search })

    new CfnOutput(this, 'BusName', { value: bus.bus.eventBusName })
    new CfnOutput(this, 'StateMachineArn', { value: sla.machine.stateMachineArn })
    new CfnOutput(this, 'TimersQueueUrl', { value: sla.timers.queue.queueUrl })
    new CfnOutput(this, 'ParkingQueueUrl', { value: publication.parking.queueUrl })
    if (bus.log) new CfnOutput(this, 'EventLogQueueUrl', { value: bus.log.queueUrl })
  }
}
