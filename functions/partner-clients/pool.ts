import {
  CognitoIdentityProviderClient,
  CreateUserPoolClientCommand,
  DeleteUserPoolClientCommand,
  DescribeUserPoolClientCommand,
  paginateListUserPoolClients,
  ResourceNotFoundException,
  UpdateUserPoolClientCommand,
  type UserPoolClientType,
} from '@aws-sdk/client-cognito-identity-provider'
import { decodeTime } from 'ulid'
import type { Scope } from '../../schemas/operations/operation.ts'
import { environment } from '../platform/environment.ts'
import { patience } from '../platform/patience.ts'

/** Calls of a user pool are few for a second: the client tries again more often than elsewhere. */
const pool = new CognitoIdentityProviderClient({ requestHandler: patience, maxAttempts: 5 })

/** An app client of the pool: what Cognito calls it, and the name that we gave it. */
interface AppClient {
  id: string
  name: string
}

/** How app clients are called that are keys of partners: with when they were made. */
const nameOf = (ulid: string) => `partner-key ${ulid}`
export const madeAt = ({ name }: AppClient): number | undefined =>
  name.startsWith('partner-key ') ? decodeTime(name.slice('partner-key '.length)) : undefined

const UserPoolId = () => environment('USER_POOL_ID')
/**
 * What an app client may do. Not to name any flow would be to allow those of people; a token that can be refreshed nobody gets
 * without one of them. And it tells nobody who has a login.
 */
const allowed = (scopes: readonly Scope[]) => ({
  ExplicitAuthFlows: ['ALLOW_REFRESH_TOKEN_AUTH' as const],
  PreventUserExistenceErrors: 'ENABLED' as const,
  AllowedOAuthFlows: ['client_credentials' as const],
  AllowedOAuthFlowsUserPoolClient: true,
  AllowedOAuthScopes: scopes.map((scope) => `desk/${scope}`),
  EnableTokenRevocation: true,
  AccessTokenValidity: 1,
  TokenValidityUnits: { AccessToken: 'hours' as const },
})

/** Makes an app client that gets tokens for these scopes by its secret; gives its id. */
export async function makeKey(ulid: string, scopes: readonly Scope[]): Promise<string> {
  const { UserPoolClient } = await pool.send(
    new CreateUserPoolClientCommand({
      UserPoolId: UserPoolId(),
      ClientName: nameOf(ulid),
      GenerateSecret: true,
      ...allowed(scopes),
    }),
  )
  return String(UserPoolClient?.ClientId)
}

/** The secret of an app client, which the pool alone keeps; undefined where somebody has taken it out of the pool. */
export const secretOf = async (id: string): Promise<string | undefined> => (await appClient(id))?.ClientSecret

async function appClient(ClientId: string): Promise<UserPoolClientType | undefined> {
  try {
    const { UserPoolClient } = await pool.send(
      new DescribeUserPoolClientCommand({ UserPoolId: UserPoolId(), ClientId }),
    )
    return UserPoolClient
  } catch (fault) {
    if (fault instanceof ResourceNotFoundException) return undefined
    throw fault
  }
}

const isSame = (has: readonly string[] = [], wanted: readonly string[]): boolean =>
  has.toSorted().join() === wanted.toSorted().join()

/** Has an app client get tokens for these scopes and no others; nothing where it does already, or is not there. */
export async function allow(id: string, scopes: readonly Scope[]): Promise<void> {
  const client = await appClient(id)
  if (!client) return
  const wanted = allowed(scopes)
  const isAsWanted =
    isSame(client.AllowedOAuthScopes, wanted.AllowedOAuthScopes) &&
    isSame(client.ExplicitAuthFlows, wanted.ExplicitAuthFlows) &&
    client.PreventUserExistenceErrors === wanted.PreventUserExistenceErrors
  if (isAsWanted) return
  const { ClientName } = client
  await pool.send(new UpdateUserPoolClientCommand({ UserPoolId: UserPoolId(), ClientId: id, ClientName, ...wanted }))
}

/** Takes an app client away, whose tokens cannot be renewed then; nothing where there is none. */
export async function removeKey(id: string): Promise<void> {
  try {
    await pool.send(new DeleteUserPoolClientCommand({ UserPoolId: UserPoolId(), ClientId: id }))
  } catch (fault) {
    if (!(fault instanceof ResourceNotFoundException)) throw fault
  }
}

/** Every app client of the pool. */
export async function appClients(): Promise<AppClient[]> {
  const found: AppClient[] = []
  for await (const { UserPoolClients = [] } of paginateListUserPoolClients(
    { client: pool },
    { UserPoolId: UserPoolId() },
  ))
    for (const { ClientId = '', ClientName = '' } of UserPoolClients) found.push({ id: ClientId, name: ClientName })
  return found
}
