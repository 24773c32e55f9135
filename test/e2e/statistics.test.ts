import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { DynamoDBDocumentClient, GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb'
import { expect, test } from 'vitest'
import { keys } from '../../functions/platform/table/keys.ts'
import { clientFor } from '../../infra/local/environment.ts'
import { readOutputs } from '../../infra/local/outputs.ts'
import { customer } from '../../infra/local/people.ts'
import { root } from '../../infra/local/places.ts'
import { deskAt, open } from '../support/desk.ts'
import { eventually } from '../support/eventually.ts'

const outputs = readOutputs()
const desk = deskAt(outputs)
const table = DynamoDBDocumentClient.from(new DynamoDBClient(clientFor(outputs.endpoint)))

const figures = async (query = {}) => (await desk.call('getTicketStatistics', 'manager', { query })).body

/** What an operator runs, and what it said. */
async function stats(command: 'verify' | 'rebuild'): Promise<{ code: number; said: string }> {
  const ran = promisify(execFile)(process.execPath, ['infra/operator/desk.ts', 'stats', command], {
    cwd: root,
    env: process.env,
  })
  return ran.then(
    ({ stdout, stderr }) => ({ code: 0, said: stdout + stderr }),
    ({ code, stdout, stderr }) => ({ code, said: stdout + stderr }),
  )
}

test('figures follow what happens within seconds, for the desk and for the customer', async () => {
  const [before, theirs] = [await figures(), await figures({ customer: customer.id })]
  const tickets = await Promise.all(Array.from({ length: 12 }, () => open(desk, { priority: 'urgent' }, 'agent')))
  await Promise.all(
    tickets
      .slice(0, 5)
      .map(({ number }) => desk.call('resolveTicket', 'agent', { id: number, body: { resolution: 'Done' } })),
  )
  const after = await eventually('all of it is counted', async () => {
    const now = await figures()
    return now.period.created >= before.period.created + 12 && now.period.resolved >= before.period.resolved + 5 && now
  })
  expect(after.now.byPriority.urgent).toBeGreaterThanOrEqual((before.now.byPriority.urgent ?? 0) + 7)
  expect(after.days.at(-1)?.created).toBeGreaterThanOrEqual(12)
  expect((await figures({ customer: customer.id })).now.open).toBeGreaterThanOrEqual(theirs.now.open + 7)
  const own = await desk.call('getTicketStatistics', 'customer', {})
  expect(own.body.customer).toBe(customer.id)
  expect((await desk.call('getTicketStatistics', 'otherCustomer', {})).status).toBe(403)
})

test('a recount proves them while the desk goes on, finds what is wrong and puts it right', async () => {
  const going = Array.from({ length: 8 }, () =>
    open(desk).then(({ number }) => desk.call('startTicket', 'agent', { id: number, body: {} })),
  )
  await stats('rebuild')
  await Promise.all(going)
  expect(await stats('verify')).toMatchObject({ code: 0, said: expect.stringContaining('All figures are right.') })

  const { Item } = await table.send(new GetCommand({ TableName: outputs.tableName, Key: keys.generations }))
  await table.send(
    new UpdateCommand({
      TableName: outputs.tableName,
      Key: keys.statistics(Number(Item?.serving), 'ALL NOW'),
      UpdateExpression: 'ADD #open :more',
      ExpressionAttributeNames: { '#open': 'open' },
      ExpressionAttributeValues: { ':more': 1000 },
    }),
  )
  const wrong = await stats('verify')
  expect(wrong.code).toBe(1)
  expect(wrong.said).toMatch(/ALL NOW +open +\d+ +\d+/)
  expect((await stats('rebuild')).said).toContain('the right ones are served now')
  expect((await stats('verify')).code).toBe(0)
  expect((await figures()).now.open).toBeLessThan(1000)
})
