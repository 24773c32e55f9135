import { createHmac, createPublicKey, generateKeyPairSync, sign } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import {
  AdminCreateUserCommand,
  AdminSetUserPasswordCommand,
  CognitoIdentityProviderClient,
  CreateUserPoolClientCommand,
  CreateUserPoolCommand,
  DeleteUserPoolCommand,
  InitiateAuthCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import { beforeAll, describe, expect, it } from 'vitest'
import { partnerToken, signIn } from '../../infra/local/access-token.ts'
import { clientFor } from '../../infra/local/environment.ts'
import { readOutputs } from '../../infra/local/outputs.ts'
import { customer, people } from '../../infra/local/people.ts'
import { places } from '../../infra/local/places.ts'
import { roles } from '../../schemas/actor.ts'
import { operations } from '../../schemas/operations/catalogue.ts'
import type { Operation } from '../../schemas/operations/operation.ts'
import type { TicketRepresentation } from '../../schemas/ticket.ts'
import { type Caller, callers, type OperationName } from '../support/client.ts'
import { deskAt, open } from '../support/desk.ts'

const desk = deskAt(readOutputs())
const { call, wrong, outputs } = desk
const all = Object.entries(operations) as [OperationName, Operation][]
const guarded = all.filter(([, { roles: may }]) => may !== 'public')
const roleOf = (caller: Caller) => (caller === 'partner' ? 'partner' : people[caller].group)

/** What is asked for does not exist, and the body is none: who may ask is told so, and nothing is done. */
const nothing = 'TKT999999999999'
function asked({ method, params }: Operation) {
  const names = Object.keys(params?.shape ?? {})
  const where = { id: nothing, params: Object.fromEntries(names.map((name) => [name, nothing])) }
  return method === 'get' ? where : { ...where, body: {}, headers: { 'if-match': '"1"' } }
}

/** A customer who sees only their own tickets is told no figures of their company (docs/choices.md). */
const narrower: Partial<Record<OperationName, Caller>> = { getTicketStatistics: 'otherCustomer' }

/** A token of a pool of somebody else's, for somebody of the same group. */
async function tokenOfAnotherPool(): Promise<string> {
  const pools = new CognitoIdentityProviderClient(clientFor(outputs.endpoint))
  const { UserPool } = await pools.send(new CreateUserPoolCommand({ PoolName: 'not-the-desk' }))
  const UserPoolId = UserPool?.Id
  const { UserPoolClient } = await pools.send(
    new CreateUserPoolClientCommand({
      ...{ UserPoolId, ClientName: 'web', ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH'] },
    }),
  )
  const [Username, Password] = ['agent@desk.example', 'Desk-abcd-2345-efgh-9']
  await pools.send(new AdminCreateUserCommand({ UserPoolId, Username, MessageAction: 'SUPPRESS' }))
  await pools.send(new AdminSetUserPasswordCommand({ UserPoolId, Username, Password, Permanent: true }))
  const { AuthenticationResult } = await pools.send(
    new InitiateAuthCommand({
      ...{ ClientId: UserPoolClient?.ClientId, AuthFlow: 'USER_PASSWORD_AUTH' },
      AuthParameters: { USERNAME: Username, PASSWORD: Password },
    }),
  )
  await pools.send(new DeleteUserPoolCommand({ UserPoolId }))
  return String(AuthenticationResult?.AccessToken)
}

/** A client of the same pool that is not the desk's. */
async function strangeClient(): Promise<string> {
  const { UserPoolClient } = await new CognitoIdentityProviderClient(clientFor(outputs.endpoint)).send(
    new CreateUserPoolClientCommand({
      UserPoolId: outputs.userPoolId,
      ClientName: 'not-the-desk',
      ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH'],
    }),
  )
  return String(UserPoolClient?.ClientId)
}

describe('every operation', () => {
  it.each(guarded)('%s is for its roles only', async (name, operation) => {
    const answers = await Promise.all(callers.map((caller) => wrong(name, caller, asked(operation))))
    const refused = callers.filter((_, at) => answers[at]?.status === 403)
    const mayNot = (caller: Caller) => !operation.roles.includes(roleOf(caller)) || narrower[name] === caller
    expect(refused).toEqual(callers.filter(mayNot))
    expect(answers.map(({ status }) => status)).not.toContain(401)
    expect(answers.map(({ status }) => status)).not.toContain(500)
  })

  it('is refused by the gateway without a token, in its own words', async () => {
    for (const [name, operation] of guarded) {
      const { status, body } = await wrong(name, 'nobody', asked(operation))
      expect([name, status, body]).toEqual([name, 401, { message: 'Unauthorized' }])
    }
  })

  it('has a caller here for every role that there is', () => {
    expect([...new Set(callers.map(roleOf))].toSorted()).toEqual(roles.toSorted())
  })
})

/** The key that the pool signs with: the emulator keeps it beside its state. */
const poolKey = () => readFileSync(join(places.state, `cognito-pool-keys/${outputs.userPoolId}-access.pem`))
const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
const read = (part = '') => JSON.parse(Buffer.from(part, 'base64url').toString())

/** A token as the pool itself would have signed it, with other claims. */
function signedByThePool(token: string, claims: object): string {
  const key = poolKey()
  const [head, payload] = token.split('.')
  const given = JSON.parse(Buffer.from(String(payload), 'base64url').toString())
  const changed = Buffer.from(JSON.stringify({ ...given, ...claims })).toString('base64url')
  const signature = sign('RSA-SHA256', Buffer.from(`${head}.${changed}`), key).toString('base64url')
  return `${head}.${changed}.${signature}`
}

describe('a token', () => {
  const status = async (token: string) => (await wrong('listTickets', { token })).status

  it('that has expired is refused, whoever signed it', async () => {
    const { AccessToken } = await signIn(outputs, 'agent')
    const now = Math.floor(Date.now() / 1000)
    expect(await status(signedByThePool(AccessToken, {}))).toBe(200)
    expect(await status(signedByThePool(AccessToken, { exp: now - 5 }))).toBe(401)
  })

  it('that is garbage, forged or unsigned is refused', async () => {
    const good = await desk.tokenOf('agent')
    const [head = '', payload = '', signature = ''] = good.split('.')
    const claims = JSON.parse(Buffer.from(payload, 'base64url').toString())
    const stronger = encode({ ...claims, 'cognito:groups': ['admin'] })
    const unsigned = `${encode({ alg: 'none', typ: 'JWT' })}.${payload}.`
    expect(await status(good)).toBe(200)
    for (const token of ['garbage', 'a.b.c', `${head}.${stronger}.${signature}`, unsigned, `${head}.${payload}.AAAA`]) {
      expect([token, await status(token)]).toEqual([token, 401])
    }
  })

  it('of another pool, another algorithm or an unknown key is refused', async () => {
    const good = await desk.tokenOf('agent')
    const [head, payload] = good.split('.')
    const bare = (header: object) => `${encode({ ...read(head), ...header })}.${payload}`
    const strange = generateKeyPairSync('rsa', { modulusLength: 2048 })
    const byKey = (text: string) =>
      `${text}.${sign('RSA-SHA256', Buffer.from(text), strange.privateKey).toString('base64url')}`
    // Whoever takes the public key for a shared secret believes what everybody can sign.
    const open = createPublicKey(poolKey()).export({ type: 'spki', format: 'pem' })
    const byAll = bare({ alg: 'HS256' })
    for (const [what, token] of Object.entries({
      'signed with the public key': `${byAll}.${createHmac('sha256', open).update(byAll).digest('base64url')}`,
      'signed by a key of their own': byKey(bare({})),
      'of a key that nobody knows': byKey(bare({ kid: 'nobodys' })),
      'of a key that it brings itself': byKey(bare({ jwk: strange.publicKey.export({ format: 'jwk' }) })),
      'of another issuer': signedByThePool(good, { iss: `${read(payload).iss}x` }),
      'by the pool, for nobody': signedByThePool(good, { client_id: 'nobodys' }),
      'of another pool': await tokenOfAnotherPool(),
    }))
      expect([what, await status(token)]).toEqual([what, 401])
  })

  it('of another client of the same pool is refused', async () => {
    const { AccessToken } = await signIn(outputs, 'agent', await strangeClient())
    expect(await status(AccessToken)).toBe(401)
  })

  it('that is an ID token is refused by the service itself, with a problem', async () => {
    const { IdToken } = await signIn(outputs, 'agent')
    const { status, problem } = await wrong('listTickets', { token: IdToken })
    expect(status).toBe(401)
    expect(problem.type).toBe('urn:service-desk:problem:unauthenticated')
  })
})

describe("a partner's client", () => {
  it('reads with the scope for reading, and may not write with it', async () => {
    const token = await partnerToken(outputs, ['desk/tickets.read'])
    expect((await call('listTickets', { token })).status).toBe(200)
    const { status, problem } = await call('createTicket', { token }, { body: { title: 'From a machine' } })
    expect([status, problem.detail]).toEqual([403, 'This needs the scope desk/tickets.write.'])
  })

  it("writes with the scope for writing, for its own customer; and sees all of that customer's tickets", async () => {
    const token = await partnerToken(outputs, ['desk/tickets.write'])
    const { status, body } = await call('createTicket', { token }, { body: { title: 'From a machine' } })
    expect([status, body.customer, body.channel]).toEqual([201, customer.id, 'api'])
    expect((await call('getTicket', { token }, { id: body.number })).status).toBe(403)
    expect((await call('getTicket', 'partner', { id: body.number })).status).toBe(200)
    const theirs = await open(desk, {}, 'customer')
    expect((await call('getTicket', 'partner', { id: theirs.number })).status).toBe(200)
    const others = await open(desk, {}, 'otherCustomer')
    expect((await call('getTicket', 'partner', { id: others.number })).status).toBe(404)
  })
})

describe("another customer's ticket", () => {
  const mine: Partial<Record<Caller, TicketRepresentation>> = {}
  const sides = [
    ['customer', 'otherCustomer'],
    ['otherCustomer', 'customer'],
  ] as const

  beforeAll(async () => {
    mine.customer = await open(desk, {}, 'customer')
    mine.otherCustomer = await open(desk, {}, 'otherCustomer')
  })

  it.each(sides)("of %s's is to %s as one that is not there, byte for byte", async (owner, stranger) => {
    const id = String(mine[owner]?.number)
    const body = { title: 'Mine now', description: '' }
    for (const [name, more] of [
      ['getTicket', {}],
      ['getTicketHistory', {}],
      ['getSlaTracking', {}],
      ['replaceTicket', { body, headers: { 'if-match': '"1"' } }],
      ['closeTicket', { body: {} }],
      ['reopenTicket', { body: { reason: 'Still broken' } }],
    ] as const) {
      const theirs = await wrong(name, stranger, { id, ...more })
      const none = await wrong(name, stranger, { id: nothing, ...more })
      const plain = ({ text, problem }: typeof theirs, number: string) =>
        text.replaceAll(number, '').replaceAll(problem.requestId, '')
      expect([name, theirs.status]).toEqual([name, 404])
      expect(plain(theirs, id)).toBe(plain(none, nothing))
    }
    expect((await call('getTicket', owner, { id })).body.version).toBe(1)
  })

  it.each(sides)("of %s's is in no list of %s's", async (owner, stranger) => {
    const asStranger = async (query = {}) =>
      (await call('listTickets', stranger, { query: { limit: 100, ...query } })).body
    expect((await asStranger()).items.map(({ number }) => number)).toContain(mine[stranger]?.number)
    for (const query of [
      {},
      { status: 'created' },
      { priority: 'medium' },
      { customer: String(mine[owner]?.customer) },
    ]) {
      expect((await asStranger(query)).items.map(({ number }) => number)).not.toContain(mine[owner]?.number)
    }
    const seen = (await asStranger()).items.map((ticket) => ticket.customer)
    expect(new Set(seen)).toEqual(new Set([mine[stranger]?.customer]))
  })
})
