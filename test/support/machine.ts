import { InvokeCommand, LambdaClient, ListFunctionsCommand } from '@aws-sdk/client-lambda'
import {
  DescribeExecutionCommand,
  type DescribeExecutionOutput,
  ExecutionDoesNotExist,
  GetExecutionHistoryCommand,
  SFNClient,
  StopExecutionCommand,
} from '@aws-sdk/client-sfn'
import type { FunctionName } from '../../infra/bundle.ts'
import { clientFor } from '../../infra/local/environment.ts'
import type { Outputs } from '../../infra/local/outputs.ts'

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
