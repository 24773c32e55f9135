import { QueryCommand } from '@aws-sdk/lib-dynamodb'
import { notFound } from '../../domain/refusal.ts'
import type { getPartnerUsage } from '../../schemas/operations/partner-clients.ts'
import type { Request } from '../platform/http/edge.ts'
import { table, tableName } from '../platform/table/client.ts'
import { keys } from '../platform/table/keys.ts'
import { partnerClients } from '../platform/table/partner-clients.ts'
import { groupPrefix } from '../platform/table/partner-gate.ts'
import { loadRecord } from '../platform/table/records.ts'
import type { StoredAnswer } from '../platform/table/requests.ts'
import { deskSettings } from '../platform/table/settings.ts'
import { judgeOwn } from './clients.ts'

const dayMs = 24 * 60 * 60 * 1000

/** What a program has called: the days that are over, and the one that is counted now. */
export async function usageFor(request: Request<typeof getPartnerUsage>): Promise<StoredAnswer> {
  const { now, params, query } = request
  const client = await loadRecord(partnerClients, { id: params.client })
  if (!client) throw notFound()
  judgeOwn(request)(client)
  const from = new Date(Date.parse(now) - (query.days - 1) * dayMs).toISOString().slice(0, 10)
  const { pk, sk: last } = keys.partnerGate(client.id)
  const { Items = [] } = await table.send(
    new QueryCommand({
      TableName: tableName(),
      KeyConditionExpression: 'pk = :pk AND sk BETWEEN :from AND :to',
      ExpressionAttributeValues: { ':pk': pk, ':from': keys.partnerDay(client.id, from).sk, ':to': last },
      ConsistentRead: true,
    }),
  )
  const gate = Items.find(({ sk }) => sk === last)
  const days = Items.map((item) => ({ date: String(item.day ?? item.sk).replace('DAY#', ''), item }))
    .filter(({ date }) => /^\d/.test(date) && date >= from)
    .toSorted((a, b) => (a.date < b.date ? 1 : -1))
  return request.answer({
    client: client.id,
    callsPerMinute: client.callsPerMinute ?? (await deskSettings()).partnerCallsPerMinute,
    ...(gate?.lastAt && { lastUsedAt: gate.lastAt }),
    days: days.map(({ date, item }) => ({
      date,
      calls: Number(item.calls ?? 0),
      refused: Number(item.refused ?? 0),
      byGroup: Object.fromEntries(
        Object.entries(item).flatMap(([name, calls]) =>
          name.startsWith(groupPrefix) ? [[name.slice(groupPrefix.length), Number(calls)]] : [],
        ),
      ),
    })),
  })
}
