import {
  CloudFormationClient,
  paginateListStackResources,
  type StackResourceSummary,
} from '@aws-sdk/client-cloudformation'
import { awsEnvironment } from '../local/environment.ts'
import { readOutputs } from '../local/outputs.ts'
import { Trouble } from '../local/trouble.ts'

/** What an operator's command works on: the physical names of what a stage has behind its API. */
export interface Resources {
  table: string
  /** Of the user pool, its id. */
  userPool: string
  /** The URLs of all queues by their logical ids. */
  queues: Record<string, string>
  /** The names of all functions by their logical ids. */
  functions: Record<string, string>
}

/**
 * Points the SDK at a stage and finds its resources: the emulator that runs here for `local`, else the account and region
 * that the environment's own credentials say.
 */
export async function resourcesOf(stage: string): Promise<Resources> {
  if (stage === 'local') Object.assign(process.env, awsEnvironment(readOutputs().endpoint))
  const client = new CloudFormationClient({})
  const found: StackResourceSummary[] = []
  for (const StackName of [`service-desk-${stage}-data`, `service-desk-${stage}`, `service-desk-${stage}-mail`]) {
    found.push(...(await resourcesIn(client, StackName)))
  }
  const of = (type: string) =>
    found.filter(({ ResourceType, PhysicalResourceId }) => ResourceType === type && PhysicalResourceId)
  const named = (type: string) =>
    Object.fromEntries(of(type).map((found) => [found.LogicalResourceId, String(found.PhysicalResourceId)]))
  return {
    table: of('AWS::DynamoDB::GlobalTable').concat(of('AWS::DynamoDB::Table'))[0]?.PhysicalResourceId ?? '',
    userPool: of('AWS::Cognito::UserPool')[0]?.PhysicalResourceId ?? '',
    queues: named('AWS::SQS::Queue'),
    functions: named('AWS::Lambda::Function'),
  }
}

async function resourcesIn(client: CloudFormationClient, StackName: string): Promise<StackResourceSummary[]> {
  const found: StackResourceSummary[] = []
  try {
    for await (const page of paginateListStackResources({ client }, { StackName })) {
      found.push(...(page.StackResourceSummaries ?? []))
    }
  } catch (fault) {
    const { name, message } = fault as Error
    if (name === 'ValidationError') {
      throw new Trouble(`There is no stack ${StackName} here.`, 'Deploy it first: docs/deploying.md.')
    }
    throw new Trouble(`CloudFormation could not be asked: ${message}.`, 'Check AWS_REGION and your credentials.')
  }
  return found
}
