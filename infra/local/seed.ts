import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb'
import { PutCommand } from '@aws-sdk/lib-dynamodb'
import { ensureAccounts } from './accounts.ts'
import { documents } from './marks.ts'
import type { Outputs } from './outputs.ts'
import { customer, demoRoles, otherCustomer, partner, people, team } from './people.ts'
import { Trouble } from './trouble.ts'

type Item = { pk: string; sk: string } & Record<string, unknown>
const item = (kind: string, id: string, rest: object): Item => ({ pk: `${kind}#${id}`, sk: kind, ...rest })

/**
 * Puts the demonstration people, customers and team where they are missing, and the settings as they are asked for now.
 * Repeating it changes nothing that somebody has changed since.
 */
export async function seed(outputs: Outputs): Promise<void> {
  const subs = await ensureAccounts(outputs)
  const table = documents(outputs.endpoint)
  const put = (Item: Item, ConditionExpression?: string) =>
    table.send(
      new PutCommand({ TableName: outputs.tableName, Item, ...(ConditionExpression && { ConditionExpression }) }),
    )
  const accounts = demoRoles.map((role) => {
    const { id, email, account } = people[role]
    return item('ACCOUNT', subs[role], { person: id, email, ...account })
  })
  const persons = demoRoles.map((role) => {
    const { id, email, group } = people[role]
    return item('PERSON', id, { id, email, role: group })
  })
  const items = [
    ...accounts,
    ...persons,
    item('ACCOUNT', outputs.partnerClientId, { person: partner.id, ...partner.account }),
    ...[customer, otherCustomer].map((it) => item('CUSTOMER', it.id, it)),
    item('TEAM', team.id, team),
  ]
  await Promise.all(items.map((it) => put(it, 'attribute_not_exists(pk)').catch(ignoreExisting)))
  await put({ ...item('SETTINGS', 'main', { defaultTeam: team.id }), ...settingsAskedFor() })
}

function ignoreExisting(error: unknown): void {
  if (!(error instanceof ConditionalCheckFailedException)) throw error
}

/** `DESK_SETTINGS` is for tests: a closing after seconds instead of days, for instance. */
export function settingsAskedFor(text = process.env.DESK_SETTINGS): Record<string, unknown> {
  if (!text) return {}
  try {
    const settings: unknown = JSON.parse(text)
    if (typeof settings === 'object' && settings && !Array.isArray(settings)) return { ...settings }
  } catch {
    // Said below.
  }
  throw new Trouble('DESK_SETTINGS is not a JSON object.', 'Give it as {"autoCloseAfter":"PT5S"}, or leave it out.')
}
