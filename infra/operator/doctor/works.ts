import { DescribeContinuousBackupsCommand, DescribeTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { GetAccountCommand, GetEmailIdentityCommand, SESv2Client } from '@aws-sdk/client-sesv2'
import { DescribeStateMachineCommand, SFNClient } from '@aws-sdk/client-sfn'
import { rulesOn } from '../events/rules.ts'
import { type DeskQueue, type Feeding, feedings, queuesOf } from '../parked/queues.ts'
import { type Resources, variablesOf } from '../resources.ts'

/** What the services say of a stage, before anything is judged. What a service did not answer is undefined. */
export interface Works {
  stacks: Resources['stacks']
  queues: readonly DeskQueue[]
  feedings: readonly Feeding[]
  rules: readonly { name: string; enabled: boolean }[]
  /** The table can be restored to any second, and tells of its changes. */
  recoverable: boolean | undefined
  streams: boolean | undefined
  machineIsActive: boolean | undefined
  sender: Sender | undefined
}

/** Who the desk writes as, and what SES thinks of it. */
interface Sender {
  domain: string
  verified: boolean
  sendingEnabled: boolean
  /** Out of the sandbox, where only verified addresses get mail. */
  production: boolean
  sentToday: number
  quota: number
}

const answered = <Value>(asked: Promise<Value>): Promise<Value | undefined> => asked.catch(() => undefined)

/** Asks the services; whatever one of them does not answer, the others do. */
export async function examine(resources: Resources): Promise<Works> {
  const [queues, feeding, rules, recoverable, streams, machineIsActive, sender] = await Promise.all([
    queuesOf(resources.queues),
    answered(feedings()),
    answered(rulesOf(resources)),
    // The emulator does not take it from the template: there it says nothing.
    resources.stage === 'local' ? undefined : answered(isRecoverable(resources.table)),
    answered(hasStream(resources.table)),
    answered(isActive(resources.outputs.StateMachineArn)),
    answered(senderOf(resources)),
  ])
  const { stacks } = resources
  return { stacks, queues, feedings: feeding ?? [], rules: rules ?? [], recoverable, streams, machineIsActive, sender }
}

async function rulesOf({ outputs }: Resources) {
  const rules = await rulesOn(outputs.BusName ?? '')
  return rules.map(({ name, state }) => ({ name, enabled: state !== 'DISABLED' }))
}

async function isRecoverable(TableName: string): Promise<boolean> {
  const { ContinuousBackupsDescription: described } = await new DynamoDBClient({}).send(
    new DescribeContinuousBackupsCommand({ TableName }),
  )
  return described?.PointInTimeRecoveryDescription?.PointInTimeRecoveryStatus === 'ENABLED'
}

async function hasStream(TableName: string): Promise<boolean> {
  const { Table } = await new DynamoDBClient({}).send(new DescribeTableCommand({ TableName }))
  return Table?.StreamSpecification?.StreamEnabled === true
}

async function isActive(stateMachineArn = ''): Promise<boolean> {
  const { status } = await new SFNClient({}).send(new DescribeStateMachineCommand({ stateMachineArn }))
  return status === 'ACTIVE' || status === undefined
}

async function senderOf(resources: Resources): Promise<Sender | undefined> {
  const variables = await variablesOf(resources, 'NotificationsNotify')
  const domain = variables?.MAIL_FROM?.split('@')[1]
  if (!domain) return undefined
  const client = new SESv2Client({})
  const account = await client.send(new GetAccountCommand({}))
  const identity = await answered(client.send(new GetEmailIdentityCommand({ EmailIdentity: domain })))
  return {
    domain,
    verified: identity?.VerifiedForSendingStatus === true,
    sendingEnabled: account.SendingEnabled !== false,
    production: account.ProductionAccessEnabled !== false,
    sentToday: Math.round(account.SendQuota?.SentLast24Hours ?? 0),
    quota: Math.round(account.SendQuota?.Max24HourSend ?? 0),
  }
}
