import '../support/environment.ts'
import { describe, expect, it } from 'vitest'
import { listClaim, roleOf } from '../../../functions/platform/http/caller.ts'
import { roles } from '../../../schemas/actor.ts'
import { scopes } from '../../../schemas/operations/operation.ts'
import type { Caller } from '../../support/people.ts'
import { askedOf } from '../support/everything.ts'
import {
  type Asked,
  claimsOf,
  kindOf,
  type OperationName,
  operationCalled,
  operationNames,
} from '../support/gateway.ts'
import { allowed } from './allowed.ts'
import { bothOnADesk } from './both.ts'

const matrix = bothOnADesk()
const people = roles.filter((role) => role !== 'partner')

/** Where a customer must be one who sees all of their company's tickets. */
const ownFigures: Partial<Record<OperationName, Caller>> = { getTicketStatistics: 'customersManager' }

const group = (claim: unknown) => ({ sub: 'agent', token_use: 'access', 'cognito:groups': claim })
const partner = (scope: string) => ({ sub: 'partner', token_use: 'access', scope })

describe.each(operationNames)('%s', (name) => {
  const answer = (more: Asked) => matrix.answered(name, { ...askedOf(name, matrix.both.bakerys), ...more })
  const status = async (more: Asked) => (await answer(more)).status
  const letsThrough = async (more: Asked) => {
    const given = await answer(more)
    expect([more, given.status]).not.toEqual([more, 401])
    expect(given.status).toBeLessThan(500)
    // Whom a rule of the desk forbids it is not refused for their role: what they ask about is looked at first.
    expect([more, given.status, given.calls]).not.toEqual([more, 403, []])
  }

  it('is for its roles', async () => {
    const { roles: may } = allowed[name]
    for (const role of may === 'public' ? [] : people) {
      const as = role === 'customer' ? (ownFigures[name] ?? role) : (role as Caller)
      if (may.includes(role)) await letsThrough({ as })
      else expect([role, await status({ as })]).toEqual([role, 403])
    }
  })

  it('is for partners with its scope only', async () => {
    const { roles: may, scope } = allowed[name]
    if (may === 'public') return
    const other = scopes.map((one) => `desk/${one}`).filter((one) => one !== scope)
    for (const wrong of [...other, scope?.replace('desk/', 'other/') ?? 'desk/admin', 'desk/']) {
      expect([wrong, await status({ claims: partner(wrong) })]).toEqual([wrong, 403])
    }
    const all = partner(`openid ${other.join(' ')} ${scope ?? ''}`)
    if (scope) await letsThrough({ claims: all })
    else expect(await status({ claims: all })).toBe(403)
  })

  it('that is for everybody is so with a token or without', async () => {
    if (allowed[name].roles !== 'public') return
    const names = Object.keys(operationCalled(name).params?.shape ?? {})
    // What is told by a secret in the path is for whoever has that.
    const guessed = { params: Object.fromEntries(names.map((one) => [one, 'x'])) }
    for (const who of [{ claims: null }, { as: 'customer' as const }]) {
      expect(await status({ ...guessed, ...who })).toBe(names.length > 0 ? 404 : 200)
    }
  })

  it('is refused without an access token, without a role, and to a login that is nobody’s', async () => {
    if (allowed[name].roles === 'public') return
    const { token_use: _, ...unnamed } = claimsOf('admin')
    for (const claims of [null, {}, { ...claimsOf('admin'), token_use: 'id' }, unnamed, { token_use: 'access' }]) {
      const refused = await answer({ claims })
      expect([claims, refused.status, kindOf(refused), refused.calls]).toEqual([claims, 401, 'unauthenticated', []])
      expect(refused.headers['www-authenticate']).toBe('Bearer')
    }
    const nobodys = { ...claimsOf('admin'), sub: 'a-stranger' }
    for (const claims of [group(undefined), group('[]'), group('[root]'), group('[partner]'), partner(''), nobodys]) {
      expect([claims, await status({ claims })]).toEqual([claims, 403])
    }
  })
})

describe('the groups of a token', () => {
  it.each([[['agent', 'admin']], ['[agent admin]'], ['[agent, admin]'], ['agent admin'], ['agent,admin']])(
    'are read as %j',
    (claim) => {
      expect(listClaim(claim)).toEqual(['agent', 'admin'])
    },
  )

  it.each([[undefined], [''], ['[]'], [[]]])('are none as %j', (claim) => {
    expect(listClaim(claim)).toEqual([])
  })

  it('give the strongest role of several, in whatever order they come', () => {
    expect(roleOf(group('[customer manager technician]') as never)).toBe('manager')
    expect(roleOf(group(['technician', 'customer']) as never)).toBe('technician')
  })

  it('are not taken from a name that only looks like a role', () => {
    expect(roleOf(group('[administrators]') as never)).toBeUndefined()
    expect(roleOf(group('constructor') as never)).toBeUndefined()
  })

  it('make nobody a partner, and scopes make nobody else anything', () => {
    expect(roleOf(group('[partner]') as never)).toBeUndefined()
    expect(roleOf({ sub: 'x', scope: 'desk/admin' })).toBe('partner')
    expect(roleOf({ sub: 'x', scope: 'aws.cognito.signin.user.admin' })).toBeUndefined()
  })

  it.each([[['agent']], ['[agent]']])('let an agent in as %j', async (claim) => {
    const asked = askedOf('getTicket', matrix.both.bakerys)
    expect((await matrix.answered('getTicket', { ...asked, claims: group(claim) })).status).toBe(200)
  })
})
