import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  BatchWriteItemCommand,
  CreateTableCommand,
  DeleteItemCommand,
  DynamoDBClient,
  QueryCommand,
  type QueryCommandInput,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { isHealthy } from '../../infra/local/emulator.ts'
import { cleanEnvironment, clientFor, endpointAt } from '../../infra/local/environment.ts'
import { root, venv } from '../../infra/local/places.ts'
import { anyFree } from '../../infra/local/port.ts'
import { pythonIn } from '../../infra/local/python.ts'
import { chances } from '../../infra/operator/load/chances.ts'
import { eventually } from '../support/eventually.ts'

const emulators: ChildProcess[] = []
const clients: DynamoDBClient[] = []

/** MiniStack as it comes, and as the desk starts it. */
beforeAll(async () => {
  for (const how of [['-m', 'ministack'], [join(root, 'infra/local/ordered_indexes.py')]]) {
    const port = await anyFree()
    const env = {
      ...cleanEnvironment(),
      GATEWAY_PORT: String(port),
      BIND_HOST: '127.0.0.1',
      PERSIST_STATE: '0',
      TMPDIR: mkdtempSync(join(tmpdir(), 'service-desk-ordered-')),
      SFTP_ENABLED: '0',
      IOT_MTLS_ENABLED: '0',
    }
    emulators.push(spawn(pythonIn(venv), how, { env, stdio: 'ignore' }))
    await eventually(`${how} answers`, () => isHealthy(port), 60_000)
    clients.push(new DynamoDBClient(clientFor(endpointAt(port))))
  }
}, 120_000)
afterAll(() => {
  for (const emulator of emulators) emulator.kill('SIGTERM')
})

const chance = chances(11)
const below = (many: number) => Math.floor(chance() * many)
const place = (prefix: string, many: number) => ({ S: `${prefix}${String(below(many)).padStart(3, '0')}` })

/** What both answer, which must be the same. */
async function answered<Answer>(ask: (client: DynamoDBClient) => Promise<Answer & { $metadata?: unknown }>) {
  const [its, ours] = await Promise.all(
    clients.map((client) =>
      ask(client).then(
        ({ $metadata: _, ...answer }) => answer as Answer,
        (fault: Error) => ({ refused: fault.message }) as Answer,
      ),
    ),
  )
  expect(ours).toEqual(its)
  return its as Answer
}

const key = () => ({ pk: { S: `p${below(3)}` }, sk: place('s', 60) })

async function change(): Promise<void> {
  const Key = key()
  const indexed = chance() < 0.8
  const places = { gpk: { S: `q${below(2)}` }, gsk: place('g', 30) }
  switch (below(4)) {
    case 0:
      await answered((client) => client.send(new DeleteItemCommand({ TableName: 'things', Key })))
      return
    case 1: {
      const UpdateExpression = indexed ? 'SET gpk = :a, gsk = :b' : 'REMOVE gpk'
      const values = indexed && { ExpressionAttributeValues: { ':a': places.gpk, ':b': places.gsk } }
      const input = { TableName: 'things', Key, UpdateExpression, ...values }
      await answered((client) => client.send(new UpdateItemCommand(input)))
      return
    }
    default: {
      const Item = { ...Key, n: { N: String(below(9)) }, ...(indexed && places) }
      const RequestItems = { things: [{ PutRequest: { Item } }] }
      await answered((client) => client.send(new BatchWriteItemCommand({ RequestItems })))
    }
  }
}

const ranges = ['', 'BETWEEN :l AND :u', '< :l', '<= :l', '> :l', '>= :l', 'begins_with']

async function look(): Promise<void> {
  const inIndex = chance() < 0.6
  const [hash, range] = inIndex ? ['gpk', 'gsk'] : ['pk', 'sk']
  const one = ranges[below(ranges.length)]
  const condition = one === 'begins_with' ? `begins_with(${range}, :l)` : `${range} ${one}`
  const bound = () => (inIndex ? place('g', 30) : place('s', 60))
  const filtered = chance() < 0.3
  const input: QueryCommandInput = {
    TableName: 'things',
    ...(inIndex && { IndexName: 'places' }),
    KeyConditionExpression: one ? `${hash} = :h AND ${condition}` : `${hash} = :h`,
    ExpressionAttributeValues: {
      ':h': { S: `${inIndex ? 'q' : 'p'}${below(3)}` },
      ...(one && { ':l': bound() }),
      ...(one?.includes(':u') && { ':u': bound() }),
      ...(filtered && { ':n': { N: '4' } }),
    },
    ...(filtered && { FilterExpression: 'n > :n' }),
    ScanIndexForward: chance() < 0.5,
    ...(chance() < 0.7 && { Limit: 1 + below(6) }),
    ...(chance() < 0.2 && { Select: 'COUNT' as const }),
    ReturnConsumedCapacity: 'TOTAL',
  }
  let ExclusiveStartKey: QueryCommandInput['ExclusiveStartKey']
  for (let pages = 0; pages < 5; pages += 1) {
    const page = { ...input, ...(ExclusiveStartKey && { ExclusiveStartKey }) }
    const { LastEvaluatedKey } = await answered((client) => client.send(new QueryCommand(page)))
    ExclusiveStartKey = LastEvaluatedKey
    if (!ExclusiveStartKey) return
  }
}

it('the emulator with ordered partitions answers every query as it does without', async () => {
  const text = (AttributeName: string) => ({ AttributeName, AttributeType: 'S' as const })
  const schema = (hash: string, range: string) => [
    { AttributeName: hash, KeyType: 'HASH' as const },
    { AttributeName: range, KeyType: 'RANGE' as const },
  ]
  for (const client of clients) {
    await client.send(
      new CreateTableCommand({
        TableName: 'things',
        BillingMode: 'PAY_PER_REQUEST',
        AttributeDefinitions: ['pk', 'sk', 'gpk', 'gsk'].map(text),
        KeySchema: schema('pk', 'sk'),
        GlobalSecondaryIndexes: [
          {
            IndexName: 'places',
            KeySchema: schema('gpk', 'gsk'),
            Projection: { ProjectionType: 'INCLUDE', NonKeyAttributes: ['n'] },
          },
        ],
      }),
    )
  }
  for (let step = 0; step < 400; step += 1) await (chance() < 0.5 ? change() : look())
}, 300_000)
