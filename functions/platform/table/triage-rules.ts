import { QueryCommand } from '@aws-sdk/lib-dynamodb'
import { inOrder } from '../../../domain/triage.ts'
import { defaultRules } from '../../../domain/triage-defaults.ts'
import { TriageRule } from '../../../schemas/triage.ts'
import { keepAsItCame } from './built-in.ts'
import { table, tableName } from './client.ts'
import { keys } from './keys.ts'
import { listRecords, type Records } from './records.ts'
import { revised } from './revised.ts'

/** There are few, all are asked, so they lie together: one Query. */
export const triageRules: Records<TriageRule> = {
  kind: 'triage-rule',
  schema: TriageRule,
  key: ({ id }) => ({ pk: 'TRIAGE-RULES', sk: id }),
}

/** A desk can have so many of its own. */
export const mostRules = 100

/** Every rule as it is in the table now, in order; those that the desk came with, as far as nobody has changed them. */
export async function rulesNow(): Promise<TriageRule[]> {
  const { items } = await listRecords(triageRules, { pk: 'TRIAGE-RULES' }, mostRules + defaultRules.length)
  const changed = new Set(items.map(({ id }) => id))
  return inOrder([...items, ...defaultRules.filter(({ id }) => !changed.has(id))])
}

/** The same, remembered. */
export const rulesSince = revised(rulesNow)

/** Puts a rule that the desk came with into the table, as it came, so that it can be changed there like any other. */
export const keepDefaultRule = (id: string): Promise<void> => keepAsItCame(triageRules, defaultRules, id)

/** When a customer has opened their latest tickets since an instant, newest first: one Query of so many at most. */
export async function openedSince(customer: string, since: string, most: number): Promise<string[]> {
  const { Items = [] } = await table.send(
    new QueryCommand({
      TableName: tableName(),
      IndexName: 'gsi2',
      KeyConditionExpression: 'gsi2pk = :pk AND gsi2sk >= :since',
      ExpressionAttributeValues: { ':pk': keys.customer(customer).pk, ':since': since },
      ScanIndexForward: false,
      Limit: most,
    }),
  )
  return Items.map(({ gsi2sk }) => String(gsi2sk).split('#')[0] ?? '')
}
