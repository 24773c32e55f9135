import { ApiGatewayV2Client, GetAuthorizersCommand, UpdateAuthorizerCommand } from '@aws-sdk/client-apigatewayv2'
import { Refusal } from '../../domain/refusal.ts'
import { environment } from '../platform/environment.ts'
import { patience } from '../platform/patience.ts'
import { partnerClientsNow } from '../platform/table/partner-clients.ts'

const gateway = new ApiGatewayV2Client({ requestHandler: patience, maxAttempts: 5 })

/** An authorizer of API Gateway takes the tokens of 50 app clients, which AWS does not raise: two at most are the desk's own. */
const mostKeys = 48

/** How often others may change clients meanwhile. */
const mostRounds = 5

/**
 * Has the gateway take the tokens of every key that is in the table, and no others' of partners. It is read again after it was
 * written, since of two that do this at once the one with the older list may come last.
 */
export async function openDoor(): Promise<void> {
  const ApiId = environment('API_ID')
  const own = environment('OWN_CLIENT_IDS').split(',')
  for (let round = 0; round < mostRounds; round += 1) {
    const wanted = [...own, ...(await partnerClientsNow()).flatMap(({ keys }) => keys.map(({ id }) => id))].toSorted()
    const { Items = [] } = await gateway.send(new GetAuthorizersCommand({ ApiId }))
    const authorizer = Items.find(({ AuthorizerType }) => AuthorizerType === 'JWT')
    const has = (authorizer?.JwtConfiguration?.Audience ?? []).toSorted()
    if (has.join() === wanted.join()) return
    await gateway.send(
      new UpdateAuthorizerCommand({
        ApiId,
        AuthorizerId: authorizer?.AuthorizerId,
        JwtConfiguration: { ...authorizer?.JwtConfiguration, Audience: wanted },
      }),
    )
  }
}

/** Refuses another key where the gateway has no room for it. */
export async function judgeRoom(): Promise<void> {
  const keys = (await partnerClientsNow()).flatMap((client) => client.keys)
  if (keys.length < mostKeys) return
  throw new Refusal(
    'conflict',
    `There are ${mostKeys} keys already: take a client away first, or wait for keys to end.`,
  )
}
