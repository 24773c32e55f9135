import {
  CognitoIdentityProviderClient,
  CreateUserPoolClientCommand,
  DescribeUserPoolClientCommand,
  InitiateAuthCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import { clientFor } from '../../infra/local/environment.ts'
import type { Outputs } from '../../infra/local/outputs.ts'
import type { DemoRole } from '../../infra/local/people.ts'
import type { Scope } from '../../schemas/operations/operation.ts'

/** The tokens that an account can get, right and wrong ones. */
export interface Tokens {
  access: string
  id: string
}

const poolOf = ({ endpoint }: Outputs) => new CognitoIdentityProviderClient(clientFor(endpoint))

/** Signs a person in, through the desk's own client or another of its pool. */
export async function signIn(outputs: Outputs, role: DemoRole, ClientId = outputs.clientId): Promise<Tokens> {
  const { email, password } = outputs.accounts[role]
  const { AuthenticationResult: result } = await poolOf(outputs).send(
    new InitiateAuthCommand({
      AuthFlow: 'USER_PASSWORD_AUTH',
      ClientId,
      AuthParameters: { USERNAME: email, PASSWORD: password },
    }),
  )
  return { access: String(result?.AccessToken), id: String(result?.IdToken) }
}

/** A client of the same pool that is not the desk's. */
export async function strangeClient(outputs: Outputs): Promise<string> {
  const { UserPoolClient } = await poolOf(outputs).send(
    new CreateUserPoolClientCommand({
      UserPoolId: outputs.userPoolId,
      ClientName: 'not-the-desk',
      ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH'],
    }),
  )
  return String(UserPoolClient?.ClientId)
}

/** A partner's token, with the scopes that it asks for. */
export async function partnerToken(outputs: Outputs, scopes: readonly Scope[]): Promise<string> {
  const { UserPoolClient: client } = await poolOf(outputs).send(
    new DescribeUserPoolClientCommand({ UserPoolId: outputs.userPoolId, ClientId: outputs.partnerClientId }),
  )
  const answer = await fetch(`${outputs.endpoint}/oauth2/token`, {
    method: 'POST',
    headers: {
      authorization: `Basic ${Buffer.from(`${client?.ClientId}:${client?.ClientSecret}`).toString('base64')}`,
      'content-type': 'application/x-www-form-urlencoded',
    },
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      scope: scopes.map((scope) => `desk/${scope}`).join(' '),
    }),
  })
  const { access_token } = (await answer.json()) as { access_token: string }
  return access_token
}
