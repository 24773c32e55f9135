import {
  ApiGatewayV2Client,
  CreateIntegrationCommand,
  CreateRouteCommand,
  DeleteIntegrationCommand,
  DeleteRouteCommand,
  GetAuthorizersCommand,
} from '@aws-sdk/client-apigatewayv2'
import {
  AddPermissionCommand,
  CreateFunctionCommand,
  DeleteFunctionCommand,
  GetFunctionConfigurationCommand,
  LambdaClient,
} from '@aws-sdk/client-lambda'
import { clientFor } from '../../infra/local/environment.ts'
import type { Desk } from '../support/desk.ts'
import { zipOf } from './archive.ts'

/** It logs a line as ours do: the emulator waits 50 ms for one that does not come. */
const code = `export const handler = async (event) => {
  console.log(JSON.stringify({ message: 'answered', requestId: event.requestContext.requestId }))
  return { statusCode: 200, headers: { 'content-type': 'application/json' }, body: '{}' }
}
`
const path = '/bench-floor'

/** A function that does nothing, behind the desk's own gateway and authorizer: what nothing here can be faster than. */
export interface Floor {
  url: string
  remove(): Promise<void>
}

export async function makeFloor({ outputs, machine }: Desk): Promise<Floor> {
  const lambdas = new LambdaClient(clientFor(outputs.endpoint))
  const gateway = new ApiGatewayV2Client(clientFor(outputs.endpoint))
  const ApiId = outputs.apiUrl.slice(outputs.apiUrl.lastIndexOf('/') + 1)
  const undo: (() => Promise<unknown>)[] = []
  const remove = async () => {
    for (const step of undo.splice(0).reverse()) await step().catch(() => {})
  }
  try {
    const like = await lambdas.send(
      new GetFunctionConfigurationCommand({ FunctionName: await machine.nameOf('tickets-api') }),
    )
    const FunctionName = `bench-floor-${Date.now()}`
    const { FunctionArn } = await lambdas.send(
      new CreateFunctionCommand({
        FunctionName,
        Runtime: like.Runtime ?? 'nodejs24.x',
        Architectures: like.Architectures ?? ['arm64'],
        MemorySize: like.MemorySize ?? 1024,
        Role: String(like.Role),
        Handler: 'index.handler',
        Code: { ZipFile: zipOf('index.mjs', code) },
        Timeout: 10,
      }),
    )
    undo.push(() => lambdas.send(new DeleteFunctionCommand({ FunctionName })))
    await lambdas.send(
      new AddPermissionCommand({
        FunctionName,
        StatementId: 'gateway',
        Action: 'lambda:InvokeFunction',
        Principal: 'apigateway.amazonaws.com',
      }),
    )
    const { IntegrationId } = await gateway.send(
      new CreateIntegrationCommand({
        ApiId,
        IntegrationType: 'AWS_PROXY',
        ...(FunctionArn && { IntegrationUri: FunctionArn }),
        PayloadFormatVersion: '2.0',
      }),
    )
    undo.push(() => gateway.send(new DeleteIntegrationCommand({ ApiId, IntegrationId })))
    const { Items = [] } = await gateway.send(new GetAuthorizersCommand({ ApiId }))
    const AuthorizerId = Items[0]?.AuthorizerId
    if (!AuthorizerId) throw new Error('The desk has no authorizer')
    const { RouteId } = await gateway.send(
      new CreateRouteCommand({
        ApiId,
        RouteKey: `GET ${path}`,
        Target: `integrations/${IntegrationId}`,
        AuthorizationType: 'JWT',
        AuthorizerId,
      }),
    )
    undo.push(() => gateway.send(new DeleteRouteCommand({ ApiId, RouteId })))
    return { url: `${outputs.apiUrl}${path}`, remove }
  } catch (error) {
    await remove()
    throw error
  }
}
