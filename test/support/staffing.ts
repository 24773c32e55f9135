import {
  AdminSetUserPasswordCommand,
  CognitoIdentityProviderClient,
  InitiateAuthCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import type * as z from 'zod'
import { clientFor } from '../../infra/local/environment.ts'
import type { AssignmentRule, NewAssignmentRule } from '../../schemas/assignment-rule.ts'
import type { NewTeam, Team } from '../../schemas/team.ts'
import type { NewTechnician, Technician } from '../../schemas/technician.ts'
import { type Desk, unique } from './desk.ts'

/** Takes what was made, or says what it was refused for. */
function made<Body>({ status, body, text }: { status: number; body: Body; text: string }): Body {
  if (status !== 201) throw new Error(`It was refused: ${text}`)
  return body
}

/** Somebody new, as a manager makes them: of no team and no skill, unless more is said. */
export const hire = async ({ call }: Desk, more: Partial<z.input<typeof NewTechnician>> = {}): Promise<Technician> => {
  const name = unique('person')
  return made(await call('createTechnician', 'manager', { body: { name, email: `${name}@desk.example`, ...more } }))
}

export const aTeam = async ({ call }: Desk, more: Partial<z.input<typeof NewTeam>> = {}): Promise<Team> =>
  made(await call('createTeam', 'manager', { body: { name: unique('team'), ...more } }))

/** A rule for the tickets that carry a tag, asked before all others. */
export const aRule = async (
  { call }: Desk,
  tag: string,
  target: z.input<typeof NewAssignmentRule>['target'],
  more: Partial<z.input<typeof NewAssignmentRule>> = {},
): Promise<AssignmentRule> => {
  const body = { name: tag, position: 0, conditions: { tags: [tag] }, target, ...more }
  return made(await call('createAssignmentRule', 'manager', { body }))
}

/** Invites somebody and signs them in, with a password of the test's own instead of the one in the mail. */
export async function invited({ call, outputs }: Desk, { id, email }: Technician): Promise<{ token: string }> {
  const { status, text } = await call('inviteTechnician', 'manager', { id })
  if (status !== 200) throw new Error(`They were not invited: ${text}`)
  const pool = new CognitoIdentityProviderClient(clientFor(outputs.endpoint))
  const [Username, Password] = [email, `Desk-${unique('word')}-9`]
  const user = { UserPoolId: outputs.userPoolId, Username }
  await pool.send(new AdminSetUserPasswordCommand({ ...user, Password, Permanent: true }))
  const { AuthenticationResult } = await pool.send(
    new InitiateAuthCommand({
      ClientId: outputs.clientId,
      AuthFlow: 'USER_PASSWORD_AUTH',
      AuthParameters: { USERNAME: Username, PASSWORD: Password },
    }),
  )
  return { token: String(AuthenticationResult?.AccessToken) }
}
