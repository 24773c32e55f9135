import { Construct } from 'constructs'
import { loginFields, staffEvents } from '../../events/catalogue.ts'
import type { Accounts } from './accounts.ts'
import type { PartProps } from './desk.ts'
import { DeskFunction } from './function.ts'
import { EventQueue } from './queue.ts'

/** Up to a hundred tickets are handed back in one run. */
const followSeconds = 60

/** What follows when somebody's record changes: their login comes into line, and who has left hands back what they have. */
export class People extends Construct {
  constructor(scope: Construct, id: string, { desk, tickets, bus, accounts }: PartProps & { accounts: Accounts }) {
    super(scope, id)
    const staff = new EventQueue(this, 'Staff', {
      desk,
      paragraph: 'a-login-is-not-in-line',
      consumerTimeoutSeconds: followSeconds,
    })
    const { queue } = staff
    bus.route('StaffChanged', staffEvents, queue, { fields: [...loginFields] })
    const follow = new DeskFunction(this, 'Follow', {
      desk,
      name: 'people-follow',
      timeoutSeconds: followSeconds,
      environment: {
        TABLE_NAME: tickets.table.tableName,
        USER_POOL_ID: accounts.pool.userPoolId,
        STAFF_QUEUE_URL: queue.queueUrl,
      },
    })
      .may(['dynamodb:Query'], tickets.indexArn('gsi3'))
      .may(['sqs:SendMessage'], queue.queueArn)
    tickets.letCommand(follow)
    accounts.letFollow(follow)
    staff.feed(follow)
  }
}
