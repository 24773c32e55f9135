import { type TokenRole, tokenOf } from '../access-token.ts'
import type { Outputs } from '../outputs.ts'
import { customer, otherCustomer, partner } from '../people.ts'

/** Someone of the demonstration, called by their role. */
export type Player = TokenRole

export interface Cast {
  token(player: Player): Promise<string>
  /** The person's id, as the API knows them. */
  idOf(player: Player): string
  /** The role behind an id; the id itself where it is nobody's of the cast. */
  nameOf(id: string): string
}

/** The people of the running desk, each with one access token for the whole run. */
export function castOf({ accounts }: Pick<Outputs, 'accounts'>): Cast {
  const ids = {
    ...Object.fromEntries(Object.entries(accounts).map(([role, { id }]) => [role, id])),
    partner: partner.id,
  }
  const names = new Map(Object.entries(ids).map(([role, id]) => [id, role]))
  const tokens = new Map<Player, Promise<string>>()
  return {
    token(player) {
      const known = tokens.get(player) ?? tokenOf(player)
      tokens.set(player, known)
      return known
    },
    idOf: (player) => (ids as Record<Player, string>)[player],
    nameOf: (id) => names.get(id) ?? id,
  }
}

export const customerIds = { customer: customer.id, otherCustomer: otherCustomer.id } as const
