import { ConditionalCheckFailedException, TransactionCanceledException } from '@aws-sdk/client-dynamodb'
import { GetCommand, PutCommand, TransactWriteCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb'
import { assignmentRules } from '../../functions/platform/table/assignment-rules.ts'
import { contacts, customers, emailClaim } from '../../functions/platform/table/customers.ts'
import { keys } from '../../functions/platform/table/keys.ts'
import { partnerClients } from '../../functions/platform/table/partner-clients.ts'
import { type Kept, type Records, recordIn } from '../../functions/platform/table/records.ts'
import { rotations } from '../../functions/platform/table/rotations.ts'
import { shortTeam, teamRecords } from '../../functions/platform/table/teams.ts'
import { accountItem, personItem, technicianRecords } from '../../functions/platform/table/technicians.ts'
import type { Contact } from '../../schemas/contact.ts'
import { scopes } from '../../schemas/operations/operation.ts'
import type { PartnerClient } from '../../schemas/partner-client.ts'
import type { KeptTechnician } from '../../schemas/technician.ts'
import { ensureAccounts } from './accounts.ts'
import { documents } from './marks.ts'
import type { Outputs } from './outputs.ts'
import { customer, type DemoRole, demoRoles, otherCustomer, partner, people, team } from './people.ts'
import { namedRules, nights } from './routing.ts'
import { staffRecords, teamsOfDesk } from './staff.ts'
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
  // What is no record; a desk of before there were records gets those of its customers and contacts.
  const items = [
    ...accounts.filter((_, at) => people[demoRoles[at] as DemoRole].group === 'customer'),
    item('ACCOUNT', outputs.partnerClientId, {
      person: partner.id,
      client: partner.client,
      callsPerMinute: 6000,
      ...partner.account,
    }),
    { ...keys.partnerGate(partner.client), scopes, keys: [{ id: outputs.partnerClientId }] },
    item('PERSON', partner.id, { id: partner.id, role: 'partner', ...partner.account }),
  ]
  const records = [
    ...teamsOfDesk.map((it) => recordItem(teamRecords, it)),
    recordItem(rotations, nights),
    ...namedRules.map((it) => recordItem(assignmentRules, it)),
    recordItem(partnerClients, { ...theirProgram(outputs.partnerClientId), ...fresh }),
    ...[customer, otherCustomer].map((it) => recordItem(customers, { ...it, domains: [], ...fresh })),
    ...[people.customer, people.otherCustomer].map((it) => recordItem(contacts, { ...contactOf(it), ...fresh })),
  ]
  await Promise.all([
    ...items.map((it) => put(it, 'attribute_not_exists(pk)').catch(ignoreExisting)),
    ...records.map((it) => put(it, 'attribute_not_exists(version)').catch(ignoreExisting)),
    ...teamsOfDesk.map((it) => put(shortTeam(it), 'attribute_not_exists(pk)').catch(ignoreExisting)),
    ...demoRoles
      .map((role) => people[role])
      .map(({ id, email }) =>
        put({ ...keys.claim(emailClaim(email)), id }, 'attribute_not_exists(pk)').catch(ignoreExisting),
      ),
    ...staffRecords.map((somebody) => seedStaff(table, outputs.tableName, somebody, subs[somebody.as])),
  ])
  await putSettings(table, outputs.tableName, { defaultTeam: team.id }, settingsAskedFor())
}

/** What is put, where it may be. */
interface Put {
  Item: Record<string, unknown>
  ConditionExpression?: string
}

/**
 * Somebody who works here: record and short forms, or nothing where they are there; who was there before there were records is
 * completed. A login that is new (a pool that was made anew) is theirs from now on.
 */
async function seedStaff(
  table: ReturnType<typeof documents>,
  TableName: string,
  { as: _, ...somebody }: (typeof staffRecords)[number],
  login: string,
): Promise<void> {
  const record = { ...somebody, login }
  const isNew = { ConditionExpression: 'attribute_not_exists(pk)' }
  const puts: Put[] = [
    { Item: recordItem(technicianRecords, record), ...isNew },
    { Item: personItem(record) },
    { Item: accountItem(record, login) },
  ]
  const TransactItems = puts.map((put) => ({ Put: { TableName, ...put } }))
  try {
    await table.send(new TransactWriteCommand({ TransactItems }))
  } catch (fault) {
    if (!(fault instanceof TransactionCanceledException)) throw fault
    await adopt(table, TableName, record)
  }
}

async function adopt(
  table: ReturnType<typeof documents>,
  TableName: string,
  seeded: KeptTechnician & { login: string },
): Promise<void> {
  const Key = technicianRecords.key(seeded)
  const { Item } = await table.send(new GetCommand({ TableName, Key, ConsistentRead: true }))
  if (!Item || Item.login === seeded.login) return
  const account = accountItem(recordIn(technicianRecords, Item), seeded.login)
  await table.send(new PutCommand({ TableName, Item: account }))
  await table.send(
    new UpdateCommand({
      TableName,
      Key,
      UpdateExpression: 'SET login = :login',
      ExpressionAttributeValues: { ':login': seeded.login },
    }),
  )
}

/** The settings as they are asked for now; once somebody has changed them through the API, only what is asked for by name. */
async function putSettings(
  table: ReturnType<typeof documents>,
  TableName: string,
  first: Record<string, unknown>,
  asked: Record<string, unknown>,
): Promise<void> {
  const Item = { ...item('SETTINGS', 'main', first), ...asked }
  const unchanged = {
    ConditionExpression: 'attribute_not_exists(#version)',
    ExpressionAttributeNames: { '#version': 'version' },
  }
  await table.send(new PutCommand({ TableName, Item, ...unchanged })).catch(ignoreExisting)
  const names = Object.keys(asked)
  if (names.length === 0) return
  await table.send(
    new UpdateCommand({
      TableName,
      Key: { pk: Item.pk, sk: Item.sk },
      UpdateExpression: `SET ${names.map((_, at) => `#${at} = :${at}`).join(', ')}`,
      ExpressionAttributeNames: Object.fromEntries(names.map((name, at) => [`#${at}`, name])),
      ExpressionAttributeValues: Object.fromEntries(names.map((name, at) => [`:${at}`, asked[name]])),
    }),
  )
}

/** The client of the demonstration partner: for all that there is, as often as any may call. */
const theirProgram = (key: string): Omit<PartnerClient, keyof typeof fresh> => ({
  id: partner.client,
  name: 'Demonstration partner',
  customer: customer.id,
  scopes: [...scopes],
  callsPerMinute: 6000,
  person: partner.id,
  keys: [{ id: key, createdAt: fresh.createdAt }],
})

const fresh = { version: 1, createdAt: '2026-01-01T00:00:00.000Z', updatedAt: '2026-01-01T00:00:00.000Z' }

const contactOf = ({
  id,
  name,
  email,
  account,
}: (typeof people)['customer' | 'otherCustomer']): Omit<Contact, keyof typeof fresh> => ({
  id,
  name,
  emails: [{ address: email, verified: true }],
  phones: [],
  customer: account.customer,
  wholeCustomer: 'wholeCustomer' in account && account.wholeCustomer,
})

const recordItem = <Value extends Kept>(of: Records<Value>, value: Value): Item => ({
  ...of.key(value),
  ...of.places?.(value),
  ...(value as Kept & Record<string, unknown>),
})

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
