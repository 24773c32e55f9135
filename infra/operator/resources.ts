import {
  CloudFormationClient,
  paginateDescribeStacks,
  paginateListStackResources,
  type StackResourceSummary,
} from '@aws-sdk/client-cloudformation'
import { GetFunctionConfigurationCommand, LambdaClient } from '@aws-sdk/client-lambda'
import { awsEnvironment } from '../local/environment.ts'
import { readOutputs } from '../local/outputs.ts'
import { Trouble } from '../local/trouble.ts'

/** What an operator's command works on: the physical names of what a stage has behind its API. */
export interface Resources {
  stage: string
  /** The stage's stacks, with the state that CloudFormation says they are in. */
  stacks: readonly { name: string; status: string }[]
  /** What the stacks give out, by its key. */
  outputs: Readonly<Record<string, string>>
  table: string
  /** Of the user pool, its id. */
  userPool: string
  /** The URLs of all queues by their logical ids. */
  queues: Readonly<Record<string, string>>
  /** The names of all functions by their logical ids. */
  functions: Readonly<Record<string, string>>
  /** The physical ids of what is of a type (`AWS::…`), by their logical ids. */
  of(type: string): Record<string, string>
}

/** Stacks that are there: one that was deleted, or was only ever reviewed, is not. */
const gone = new Set(['DELETE_COMPLETE', 'REVIEW_IN_PROGRESS'])

/**
 * Points the SDK at a stage and finds its resources, in whichever stacks it has: on the emulator that runs here for `local`,
 * else in the account and region that the environment's own credentials say. The functions' own code works on it, too.
 */
export async function resourcesOf(stage: string): Promise<Resources> {
  if (stage === 'local') Object.assign(process.env, awsEnvironment(readOutputs().endpoint))
  const client = new CloudFormationClient({})
  const { stacks, outputs } = await stacksOf(client, stage)
  const found: Found[] = []
  for (const { name } of stacks) found.push(...(await resourcesIn(client, name, idsOf(name, stage))))
  const of = (type: string): Record<string, string> =>
    Object.fromEntries(
      found
        .filter(({ ResourceType, PhysicalResourceId }) => ResourceType === type && PhysicalResourceId)
        .map((one) => [one.id, String(one.PhysicalResourceId)]),
    )
  const [table = ''] = ['AWS::DynamoDB::GlobalTable', 'AWS::DynamoDB::Table'].flatMap((type) => Object.values(of(type)))
  const [userPool = ''] = Object.values(of('AWS::Cognito::UserPool'))
  Object.assign(process.env, { TABLE_NAME: table, USER_POOL_ID: userPool, POWERTOOLS_LOG_LEVEL: 'WARN' })
  const [queues, functions] = [of('AWS::SQS::Queue'), of('AWS::Lambda::Function')]
  return { stage, stacks, outputs, table, userPool, queues, functions, of }
}

async function stacksOf(client: CloudFormationClient, stage: string) {
  const name = `service-desk-${stage}`
  const stacks: { name: string; status: string }[] = []
  const outputs: Record<string, string> = {}
  try {
    for await (const { Stacks = [] } of paginateDescribeStacks({ client }, {})) {
      for (const { StackName = '', StackStatus = '', Outputs = [] } of Stacks) {
        if ((StackName !== name && !StackName.startsWith(`${name}-`)) || gone.has(StackStatus)) continue
        stacks.push({ name: StackName, status: StackStatus })
        for (const { OutputKey, OutputValue = '' } of Outputs) if (OutputKey) outputs[OutputKey] = OutputValue
      }
    }
  } catch (fault) {
    const { message } = fault as Error
    throw new Trouble(`CloudFormation could not be asked: ${message}.`, 'Check AWS_REGION and your credentials.')
  }
  if (stacks.length === 0) throw new Trouble(`There is no stack ${name} here.`, 'Deploy it first: docs/deploying.md.')
  return { stacks: stacks.toSorted((a, b) => a.name.localeCompare(b.name)), outputs }
}

interface Found extends StackResourceSummary {
  id: string
}

/** Stacks of subscriptions are all made of the same: what is in one is called by it, too. */
const idsOf = (stackName: string, stage: string) => {
  const own = stackName.slice(`service-desk-${stage}-`.length)
  return (logicalId: string) => (own.startsWith('subscription-') ? `${own}/${logicalId}` : logicalId)
}

async function resourcesIn(
  client: CloudFormationClient,
  StackName: string,
  idOf: (logicalId: string) => string,
): Promise<Found[]> {
  const found: Found[] = []
  for await (const page of paginateListStackResources({ client }, { StackName })) {
    for (const one of page.StackResourceSummaries ?? []) found.push({ ...one, id: idOf(one.LogicalResourceId ?? '') })
  }
  return found
}

/** What the stack gives to a function, by the beginning of its logical id; undefined where there is none. */
export async function variablesOf(
  { functions }: Resources,
  logicalId: string,
): Promise<Record<string, string> | undefined> {
  const name = Object.entries(functions).find(([id]) => id.startsWith(logicalId))?.[1]
  if (!name) return undefined
  const { Environment } = await new LambdaClient({}).send(new GetFunctionConfigurationCommand({ FunctionName: name }))
  return Environment?.Variables ?? {}
}
