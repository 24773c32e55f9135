import {
  InvokeCommand,
  LambdaClient,
  ListFunctionsCommand,
  UpdateFunctionConfigurationCommand,
} from '@aws-sdk/client-lambda'
import {
  CreateStateMachineCommand,
  DeleteStateMachineCommand,
  DescribeExecutionCommand,
  type DescribeExecutionOutput,
  DescribeStateMachineCommand,
  ExecutionDoesNotExist,
  GetExecutionHistoryCommand,
  SFNClient,
  StartExecutionCommand,
  StopExecutionCommand,
  UpdateStateMachineCommand,
} from '@aws-sdk/client-sfn'
import type { FunctionName } from '../../infra/bundle.ts'
import { clientFor } from '../../infra/local/environment.ts'
import type { Outputs } from '../../infra/local/outputs.ts'

/** A state machine, as its definition says it. */
export interface Definition {
  StartAt: string
  States: Record<string, object>
}

/** The executions that sleep for tickets, and the functions that look after them. */
export function machineOf({ endpoint, stateMachineArn }: Outputs) {
  const states = new SFNClient(clientFor(endpoint))
  const lambdas = new LambdaClient(clientFor(endpoint))
  const arnOf = (name: string) => `${stateMachineArn.replace(':stateMachine:', ':execution:')}:${name}`

  const describe = async (name: string): Promise<DescribeExecutionOutput | undefined> => {
    try {
      return await states.send(new DescribeExecutionCommand({ executionArn: arnOf(name) }))
    } catch (fault) {
      if (fault instanceof ExecutionDoesNotExist) return undefined
      throw fault
    }
  }
  const nameOf = async (service: FunctionName): Promise<string> => {
    const { Functions = [] } = await lambdas.send(new ListFunctionsCommand({}))
    const found = Functions.find(({ Environment }) => Environment?.Variables?.POWERTOOLS_SERVICE_NAME === service)
    return String(found?.FunctionName)
  }
  return {
    describe,
    nameOf,

    /** The states that an execution has been in, in their order. */
    async path(name: string): Promise<string[]> {
      const { events = [] } = await states.send(
        new GetExecutionHistoryCommand({ executionArn: arnOf(name), maxResults: 1000 }),
      )
      return events.flatMap(({ stateEnteredEventDetails }) => stateEnteredEventDetails?.name ?? [])
    },

    /** What executions that begin now will go by. */
    async definition(): Promise<Definition> {
      const { definition = '' } = await states.send(new DescribeStateMachineCommand({ stateMachineArn }))
      return JSON.parse(definition)
    },

    /** Gives the machine another definition: executions that run keep the one that they began with. */
    redefine: (definition: Definition) =>
      states.send(new UpdateStateMachineCommand({ stateMachineArn, definition: JSON.stringify(definition) })),

    /** Takes the machine away, with all that waits in it; gives what makes it anew, under the same name. */
    async remove(): Promise<() => Promise<void>> {
      const { name, definition, roleArn } = await states.send(new DescribeStateMachineCommand({ stateMachineArn }))
      await states.send(new DeleteStateMachineCommand({ stateMachineArn }))
      return async () => void (await states.send(new CreateStateMachineCommand({ name, definition, roleArn })))
    },

    /** Takes a function its table away, so that whatever it does fails; gives what puts that right. */
    async spoil(service: FunctionName): Promise<() => Promise<void>> {
      const { Functions = [] } = await lambdas.send(new ListFunctionsCommand({}))
      const { FunctionName, Environment } =
        Functions.find((it) => it.Environment?.Variables?.POWERTOOLS_SERVICE_NAME === service) ?? {}
      const configure = async (Variables: Record<string, string>) =>
        void (await lambdas.send(new UpdateFunctionConfigurationCommand({ FunctionName, Environment: { Variables } })))
      const right = Environment?.Variables ?? {}
      await configure({ ...right, TABLE_NAME: 'there-is-none' })
      return () => configure(right)
    },

    start: (name: string, input: object) =>
      states.send(new StartExecutionCommand({ stateMachineArn, name, input: JSON.stringify(input) })),

    stop: (name: string) => states.send(new StopExecutionCommand({ executionArn: arnOf(name) })),

    /** Runs a function now, as its schedule or queue would. */
    async run(service: FunctionName, event: unknown = {}): Promise<unknown> {
      const { Payload, FunctionError } = await lambdas.send(
        new InvokeCommand({ FunctionName: await nameOf(service), Payload: JSON.stringify(event) }),
      )
      const answer = JSON.parse(Buffer.from(Payload ?? []).toString() || 'null')
      if (FunctionError) throw new Error(`${service}: ${JSON.stringify(answer)}`)
      return answer
    },
  }
}
