import { isHealthy, running } from './emulator.ts'
import { type Outputs, readOutputs } from './outputs.ts'
import { type DemoRole, demoRoles } from './people.ts'
import { Trouble } from './trouble.ts'

export const tokenRoles = [...demoRoles, 'partner'] as const
export type TokenRole = (typeof tokenRoles)[number]

const askAgain = 'Start it with `npm start`.'

/** An access token of a demonstration account of the running desk. */
export async function tokenOf(role: string): Promise<string> {
  if (!tokenRoles.some((known) => known === role)) {
    throw new Trouble(role ? `There is no role "${role}".` : 'Whose token?', `Name one of ${tokenRoles.join(', ')}.`)
  }
  const emulator = running()
  if (!emulator || !(await isHealthy(emulator.port))) throw new Trouble('The desk is not running.', askAgain)
  return accessToken(readOutputs(), role as TokenRole)
}

/** The same of a desk that is known to run. */
export const accessToken = (outputs: Outputs, role: TokenRole): Promise<string> =>
  role === 'partner' ? partnerToken(outputs) : signIn(outputs, role).then(({ AccessToken }) => AccessToken)

interface Tokens {
  AccessToken: string
  IdToken: string
}

/** Signs a person in, through the desk's own client or another of its pool. */
export async function signIn(outputs: Outputs, role: DemoRole, ClientId = outputs.clientId): Promise<Tokens> {
  const { email, password } = outputs.accounts[role]
  const answer = await cognito<{ AuthenticationResult: Tokens }>(outputs, 'InitiateAuth', {
    AuthFlow: 'USER_PASSWORD_AUTH',
    ClientId,
    AuthParameters: { USERNAME: email, PASSWORD: password },
  })
  return answer.AuthenticationResult
}

interface PartnerClient {
  ClientSecret: string
  AllowedOAuthScopes: string[]
}

/** As a partner's system does it: with its client's secret, and for all that it may do or less. */
export async function partnerToken(outputs: Outputs, scopes?: readonly string[]): Promise<string> {
  const client = await cognito<{ UserPoolClient: PartnerClient }>(outputs, 'DescribeUserPoolClient', {
    UserPoolId: outputs.userPoolId,
    ClientId: outputs.partnerClientId,
  })
  const { ClientSecret, AllowedOAuthScopes } = client.UserPoolClient
  const answer = await fetch(`${outputs.endpoint}/oauth2/token`, {
    method: 'POST',
    headers: {
      authorization: `Basic ${Buffer.from(`${outputs.partnerClientId}:${ClientSecret}`).toString('base64')}`,
      'content-type': 'application/x-www-form-urlencoded',
    },
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      scope: (scopes ?? AllowedOAuthScopes).join(' '),
    }),
  })
  return (await granted<{ access_token: string }>(answer)).access_token
}

/** Without the SDK: loading it would take longer than the call. */
async function cognito<Answer>(outputs: Outputs, operation: string, input: object): Promise<Answer> {
  const scope = `test/20260101/${outputs.region}/cognito-idp/aws4_request`
  const answer = await fetch(outputs.endpoint, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': `AWSCognitoIdentityProviderService.${operation}`,
      authorization: `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=none`,
    },
    body: JSON.stringify(input),
  })
  return granted(answer)
}

async function granted<Answer>(answer: Response): Promise<Answer> {
  if (answer.ok) return (await answer.json()) as Answer
  throw new Trouble(
    `The user pool gave no token (${answer.status}: ${(await answer.text()).slice(0, 200)}).`,
    'Run `npm start` again: it sets up the demonstration accounts again.',
  )
}
