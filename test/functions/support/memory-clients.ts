import type { Authorizer } from '@aws-sdk/client-apigatewayv2'
import {
  type CreateUserPoolClientCommandInput,
  ResourceNotFoundException,
  type UserPoolClientType,
} from '@aws-sdk/client-cognito-identity-provider'
import { ulid } from 'ulid'

/** The app clients of a user pool, and whose tokens the gateway takes, in memory. */
export class MemoryClients {
  readonly clients = new Map<string, UserPoolClientType>()
  authorizer: Authorizer = {
    AuthorizerId: 'door',
    AuthorizerType: 'JWT',
    Name: 'Token',
    JwtConfiguration: { Issuer: 'https://pool.example', Audience: ['web-client', 'partner-client'] },
  }

  /** Another one with the same clients. */
  twin(): MemoryClients {
    const other = new MemoryClients()
    for (const [id, client] of this.clients) other.clients.set(id, { ...client })
    other.authorizer = structuredClone(this.authorizer)
    return other
  }

  create({ GenerateSecret: _, ...given }: Partial<CreateUserPoolClientCommandInput>) {
    const ClientId = `key_${ulid()}`
    const client: UserPoolClientType = { ...given, ClientId, ClientSecret: `secret of ${ClientId}` }
    this.clients.set(ClientId, client)
    return { UserPoolClient: client }
  }

  describe({ ClientId = '' }: { ClientId?: string }) {
    const UserPoolClient = this.clients.get(ClientId)
    if (!UserPoolClient)
      throw new ResourceNotFoundException({ $metadata: {}, message: 'User pool client does not exist.' })
    return { UserPoolClient }
  }

  /** Like Cognito, it forgets what is not said again. */
  update({ ClientId = '', ...given }: UserPoolClientType) {
    const { UserPoolClient } = this.describe({ ClientId })
    const { ClientSecret } = UserPoolClient
    this.clients.set(ClientId, { ...given, ClientId, ClientSecret })
  }

  remove({ ClientId = '' }: { ClientId?: string }) {
    this.describe({ ClientId })
    this.clients.delete(ClientId)
  }

  list = () => ({
    UserPoolClients: [...this.clients.values()].map(({ ClientId, ClientName }) => ({ ClientId, ClientName })),
  })

  admit({ JwtConfiguration }: Authorizer) {
    this.authorizer = { ...this.authorizer, JwtConfiguration }
  }
}
