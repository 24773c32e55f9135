import {
  CognitoIdentityProviderClient,
  InitiateAuthCommand,
  NotAuthorizedException,
  RespondToAuthChallengeCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import { listClaim } from '../../functions/platform/http/caller.ts'
import { clientFor } from '../../infra/local/environment.ts'
import type { Outputs } from '../../infra/local/outputs.ts'

/** What everybody sets who signs in for the first time; of a desk that lives as long as the test. */
const password = 'Desk-abcd-2345-efgh-9'

interface Login {
  token: string
  /** What their token says of their role. */
  groups: string[]
}

/** Signs somebody in who was invited; the first time with the password of their mail, which they change. Throws where the pool refuses. */
export async function signedIn(outputs: Outputs, email: string): Promise<Login> {
  const pool = new CognitoIdentityProviderClient(clientFor(outputs.endpoint))
  const ClientId = outputs.clientId
  const asked = (PASSWORD: string) =>
    pool.send(
      new InitiateAuthCommand({
        ClientId,
        AuthFlow: 'USER_PASSWORD_AUTH',
        AuthParameters: { USERNAME: email, PASSWORD },
      }),
    )
  const again = await asked(password).catch((fault: unknown) => {
    if (fault instanceof NotAuthorizedException) return undefined
    throw fault
  })
  if (again) return loginOf(again.AuthenticationResult?.AccessToken)
  const { Session } = await asked(await mailedTo(outputs, email))
  const { AuthenticationResult } = await pool.send(
    new RespondToAuthChallengeCommand({
      ClientId,
      ChallengeName: 'NEW_PASSWORD_REQUIRED',
      ChallengeResponses: { USERNAME: email, NEW_PASSWORD: password },
      Session,
    }),
  )
  return loginOf(AuthenticationResult?.AccessToken)
}

function loginOf(token = ''): Login {
  const claims = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString())
  return { token, groups: listClaim(claims['cognito:groups']) }
}

/** The first password, as the newest invitation has it. */
async function mailedTo({ endpoint }: Outputs, email: string): Promise<string> {
  const answer = await fetch(`${endpoint}/_ministack/ses/messages`)
  const { messages } = (await answer.json()) as { messages: Record<string, { To: string[]; BodyText: string }[]> }
  const mail = Object.values(messages)
    .flat()
    .findLast(({ To, BodyText }) => To.includes(email) && BodyText.includes('temporary password'))
  return /temporary password is (\S+)\.$/.exec(mail?.BodyText.trim() ?? '')?.[1] ?? ''
}
