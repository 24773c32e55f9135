import {
  AdminAddUserToGroupCommand,
  AdminCreateUserCommand,
  AdminDisableUserCommand,
  AdminEnableUserCommand,
  AdminGetUserCommand,
  AdminListGroupsForUserCommand,
  AdminRemoveUserFromGroupCommand,
  AdminUpdateUserAttributesCommand,
  AdminUserGlobalSignOutCommand,
  AliasExistsException,
  type AttributeType,
  CodeDeliveryFailureException,
  CognitoIdentityProviderClient,
  InvalidParameterException,
  UnsupportedUserStateException,
  UserNotFoundException,
  UsernameExistsException,
} from '@aws-sdk/client-cognito-identity-provider'
import { Refusal } from '../../domain/refusal.ts'
import type { Role } from '../../schemas/actor.ts'
import { environment } from '../platform/environment.ts'
import { patience } from '../platform/patience.ts'

/** Calls of a user pool are few for a second: the client tries again more often than elsewhere. */
const pool = new CognitoIdentityProviderClient({ requestHandler: patience, maxAttempts: 5 })

const user = (Username: string) => ({ UserPoolId: environment('USER_POOL_ID'), Username })

/** The address is theirs by the word of the desk: the invitation goes there, and nowhere else. */
const proved = (email: string): AttributeType[] => [
  { Name: 'email', Value: email },
  { Name: 'email_verified', Value: 'true' },
]
const attribute = (attributes: readonly AttributeType[] | undefined, name: string) =>
  attributes?.find(({ Name }) => Name === name)?.Value

/** Why an address is refused that the pool knows as another's. */
export const othersLogin = 'This address is the login of somebody else.'

/** A user of the pool as it is. */
interface Login {
  /** What the pool calls them, for good. */
  sub: string
  email: string | undefined
  enabled: boolean
  /** Whether they have ever signed in, and set a password of their own. */
  confirmed: boolean
}

/** A user by what the pool calls them, or by their address; undefined where somebody has taken them out of the pool. */
export async function findLogin(name: string): Promise<Login | undefined> {
  try {
    return await loginCalled(name)
  } catch (fault) {
    if (fault instanceof UserNotFoundException) return undefined
    throw fault
  }
}

async function loginCalled(name: string): Promise<Login> {
  const { UserAttributes, Enabled, UserStatus, Username } = await pool.send(new AdminGetUserCommand(user(name)))
  return {
    sub: attribute(UserAttributes, 'sub') ?? String(Username),
    email: attribute(UserAttributes, 'email'),
    enabled: Enabled !== false,
    confirmed: UserStatus !== 'FORCE_CHANGE_PASSWORD',
  }
}

/**
 * Makes a user of the pool for an address, whom the pool sends a first password; `isNew` false: there is one already, and whose
 * that is, is for the caller to judge. Refuses an address that the pool does not take, or cannot write to.
 */
export async function makeLogin(email: string): Promise<{ login: Login; isNew: boolean }> {
  const asked = { ...user(email), UserAttributes: proved(email), DesiredDeliveryMediums: ['EMAIL' as const] }
  try {
    const { User } = await pool.send(new AdminCreateUserCommand(asked))
    const sub = attribute(User?.Attributes, 'sub') ?? String(User?.Username)
    return { login: { sub, email, enabled: true, confirmed: false }, isNew: true }
  } catch (fault) {
    if (fault instanceof UsernameExistsException) return { login: await loginCalled(email), isNew: false }
    throw refusalOf(fault) ?? fault
  }
}

/** Sends the invitation again, with another password. Who has signed in meanwhile needs none. */
export async function inviteAgain(email: string): Promise<void> {
  const again = { ...user(email), MessageAction: 'RESEND' as const, DesiredDeliveryMediums: ['EMAIL' as const] }
  try {
    await pool.send(new AdminCreateUserCommand(again))
  } catch (fault) {
    if (!(fault instanceof UnsupportedUserStateException)) throw refusalOf(fault) ?? fault
  }
}

/** What is wrong with the address, and not with the desk. */
function refusalOf(fault: unknown): Refusal | undefined {
  if (fault instanceof InvalidParameterException)
    return new Refusal('conflict', 'Nobody can sign in with this address.')
  if (fault instanceof CodeDeliveryFailureException) {
    return new Refusal('conflict', 'The invitation could not be sent to this address. Invite them again once it can.')
  }
  return undefined
}

/** Puts a user into the group of their role, and out of every other. */
export async function giveRole(sub: string, role: Role): Promise<void> {
  const { Groups = [] } = await pool.send(new AdminListGroupsForUserCommand(user(sub)))
  const names = Groups.flatMap(({ GroupName }) => GroupName ?? [])
  // First out, then in: never in two, of which the stronger would count.
  for (const GroupName of names.filter((name) => name !== role)) {
    await pool.send(new AdminRemoveUserFromGroupCommand({ ...user(sub), GroupName }))
  }
  if (!names.includes(role)) await pool.send(new AdminAddUserToGroupCommand({ ...user(sub), GroupName: role }))
}

/**
 * Brings a user into line with the record of whose it is; what is so already is not done again. Their address comes last: one that
 * is another user's is refused, and keeps nobody in a role, or in the desk.
 */
export async function bringIntoLine({
  login: name,
  email,
  role,
  active,
}: {
  login: string
  email: string
  role: Role
  active: boolean
}): Promise<void> {
  const login = await findLogin(name)
  // Somebody has taken them out of the pool: an invitation makes them anew.
  if (!login) return
  await giveRole(login.sub, role)
  if (active && !login.enabled) await pool.send(new AdminEnableUserCommand(user(login.sub)))
  if (!active) {
    if (login.enabled) await pool.send(new AdminDisableUserCommand(user(login.sub)))
    // Each time: a crash may have come between the two.
    await pool.send(new AdminUserGlobalSignOutCommand(user(login.sub)))
  }
  if (login.email !== email) await giveAddress(login.sub, email)
}

/** The address of a contact may be free among the desk's records, and still be that of their user. */
async function giveAddress(sub: string, email: string): Promise<void> {
  try {
    await pool.send(new AdminUpdateUserAttributesCommand({ ...user(sub), UserAttributes: proved(email) }))
  } catch (fault) {
    if (fault instanceof AliasExistsException) throw new Refusal('conflict', othersLogin)
    throw fault
  }
}
