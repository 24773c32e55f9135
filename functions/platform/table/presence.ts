import { DeleteCommand } from '@aws-sdk/lib-dynamodb'
import { plus } from '../../../domain/time.ts'
import type { Actor } from '../../../schemas/actor.ts'
import { Presence, presentForMs } from '../../../schemas/presence.ts'
import { untilWon } from '../retry.ts'
import { table, tableName } from './client.ts'
import { keys } from './keys.ts'
import { readPartition } from './partition.ts'
import { transact, type Write } from './transaction.ts'

/** When somebody is forgotten who was there at an instant. */
export const untilOf = (now: string): string => plus(now, presentForMs)

/**
 * Writes down that somebody is there, if they may see the ticket: one request, which leaves the ticket as it is. False
 * where it is not there for them. The time to live deletes late, so readers judge `until`.
 */
export function keepPresence(number: string, actor: Actor, presence: Presence): Promise<boolean> {
  const Item = {
    ...keys.presence(number, presence.person),
    ...presence,
    expiresAt: Math.ceil(Date.parse(presence.until) / 1000),
  }
  return untilWon(async () => {
    const { is } = await transact([seenBy(number, actor), { Put: { TableName: tableName(), Item } }])
    // A race: a command was writing the ticket at this moment.
    return is === 'raced' ? undefined : is === 'committed'
  })
}

/** Fails unless the ticket is there, and a technician's: `maySee` of domain/visibility.ts, as a condition. */
function seenBy(number: string, { role, id, teams = [] }: Actor): Write {
  const check = { TableName: tableName(), Key: keys.ticket(number) }
  if (role !== 'technician') return { ConditionCheck: { ...check, ConditionExpression: 'attribute_exists(pk)' } }
  const theirs = teams.map((_, at) => `:team${at}`)
  const inTeam = theirs.length > 0 ? ` OR team IN (${theirs.join(', ')})` : ''
  return {
    ConditionCheck: {
      ...check,
      ConditionExpression: `attribute_exists(pk) AND (assignee = :me OR (attribute_not_exists(team) AND attribute_not_exists(assignee))${inTeam})`,
      ExpressionAttributeValues: {
        ':me': id,
        ...Object.fromEntries(teams.map((team, at) => [`:team${at}`, team])),
      },
    },
  }
}

export async function endPresence(number: string, person: string): Promise<void> {
  await table.send(new DeleteCommand({ TableName: tableName(), Key: keys.presence(number, person) }))
}

/** Who is there at an instant. */
export async function presentAt(number: string, now: string): Promise<Presence[]> {
  const items = await readPartition(keys.presence(number, '').pk)
  const fields = Object.keys(Presence.shape)
  return items
    .map((item) => Presence.parse(Object.fromEntries(fields.map((name) => [name, item[name]]))))
    .filter(({ until }) => until > now)
}
