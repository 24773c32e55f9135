import { type App, CfnOutput, Stack, type StackProps } from 'aws-cdk-lib'
import { Accounts } from '../constructs/accounts.ts'
import { AlarmTopics } from '../constructs/alarm-topics.ts'
import { ArchiveStore } from '../constructs/archive-store.ts'
import type { Desk } from '../constructs/desk.ts'
import { FileStore } from '../constructs/file-store.ts'
import { MailIntake } from '../constructs/mail-intake.ts'
import { SearchStore } from '../constructs/search-store.ts'
import { SigningSecret } from '../constructs/signing-secret.ts'
import { TicketTable } from '../constructs/ticket-table.ts'

/** What must outlive every deployment: the tickets, the accounts, the mail as it came. */
export class DataStack extends Stack {
  readonly desk: Desk
  readonly topics: AlarmTopics['topics']
  readonly tickets: TicketTable
  readonly accounts: Accounts
  readonly archive: ArchiveStore
  readonly store: FileStore
  readonly search: SearchStore
  readonly webhooks: SigningSecret
  readonly subscriptions: SigningSecret
  readonly mail: { readonly intake: MailIntake; readonly secret: SigningSecret['secret'] }

  constructor(app: App, id: string, { desk, ...props }: StackProps & { desk: Desk }) {
    super(app, id, props)
    this.topics = new AlarmTopics(this, 'Alarms', desk.stage).topics
    // On the emulator nobody measures for minutes on end: an alarm that tells of silence would never be off.
    this.desk = desk.stage.isLocal ? desk : { ...desk, alarms: this.topics }
    this.tickets = new TicketTable(this, 'Tickets', { desk: this.desk })
    this.accounts = new Accounts(this, 'Accounts', { desk })
    this.store = new FileStore(this, 'Files', { desk })
    this.archive = new ArchiveStore(this, 'Archive', { desk })
    this.search = new SearchStore(this, 'Search', { desk })
    this.webhooks = new SigningSecret(this, 'Webhooks', { desk, description: 'What the desk signs its webhooks with' })
    this.subscriptions = new SigningSecret(this, 'Subscriptions', {
      desk,
      description: 'What the secrets of the webhooks of partners are derived from',
    })
    this.mail = {
      intake: new MailIntake(this, 'MailIntake', { desk }),
      secret: new SigningSecret(this, 'Mail', {
        desk,
        description: 'What the addresses, ids and links in the mail of the desk are made with',
      }).secret,
    }

    new CfnOutput(this, 'TicketAlarmsTopicArn', { value: this.topics.ticket.topicArn })
    new CfnOutput(this, 'TableName', { value: this.tickets.table.tableName })
    new CfnOutput(this, 'UserPoolId', { value: this.accounts.pool.userPoolId })
    new CfnOutput(this, 'WebClientId', { value: this.accounts.web.userPoolClientId })
    const { partner } = this.accounts
    if (partner) new CfnOutput(this, 'PartnerClientId', { value: partner.userPoolClientId })
    new CfnOutput(this, 'InboundBucketName', { value: this.mail.intake.bucket.bucketName })
    new CfnOutput(this, 'WebhookSecretArn', { value: this.webhooks.secret.secretArn })
    new CfnOutput(this, 'ArchiveBucketName', { value: this.archive.bucket.bucketName })
  }
}
