import { QueryCommand } from '@aws-sdk/lib-dynamodb'
import { table, tableName } from './client.ts'
import { keys } from './keys.ts'

/** What there is of a customer beside their record, in a word; undefined where nothing is. One small Query each. */
export async function leftOf(customer: string): Promise<string | undefined> {
  const { pk } = keys.customer(customer)
  const found = await Promise.all([
    isThere('tickets', 'gsi2pk = :pk', { ':pk': `CUSTOMER#${customer}` }, 'gsi2'),
    isThere('contacts', 'gsi2pk = :pk', { ':pk': `CONTACTS#${customer}` }, 'gsi2'),
    ...(['SITE', 'PRODUCT', 'CONTRACT'] as const).map((kind) =>
      isThere(`${kind.toLowerCase()}s`, 'pk = :pk AND sk BETWEEN :from AND :to', {
        ':pk': pk,
        ':from': `${kind}#`,
        ':to': `${kind}#~`,
      }),
    ),
  ])
  return found.find((one) => one !== undefined)
}

async function isThere(
  what: string,
  KeyConditionExpression: string,
  ExpressionAttributeValues: Record<string, string>,
  IndexName?: string,
): Promise<string | undefined> {
  const { Items = [] } = await table.send(
    new QueryCommand({
      TableName: tableName(),
      ...(IndexName ? { IndexName } : { ConsistentRead: true }),
      KeyConditionExpression,
      ExpressionAttributeValues,
      Limit: 1,
    }),
  )
  return Items.length > 0 ? what : undefined
}
