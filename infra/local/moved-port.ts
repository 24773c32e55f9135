import { LambdaClient, paginateListFunctions, UpdateFunctionConfigurationCommand } from '@aws-sdk/client-lambda'
import { clientFor } from './environment.ts'

const address = /^http:\/\/(localhost|127\.0\.0\.1):\d+(?=\/|$)/

/** An address of the emulator as it is now, whatever port it listened on when the address was made. */
export const atPort = (text: string, port: number) => text.replace(address, `http://$1:${port}`)

/**
 * Emulator only: the addresses of its queues hold its port, and the stacks gave them to the functions once. Where the
 * emulator has had to move to another port, the functions are told.
 */
export async function tellFunctionsThePort(endpoint: string): Promise<void> {
  const client = new LambdaClient(clientFor(endpoint))
  const port = Number(new URL(endpoint).port)
  for await (const { Functions = [] } of paginateListFunctions({ client }, {})) {
    for (const { FunctionName, Environment } of Functions) {
      const before = Environment?.Variables ?? {}
      const Variables = Object.fromEntries(Object.entries(before).map(([name, value]) => [name, atPort(value, port)]))
      if (Object.keys(before).every((name) => before[name] === Variables[name])) continue
      await client.send(new UpdateFunctionConfigurationCommand({ FunctionName, Environment: { Variables } }))
    }
  }
}
