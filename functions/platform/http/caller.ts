import { Refusal } from '../../../domain/refusal.ts'
import { type Actor, aRole, type Role, roles } from '../../../schemas/actor.ts'
import type { Operation } from '../../../schemas/operations/operation.ts'
import type { Account } from '../../../schemas/people.ts'
import { findAccount, findPerson } from '../table/people.ts'
import { type Fields, passLimit } from './limit.ts'

/** The claims of an access token, as the gateway passes them on: API Gateway gives strings, also for lists. */
export type Claims = Record<string, string | number | boolean | string[]>

/** Strongest first, so that who is in several groups acts in the strongest. */
const strongest = roles.toReversed()

/** A list claim in each of its forms: an array, `[a b]`, `a b` or `a,b`. */
export const listClaim = (claim: Claims[string] | undefined): string[] =>
  Array.isArray(claim)
    ? claim
    : String(claim ?? '')
        .replace(/^\[|\]$/g, '')
        .split(/[\s,]+/)
        .filter(Boolean)

/** The role of an access token's bearer: the strongest of their groups, or `partner` for a client that was granted scopes. */
export function roleOf(claims: Claims): Role | undefined {
  const groups = listClaim(claims['cognito:groups'])
  if (groups.length > 0) return strongest.find((role) => role !== 'partner' && groups.includes(role))
  return grantedScopes(claims).length > 0 ? 'partner' : undefined
}

const grantedScopes = (claims: Claims) =>
  listClaim(claims.scope).flatMap((scope) => (scope.startsWith('desk/') ? [scope.slice('desk/'.length)] : []))

/**
 * Who is calling, if they may call this operation at all: its roles are checked here too, not only at the gateway.
 * Refuses: `unauthenticated` for a token that is none for access, `forbidden` for a role or scope that may not, `too-many` for a
 * partner's program beyond its limit. `fields` gets what the answer tells of that.
 */
export async function authenticate(
  claims: Claims | undefined,
  operation: Operation,
  now: string,
  fields: Fields = {},
): Promise<Actor> {
  if (!claims?.sub || claims.token_use !== 'access') {
    throw new Refusal('unauthenticated', 'An access token is needed; an identity token or none at all does not do.')
  }
  const role = roleOf(claims)
  if (!role || operation.roles === 'public' || !operation.roles.includes(role)) {
    throw new Refusal('forbidden', `${role ? aRole(role) : 'Someone without a role'} may not do this.`)
  }
  if (role === 'partner' && !(operation.scope && grantedScopes(claims).includes(operation.scope))) {
    throw new Refusal('forbidden', `This needs the scope desk/${operation.scope ?? 'that no partner has'}.`)
  }
  const account = await findAccount(String(claims.sub))
  if (!account) throw new Refusal('forbidden', 'This login does not belong to anybody at the desk yet.')
  if (account.client) {
    await passLimit({ key: String(claims.sub), client: account.client, account, operation, now, fields })
  }
  // What their record says of a contact goes before what their login says; also that they are with no customer any more.
  const contact = role === 'customer' ? await findPerson(account.person) : undefined
  if (contact?.erasingAt) throw new Refusal('forbidden', 'This login does not belong to anybody at the desk any more.')
  const { customer, wholeCustomer = false } = contact?.version ? contact : account
  return {
    id: contact?.id ?? account.person,
    role: roleNow(role, account, operation.roles),
    ...(customer && { customer }),
    wholeCustomer: role === 'partner' || wholeCustomer,
    ...(contact?.mergedFrom && { aliases: contact.mergedFrom }),
    teams: account.teams ?? [],
  }
}

/**
 * The role that somebody acts in: a token keeps the one that it was given for an hour, but who has less by now, or does not work
 * here any more, is refused by what the desk itself says (as old as the cache at most).
 */
function roleNow(given: Role, { role = given, active }: Account, may: readonly Role[]): Role {
  if (active === false) throw new Refusal('forbidden', 'This login belongs to nobody who works here any more.')
  const least = roles.indexOf(role) < roles.indexOf(given) ? role : given
  if (!may.includes(least)) throw new Refusal('forbidden', `${aRole(least)} may not do this.`)
  return least
}
