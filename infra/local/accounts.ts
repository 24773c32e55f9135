import {
  AdminAddUserToGroupCommand,
  AdminCreateUserCommand,
  AdminGetUserCommand,
  AdminSetUserPasswordCommand,
  CognitoIdentityProviderClient,
  UsernameExistsException,
} from '@aws-sdk/client-cognito-identity-provider'
import { clientFor } from './environment.ts'
import type { Outputs } from './outputs.ts'
import { type DemoRole, demoRoles, people } from './people.ts'

/** Makes each demonstration person's account where it is missing; gives what the pool calls them (`sub`). */
export async function ensureAccounts(outputs: Outputs): Promise<Record<DemoRole, string>> {
  const cognito = new CognitoIdentityProviderClient(clientFor(outputs.endpoint))
  const subs = await Promise.all(demoRoles.map((role) => ensureAccount(cognito, outputs, role)))
  return Object.fromEntries(demoRoles.map((role, at) => [role, subs[at]])) as Record<DemoRole, string>
}

async function ensureAccount(cognito: CognitoIdentityProviderClient, outputs: Outputs, role: DemoRole) {
  const { email, password } = outputs.accounts[role]
  const user = { UserPoolId: outputs.userPoolId, Username: email }
  await createUser(cognito, user, email)
  await cognito.send(new AdminSetUserPasswordCommand({ ...user, Password: password, Permanent: true }))
  await cognito.send(new AdminAddUserToGroupCommand({ ...user, GroupName: people[role].group }))
  const { UserAttributes } = await cognito.send(new AdminGetUserCommand(user))
  return UserAttributes?.find(({ Name }) => Name === 'sub')?.Value ?? ''
}

type User = { UserPoolId: string; Username: string }

async function createUser(cognito: CognitoIdentityProviderClient, user: User, email: string): Promise<void> {
  const UserAttributes = [
    { Name: 'email', Value: email },
    { Name: 'email_verified', Value: 'true' },
  ]
  try {
    await cognito.send(new AdminCreateUserCommand({ ...user, UserAttributes, MessageAction: 'SUPPRESS' }))
  } catch (error) {
    if (!(error instanceof UsernameExistsException)) throw error
  }
}
