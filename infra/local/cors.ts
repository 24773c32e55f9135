import { ApiGatewayV2Client, UpdateApiCommand } from '@aws-sdk/client-apigatewayv2'
import { clientFor } from './environment.ts'

/**
 * Emulator only: it keeps the template's CORS settings under CloudFormation's names (`AllowOrigins`) and then does not
 * find them (`allowOrigins`), so every preflight is refused. The same settings, given by UpdateApi, work.
 */
export async function mendCors(endpoint: string, apiUrl: string): Promise<void> {
  const id = apiUrl.split('/').at(-1) ?? ''
  const answer = await fetch(`${endpoint}/v2/apis/${id}`)
  const { corsConfiguration } = (await answer.json()) as { corsConfiguration?: Record<string, unknown> }
  if (!corsConfiguration) return
  const cors = Object.fromEntries(
    Object.entries(corsConfiguration).map(([name, value]) => [name[0]?.toUpperCase() + name.slice(1), value]),
  )
  await new ApiGatewayV2Client(clientFor(endpoint)).send(new UpdateApiCommand({ ApiId: id, CorsConfiguration: cors }))
}
