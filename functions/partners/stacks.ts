import {
  AlreadyExistsException,
  CloudFormationClient,
  CreateStackCommand,
  DeleteStackCommand,
  DescribeStackEventsCommand,
  DescribeStacksCommand,
  type Parameter,
  UpdateStackCommand,
} from '@aws-sdk/client-cloudformation'
import { environment } from '../platform/environment.ts'
import { patience } from '../platform/patience.ts'
import { type Parameters, template } from './template.ts'

const cloudFormation = new CloudFormationClient({ requestHandler: patience })

/** A stack as CloudFormation says it stands. */
export interface Stack {
  status: string
  parameters: Partial<Parameters>
}

/** The stack of a subscription; undefined where there is none. */
export async function findStack(name: string): Promise<Stack | undefined> {
  try {
    const { Stacks = [] } = await cloudFormation.send(new DescribeStacksCommand({ StackName: name }))
    const [stack] = Stacks
    if (!stack || stack.StackStatus === 'DELETE_COMPLETE') return undefined
    const given = (stack.Parameters ?? []).map(({ ParameterKey = '', ParameterValue }) => [
      ParameterKey,
      ParameterValue,
    ])
    return { status: String(stack.StackStatus), parameters: Object.fromEntries(given) }
  } catch (fault) {
    if (/does not exist/.test((fault as Error).message)) return undefined
    throw fault
  }
}

/** Whoever else is at it has been faster: what came of that is looked at later. */
const isRaced = (fault: unknown): boolean =>
  fault instanceof AlreadyExistsException || /_IN_PROGRESS state/.test((fault as Error).message)

async function begin(operation: () => Promise<unknown>): Promise<void> {
  try {
    await operation()
  } catch (fault) {
    if (!isRaced(fault)) throw fault
  }
}

const capable = () => ({
  RoleARN: environment('DEPLOYER_ROLE_ARN'),
  Capabilities: ['CAPABILITY_NAMED_IAM' as const],
})
const body = JSON.stringify(template)
const asGiven = (parameters: Partial<Parameters>): Parameter[] =>
  Object.entries(parameters).map(([ParameterKey, ParameterValue]) => ({ ParameterKey, ParameterValue }))

/** Begins to make a stack. `token` names the attempt. */
export const createStack = (name: string, parameters: Parameters, token: string): Promise<void> =>
  begin(() =>
    cloudFormation.send(
      new CreateStackCommand({
        ...{ StackName: name, TemplateBody: body, Parameters: asGiven(parameters), ...capable() },
        ...{ ClientRequestToken: token, TimeoutInMinutes: 15 },
      }),
    ),
  )

/** Begins to bring a stack into line. */
export const updateStack = (name: string, parameters: Parameters, token: string): Promise<void> =>
  begin(() =>
    cloudFormation.send(
      new UpdateStackCommand({
        ...{ StackName: name, TemplateBody: body, Parameters: asGiven(parameters), ...capable() },
        ClientRequestToken: token,
      }),
    ),
  )

/** Begins to switch the rule of a stack off, and leaves all else as it is. */
export const switchOff = (name: string, { parameters }: Stack): Promise<void> =>
  begin(() =>
    cloudFormation.send(
      new UpdateStackCommand({
        ...{ StackName: name, UsePreviousTemplate: true, ...capable() },
        Parameters: Object.keys(parameters).map((ParameterKey) =>
          ParameterKey === 'State'
            ? { ParameterKey, ParameterValue: 'DISABLED' }
            : { ParameterKey, UsePreviousValue: true },
        ),
      }),
    ),
  )

/** Begins to take a stack away, with all that is in it. */
export const deleteStack = (name: string): Promise<void> =>
  begin(() =>
    cloudFormation.send(new DeleteStackCommand({ StackName: name, RoleARN: environment('DEPLOYER_ROLE_ARN') })),
  )

/** Why an attempt failed, in the words of whatever refused first; undefined where it did not, or was never made. */
export async function failureOf(name: string, token: string): Promise<string | undefined> {
  const { StackEvents = [] } = await cloudFormation.send(new DescribeStackEventsCommand({ StackName: name }))
  const failed = StackEvents.filter(
    ({ ClientRequestToken, ResourceStatus = '' }) => ClientRequestToken === token && /_FAILED$/.test(ResourceStatus),
  )
  // The newest comes first; what failed first is why the rest did.
  const first = failed.at(-1)
  return first && `${first.LogicalResourceId}: ${first.ResourceStatusReason ?? 'it does not say why'}`
}
