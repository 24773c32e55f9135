import './environment.ts'
import 'aws-sdk-client-mock-vitest/extend'
import { ApiGatewayV2Client, GetAuthorizersCommand, UpdateAuthorizerCommand } from '@aws-sdk/client-apigatewayv2'
import {
  AdminAddUserToGroupCommand,
  AdminCreateUserCommand,
  AdminDisableUserCommand,
  AdminEnableUserCommand,
  AdminGetUserCommand,
  AdminListGroupsForUserCommand,
  AdminRemoveUserFromGroupCommand,
  AdminUpdateUserAttributesCommand,
  AdminUserGlobalSignOutCommand,
  CognitoIdentityProviderClient,
  CreateUserPoolClientCommand,
  DeleteUserPoolClientCommand,
  DescribeUserPoolClientCommand,
  ListUserPoolClientsCommand,
  UpdateUserPoolClientCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import { EventBridgeClient, PutEventsCommand, type PutEventsCommandInput } from '@aws-sdk/client-eventbridge'
import {
  CopyObjectCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  GetObjectTaggingCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  PutObjectTaggingCommand,
  S3Client,
} from '@aws-sdk/client-s3'
import {
  GetSecretValueCommand,
  type GetSecretValueCommandInput,
  ResourceNotFoundException,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager'
import {
  DeleteSuppressedDestinationCommand,
  type DeleteSuppressedDestinationCommandInput,
  SESv2Client,
  SendEmailCommand,
  type SendEmailCommandInput,
} from '@aws-sdk/client-sesv2'
import { DescribeExecutionCommand, SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn'
import { SendMessageBatchCommand, type SendMessageBatchCommandInput, SQSClient } from '@aws-sdk/client-sqs'
import { GetParameterCommand, SSMClient } from '@aws-sdk/client-ssm'
import {
  BatchGetCommand,
  BatchWriteCommand,
  DeleteCommand,
  DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
  ScanCommand,
  TransactGetCommand,
  TransactWriteCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb'
import { mockClient } from 'aws-sdk-client-mock'
import { afterEach, beforeEach, vi } from 'vitest'
import { at } from '../../support/time.ts'
import { Machines } from './machines.ts'
import { MemoryClients } from './memory-clients.ts'
import { MemoryPool } from './memory-pool.ts'
import { MemoryStore } from './memory-store.ts'
import { MemoryTable } from './memory-table.ts'
import { seeds } from './seeds.ts'

export type Call =
  | 'BatchGet'
  | 'BatchWrite'
  | 'Delete'
  | 'Get'
  | 'Put'
  | 'Query'
  | 'Scan'
  | 'TransactGet'
  | 'TransactWrite'
  | 'Update'
  | 'StartExecution'
  | 'DescribeExecution'
  | 'SendMessageBatch'
  | 'PutEvents'
  | 'SendEmail'
  | 'Unlist'
  | 'Store'
  | 'Pool'
  | 'Gateway'

type Step = () => unknown

/** What comes between a handler and a call it makes: another writer, a service that refuses, an answer that is lost. */
interface Interruption {
  call: Call
  when: 'before' | 'after'
  step: Step
  left: number
}

/** Where the desk of the tests is reached from outside, and what its mail is keyed with. */
export const publicUrl = 'https://desk.example'
export const secret = 'c2VjcmV0IG9mIHRoZSB0ZXN0cw'

let seed: MemoryTable | undefined
/** The desk before its first ticket, put together once for all tests of a file. */
function seeded(): MemoryTable {
  if (seed) return seed
  seed = new MemoryTable()
  for (const item of seeds()) seed.put(item)
  return seed
}

function secretOf({ VersionStage }: GetSecretValueCommandInput) {
  if (VersionStage === 'AWSPREVIOUS') throw new ResourceNotFoundException({ message: 'There is none', $metadata: {} })
  return { SecretString: secret }
}

/** The services that the handlers stand on, in memory: their state can be looked at, and every call be disturbed. */
export class Desk {
  table = new MemoryTable()
  machines = new Machines()
  store = new MemoryStore()
  pool = new MemoryPool()
  clients = new MemoryClients()
  /** What was sent to each queue, by the queue's name. */
  queues: Record<string, unknown[]> = {}
  published: NonNullable<PutEventsCommandInput['Entries']> = []
  mails: SendEmailCommandInput[] = []
  /** The addresses on the suppression list of SES's account. */
  suppressed = new Set<string>()
  /** The error codes that the bus has for events, by their ids. */
  refusedByBus = new Map<string, string>()
  /** The calls made so far, in their order. */
  calls: Call[] = []
  /** What comes between at any call, until the desk opens again: it throws where it likes. */
  weather: ((call: Call, when: Interruption['when']) => void) | undefined
  /** What every call waits for before it is carried out, until the desk opens again. */
  turn: (() => Promise<void>) | undefined
  #interruptions: Interruption[] = []
  #nth: { place: number; step: Step } | undefined
  readonly mocks = {
    table: mockClient(DynamoDBDocumentClient),
    machines: mockClient(SFNClient),
    queues: mockClient(SQSClient),
    bus: mockClient(EventBridgeClient),
    mail: mockClient(SESv2Client),
    store: mockClient(S3Client),
    pool: mockClient(CognitoIdentityProviderClient),
    gateway: mockClient(ApiGatewayV2Client),
    secrets: mockClient(SecretsManagerClient),
    parameters: mockClient(SSMClient),
  }

  /** Something happens just before a call is carried out, so many times; if it throws, the call is not. */
  before(call: Call, step: Step, times = 1): void {
    this.#interruptions.push({ call, when: 'before', step, left: times })
  }

  /** Something happens once a call was carried out; if it throws, its answer is lost. */
  after(call: Call, step: Step, times = 1): void {
    this.#interruptions.push({ call, when: 'after', step, left: times })
  }

  /** Something happens just before the so-manieth call from now on is carried out, whichever it is. */
  beforeNth(place: number, step: Step): void {
    this.#nth = { place: this.calls.length + place, step }
  }

  countOf(call: Call): number {
    return this.calls.filter((made) => made === call).length
  }

  open(): void {
    const { table, machines, queues, bus, mail, store, pool, gateway, secrets, parameters } = this.mocks
    for (const mock of Object.values(this.mocks)) mock.reset()
    secrets.on(GetSecretValueCommand).callsFake(secretOf)
    parameters.on(GetParameterCommand).resolves({ Parameter: { Value: publicUrl } })
    table.on(BatchGetCommand).callsFake(this.#call('BatchGet', (input) => this.table.batchGet(input)))
    table.on(GetCommand).callsFake(this.#call('Get', (input) => this.table.get(input)))
    table.on(PutCommand).callsFake(this.#call('Put', (input) => this.table.putItem(input)))
    table.on(DeleteCommand).callsFake(this.#call('Delete', (input) => this.table.deleteItem(input)))
    table.on(BatchWriteCommand).callsFake(this.#call('BatchWrite', (input) => this.table.batchWrite(input)))
    table.on(ScanCommand).callsFake(this.#call('Scan', (input) => this.table.scan(input)))
    table.on(TransactGetCommand).callsFake(this.#call('TransactGet', (input) => this.table.transactGet(input)))
    table.on(QueryCommand).callsFake(this.#call('Query', (input) => this.table.query(input)))
    table.on(TransactWriteCommand).callsFake(this.#call('TransactWrite', (input) => this.table.transact(input)))
    table.on(UpdateCommand).callsFake(this.#call('Update', (input) => this.table.update(input)))
    machines.on(StartExecutionCommand).callsFake(this.#call('StartExecution', (input) => this.machines.start(input)))
    machines
      .on(DescribeExecutionCommand)
      .callsFake(this.#call('DescribeExecution', (input) => this.machines.describe(input)))
    queues.on(SendMessageBatchCommand).callsFake(this.#call('SendMessageBatch', (input) => this.#enqueue(input)))
    bus.on(PutEventsCommand).callsFake(this.#call('PutEvents', (input) => this.#publish(input)))
    mail.on(DeleteSuppressedDestinationCommand).callsFake(this.#call('Unlist', (input) => this.#unlist(input)))
    mail.on(SendEmailCommand).callsFake(this.#call('SendEmail', (input) => this.#sendMail(input)))
    store.on(GetObjectCommand).callsFake(this.#call('Store', (input) => this.store.get(input)))
    store.on(HeadObjectCommand).callsFake(this.#call('Store', (input) => this.store.head(input)))
    store.on(PutObjectCommand).callsFake(this.#call('Store', (input) => this.store.put(input)))
    store.on(CopyObjectCommand).callsFake(this.#call('Store', (input) => this.store.copy(input)))
    store.on(ListObjectsV2Command).callsFake(this.#call('Store', (input) => this.store.list(input)))
    store.on(DeleteObjectCommand).callsFake(this.#call('Store', (input) => this.store.deleteOne(input)))
    store.on(DeleteObjectsCommand).callsFake(this.#call('Store', (input) => this.store.delete(input)))
    store.on(GetObjectTaggingCommand).callsFake(this.#call('Store', (input) => this.store.tags(input)))
    store.on(PutObjectTaggingCommand).callsFake(this.#call('Store', (input) => this.store.putTags(input)))
    const user = (change: (name: string | undefined, input: never) => unknown) =>
      this.#call('Pool', (input: { Username: string | undefined }) => change(input.Username, input as never))
    pool.on(AdminCreateUserCommand).callsFake(this.#call('Pool', (input) => this.pool.create(input)))
    pool.on(AdminGetUserCommand).callsFake(user((name) => this.pool.get(name)))
    pool.on(AdminListGroupsForUserCommand).callsFake(user((name) => this.pool.groupsOf(name)))
    pool
      .on(AdminAddUserToGroupCommand)
      .callsFake(
        user((name, { GroupName }: { GroupName: string }) =>
          this.pool.change(name, ({ groups }) => ({ groups: [...groups, GroupName] })),
        ),
      )
    pool
      .on(AdminRemoveUserFromGroupCommand)
      .callsFake(
        user((name, { GroupName }: { GroupName: string }) =>
          this.pool.change(name, ({ groups }) => ({ groups: groups.filter((one) => one !== GroupName) })),
        ),
      )
    pool
      .on(AdminUpdateUserAttributesCommand)
      .callsFake(
        user((name, { UserAttributes }: { UserAttributes: { Value: string }[] }) =>
          this.pool.giveAddress(name, String(UserAttributes[0]?.Value)),
        ),
      )
    pool.on(AdminDisableUserCommand).callsFake(user((name) => this.pool.change(name, () => ({ enabled: false }))))
    pool.on(AdminEnableUserCommand).callsFake(user((name) => this.pool.change(name, () => ({ enabled: true }))))
    pool
      .on(AdminUserGlobalSignOutCommand)
      .callsFake(user((name) => this.pool.change(name, ({ signedOut }) => ({ signedOut: signedOut + 1 }))))
    pool.on(CreateUserPoolClientCommand).callsFake(this.#call('Pool', (input) => this.clients.create(input)))
    pool.on(DescribeUserPoolClientCommand).callsFake(this.#call('Pool', (input) => this.clients.describe(input)))
    pool.on(UpdateUserPoolClientCommand).callsFake(this.#call('Pool', (input) => this.clients.update(input)))
    pool.on(DeleteUserPoolClientCommand).callsFake(this.#call('Pool', (input) => this.clients.remove(input)))
    pool.on(ListUserPoolClientsCommand).callsFake(this.#call('Pool', () => this.clients.list()))
    gateway.on(GetAuthorizersCommand).callsFake(this.#call('Gateway', () => ({ Items: [this.clients.authorizer] })))
    gateway.on(UpdateAuthorizerCommand).callsFake(this.#call('Gateway', (input) => this.clients.admit(input)))
    this.table = new MemoryTable(seeded())
    this.pool = new MemoryPool()
    this.clients = new MemoryClients()
    this.store = new MemoryStore()
    this.machines = new Machines()
    Object.assign(this, { queues: {}, published: [], mails: [], calls: [], suppressed: new Set() })
    this.refusedByBus.clear()
    this.#interruptions = []
    this.#nth = undefined
    this.weather = undefined
    this.turn = undefined
  }

  #call<Input>(call: Call, carryOut: (input: Input) => unknown) {
    return async (input: Input) => {
      if (this.turn) await this.turn()
      this.calls.push(call)
      if (this.#nth?.place === this.calls.length) await this.#nth.step()
      await this.#interrupt(call, 'before')
      const output = carryOut(input)
      await this.#interrupt(call, 'after')
      return output ?? {}
    }
  }

  async #interrupt(call: Call, when: Interruption['when']): Promise<void> {
    this.weather?.(call, when)
    const due = this.#interruptions.find((one) => one.call === call && one.when === when && one.left > 0)
    if (!due) return
    due.left -= 1
    await due.step()
  }

  /** Under an id of the form of SES's own, without a domain. */
  #unlist({ EmailAddress = '' }: DeleteSuppressedDestinationCommandInput) {
    if (!this.suppressed.delete(EmailAddress)) throw fault('NotFoundException')
  }

  #sendMail(input: SendEmailCommandInput) {
    this.mails.push(input)
    return { MessageId: `0100${String(this.mails.length).padStart(12, '0')}-000000` }
  }

  #enqueue({ QueueUrl = '', Entries = [] }: SendMessageBatchCommandInput) {
    if (Entries.length > 10) throw new Error('Too many entries in a batch')
    const name = QueueUrl.split('/').at(-1) ?? ''
    this.queues[name] = [
      ...(this.queues[name] ?? []),
      ...Entries.map(({ MessageBody }) => JSON.parse(MessageBody ?? '')),
    ]
  }

  #publish({ Entries = [] }: PutEventsCommandInput) {
    if (Entries.length > 10) throw new Error('Too many entries in a batch')
    const answers = Entries.map((entry, place) => {
      const ErrorCode = this.refusedByBus.get(JSON.parse(entry.Detail ?? '{}').id)
      if (ErrorCode) return { ErrorCode, ErrorMessage: 'No.' }
      this.published.push(entry)
      return { EventId: `on-the-bus-${place}` }
    })
    return { Entries: answers, FailedEntryCount: answers.filter(({ ErrorCode }) => ErrorCode).length }
  }
}

export const throws = (fault: Error) => () => {
  throw fault
}

/** A fault as the SDK throws it: known by its name. */
export const fault = (name: string) => Object.assign(new Error(name), { name })

/** A desk of its own for every test of a file, at a time that stands still, and retries without a pause. */
export function aDesk(): Desk {
  const desk = new Desk()
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['Date'], now: new Date(at(0)) })
    vi.spyOn(Math, 'random').mockReturnValue(0)
    desk.open()
  })
  afterEach(() => {
    vi.useRealTimers()
    vi.restoreAllMocks()
  })
  return desk
}

/** Lets time pass. */
export const pass = (ms: number) => void vi.setSystemTime(Date.now() + ms)
