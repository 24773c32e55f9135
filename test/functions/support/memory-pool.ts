import {
  type AdminCreateUserCommandInput,
  AliasExistsException,
  UserNotFoundException,
  UsernameExistsException,
} from '@aws-sdk/client-cognito-identity-provider'

const $metadata = {}

interface PoolUser {
  sub: string
  email: string
  groups: string[]
  enabled: boolean
  status: 'FORCE_CHANGE_PASSWORD' | 'CONFIRMED'
  signedOut: number
}

/** A user pool whose users are called by their addresses, in memory: as Cognito answers, and the emulator. */
export class MemoryPool {
  readonly users: PoolUser[] = []
  /** The addresses that an invitation was sent to. */
  invited: string[] = []

  /** Another one with the same users. */
  twin(): MemoryPool {
    const other = new MemoryPool()
    other.users.push(...structuredClone(this.users))
    other.invited = [...this.invited]
    return other
  }

  /** A user as somebody else has made them. */
  put(user: Pick<PoolUser, 'sub' | 'email'> & Partial<PoolUser>): PoolUser {
    const whole: PoolUser = { groups: [], enabled: true, status: 'CONFIRMED', signedOut: 0, ...user }
    this.users.push(whole)
    return whole
  }

  find(name = ''): PoolUser {
    const user = this.users.find(({ sub, email }) => sub === name || email === name)
    if (!user) throw new UserNotFoundException({ $metadata, message: 'User does not exist.' })
    return user
  }

  create({ Username: email = '', MessageAction }: AdminCreateUserCommandInput) {
    const known = this.users.find((user) => user.email === email)
    if (known && MessageAction !== 'RESEND') {
      throw new UsernameExistsException({ $metadata, message: 'User account already exists.' })
    }
    const user = known ?? this.put({ sub: `sub-${this.users.length + 1}`, email, status: 'FORCE_CHANGE_PASSWORD' })
    this.invited.push(email)
    return { User: { Username: user.sub, Attributes: attributesOf(user) } }
  }

  get(name?: string) {
    const user = this.find(name)
    return {
      Username: user.sub,
      UserAttributes: attributesOf(user),
      Enabled: user.enabled,
      UserStatus: user.status,
    }
  }

  groupsOf = (name?: string) => ({ Groups: this.find(name).groups.map((GroupName) => ({ GroupName })) })

  /** An address is one user's: here Cognito is stricter than the emulator. */
  giveAddress(name: string | undefined, email: string): void {
    const user = this.find(name)
    if (this.users.some((other) => other !== user && other.email === email)) {
      throw new AliasExistsException({ $metadata, message: 'An account with the given email already exists.' })
    }
    user.email = email
  }

  change(name: string | undefined, to: (user: PoolUser) => Partial<PoolUser>): void {
    const user = this.find(name)
    Object.assign(user, to(user))
  }
}

const attributesOf = ({ sub, email }: PoolUser) => [
  { Name: 'sub', Value: sub },
  { Name: 'email', Value: email },
]
