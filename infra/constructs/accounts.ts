import { Aws, Duration } from 'aws-cdk-lib'
import * as cognito from 'aws-cdk-lib/aws-cognito'
import { Construct } from 'constructs'
import { roles } from '../../schemas/actor.ts'
import { scopes } from '../../schemas/operations/operation.ts'
import type { Stage } from '../stage.ts'
import { acknowledge } from './acknowledge.ts'
import { type Desk, removalPolicyOf } from './desk.ts'
import type { DeskFunction } from './function.ts'

/** What bringing a login into line asks of the pool: address, group, and whether they may sign in. */
const following = [
  'AddUserToGroup',
  'DisableUser',
  'EnableUser',
  'GetUser',
  'ListGroupsForUser',
  'RemoveUserFromGroup',
  'UpdateUserAttributes',
  'UserGlobalSignOut',
]

/** Who may sign in: people by their groups, partners' programs by their scopes. */
export class Accounts extends Construct {
  readonly pool: cognito.UserPool
  readonly web: cognito.UserPoolClient
  /** The program of the demonstration: everywhere else a program is let in by an admin, with keys of its own. */
  readonly partner: cognito.UserPoolClient | undefined

  constructor(scope: Construct, id: string, { desk }: { desk: Desk }) {
    super(scope, id)
    const { stage } = desk
    this.pool = this.people(stage)
    for (const role of roles.filter((role) => role !== 'partner')) {
      new cognito.CfnUserPoolGroup(this, role, { groupName: role, userPoolId: this.pool.userPoolId })
    }
    this.web = this.pool.addClient('Web', {
      disableOAuth: true,
      authFlows: { userSrp: true, userPassword: stage.passwordSignIn },
      preventUserExistenceErrors: true,
      enableTokenRevocation: true,
      accessTokenValidity: Duration.hours(1),
      idTokenValidity: Duration.hours(1),
      refreshTokenValidity: Duration.days(30),
    })
    const granted = scopes.map(
      (name) => new cognito.ResourceServerScope({ scopeName: name, scopeDescription: describe[name] }),
    )
    const server = this.pool.addResourceServer('Desk', { identifier: 'desk', scopes: granted })
    const asked = granted.map((scope) => cognito.OAuthScope.resourceServer(server, scope))
    this.partner = stage.isLocal ? this.demonstration(asked) : undefined
    // Where a partner's program fetches its token. The prefix is one of all of AWS, so it carries the account.
    const domainPrefix = `service-desk-${stage.name}-${Aws.ACCOUNT_ID}`
    if (!stage.isLocal) this.pool.addDomain('Domain', { cognitoDomain: { domainPrefix } })
  }

  get issuer(): string {
    return `https://cognito-idp.${Aws.REGION}.amazonaws.com/${this.pool.userPoolId}`
  }

  /** The app clients of the stack itself: partners' keys come and go beside them. */
  get own(): string[] {
    return [this.web, ...(this.partner ? [this.partner] : [])].map(({ userPoolClientId }) => userPoolClientId)
  }

  /** Lets a function bring logins into line with the records of whose they are. */
  letFollow(follower: DeskFunction): void {
    follower.may(
      following.map((action) => `cognito-idp:Admin${action}`),
      this.pool.userPoolArn,
    )
  }

  /** The same, and make them. */
  letInvite(inviter: DeskFunction): void {
    this.letFollow(inviter)
    inviter.may(['cognito-idp:AdminCreateUser'], this.pool.userPoolArn)
  }

  /** Lets a function make, read and take away app clients of the pool: a partner's keys. */
  letKeys(keeper: DeskFunction): void {
    const actions = ['CreateUserPoolClient', 'DeleteUserPoolClient', 'DescribeUserPoolClient', 'ListUserPoolClients']
    keeper.may(
      [...actions, 'UpdateUserPoolClient'].map((action) => `cognito-idp:${action}`),
      this.pool.userPoolArn,
    )
  }

  private people(stage: Stage): cognito.UserPool {
    const pool = new cognito.UserPool(this, 'Pool', {
      selfSignUpEnabled: false,
      signInAliases: { email: true },
      signInCaseSensitive: false,
      accountRecovery: cognito.AccountRecovery.EMAIL_ONLY,
      mfa: cognito.Mfa.OPTIONAL,
      mfaSecondFactor: { otp: true, sms: false },
      passwordPolicy: {
        minLength: 12,
        requireLowercase: true,
        requireUppercase: true,
        requireDigits: true,
        requireSymbols: true,
        tempPasswordValidity: Duration.days(3),
      },
      featurePlan: cognito.FeaturePlan.ESSENTIALS,
      deletionProtection: stage.isProtected,
      removalPolicy: removalPolicyOf(stage),
    })
    acknowledge(pool, {
      COG2: 'A second factor is offered to everyone and not forced on customers, who come once a year.',
      COG3: 'Threat protection is in the Plus plan, billed by the user; an account chooses it for itself.',
      COG8: 'The Plus plan is billed by the user; an account chooses it for itself.',
    })
    return pool
  }

  private demonstration(scopes: cognito.OAuthScope[]): cognito.UserPoolClient {
    return this.pool.addClient('Partner', {
      generateSecret: true,
      authFlows: {},
      oAuth: { flows: { clientCredentials: true }, scopes },
      enableTokenRevocation: true,
      accessTokenValidity: Duration.hours(1),
    })
  }
}

const describe = {
  'tickets.read': "Read the partner's tickets",
  'tickets.write': "Open and change the partner's tickets",
  'subscriptions.read': "Read the partner's subscriptions and what was delivered to them",
  'subscriptions.write': "Make and change the partner's subscriptions, deliver again, replay",
  'client.read': 'Read its own client: scopes, limits, keys, usage',
} as const satisfies Record<(typeof scopes)[number], string>
