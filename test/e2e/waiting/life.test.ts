import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3'
import { expect, it } from 'vitest'
import { clientFor } from '../../../infra/local/environment.ts'
import { readOutputs } from '../../../infra/local/outputs.ts'
import { people } from '../../../infra/local/people.ts'
import type { Caller, OperationName } from '../../support/client.ts'
import { deskAt, open } from '../../support/desk.ts'
import { eventually } from '../../support/eventually.ts'
import { historyOf, ofType } from '../../support/history.ts'
import { mailsAbout } from '../../support/mail.ts'

const desk = deskAt(readOutputs())
const { call, wrong, machine, outputs, table } = desk
const hour = 3_600_000
const { customer, technician } = people

/** A time that has passed is seen by the sweep, as it is each minute. */
async function passes(id: string, ms: number): Promise<void> {
  await table.age(id, ms)
  await machine.run('sla-sweep')
}
const does = async (id: string, by: Caller, name: OperationName, body: object = {}) =>
  expect((await wrong(name, by, { id, body })).status).toBeLessThan(300)

it('a cancelled ticket is archived a day later: out of every list, whole in the bucket, and still to be read', async () => {
  const { number: id } = await open(desk, { description: 'Since this morning' })
  await does(id, 'agent', 'addFollowUp', { note: 'Ask whether it holds' })
  await does(id, 'manager', 'cancelTicket', { reason: 'A duplicate' })
  await passes(id, 25 * hour)
  const archived = await eventually('it is archived', async () => {
    const { body } = await call('getTicket', 'customer', { id })
    return body.archivedAt !== undefined && body
  })
  expect(archived.status).toBe('cancelled')

  const history = await historyOf(desk, id)
  const [{ seq = 0 } = {}] = ofType(history, 'ticket.archived')
  const Key = `tickets/main/${id}/${String(seq).padStart(8, '0')}.json`
  const store = new S3Client({ ...clientFor(outputs.endpoint), forcePathStyle: true })
  const text = await eventually('it is in the bucket', async () => {
    const found = await store.send(new GetObjectCommand({ Bucket: outputs.archiveBucket, Key })).catch(() => undefined)
    return found?.Body?.transformToString()
  })
  const document = JSON.parse(text)
  expect(document).toMatchObject({
    event: `ticket.${id}.${seq}`,
    ticket: { number: id, status: 'cancelled' },
    body: { text: 'Since this morning' },
    'follow-up': [{ note: 'Ask whether it holds', state: 'cancelled' }],
  })
  expect(document.history).toHaveLength(history.length)

  const listed = await call('listTickets', 'agent', { query: { status: 'cancelled', limit: 100 } })
  expect(listed.body.items.map(({ number }) => number)).not.toContain(id)
  expect((await wrong('reopenTicket', 'manager', { id, body: { reason: 'No' } })).status).toBe(409)
})

it('the customer is told, reminded and asked; who watches hears of it; a follow-up comes due', async () => {
  const { number: id } = await open(desk)
  await does(id, 'technician', 'startTicket')
  await does(id, 'agent', 'addFollowUp', { note: 'Ask', dueAt: new Date(Date.now() + 2 * hour).toISOString() })
  await does(id, 'technician', 'pauseTicket', { status: 'pending_customer', reason: 'Which printer?' })
  await passes(id, 25 * hour)
  // What comes within a minute of another mail is told after it, by a run each minute.
  const mails = (wanted: readonly string[]) =>
    eventually(
      `all of ${wanted.join('; ')} are out`,
      async () => {
        const found = await mailsAbout(outputs, id)
        return wanted.every((one) => found.includes(one)) && found
      },
      150_000,
    )
  await mails([
    `${customer.email}: The printer is offline`,
    `${customer.email}: We are waiting for your answer`,
    `${technician.email}: A follow-up is due`,
  ])
  const watching = await call('watchTicket', 'agent', { id, params: { person: 'me' } })
  expect(watching.status).toBe(200)
  await does(id, 'technician', 'resolveTicket', { resolution: 'A new cable' })
  const all = await mails([
    `${customer.email}: Your request is resolved: do you agree?`,
    `${people.agent.email}: Now it is resolved`,
  ])
  // Two follow-ups were due: the one that was set, and the desk's own since the ticket was taken. The second of a minute
  // is told after it, and no more once the ticket is resolved.
  expect(all.filter((mail) => mail.endsWith('A follow-up is due')).length).toBeLessThanOrEqual(2)
  const others = all.filter((mail) => !mail.endsWith('A follow-up is due'))
  expect(new Set(others).size).toBe(others.length)
}, 240_000)

it('parts that arrive bring their ticket back to work by themselves, once', async () => {
  const { number: id } = await open(desk)
  await does(id, 'technician', 'startTicket')
  await does(id, 'technician', 'pauseTicket', { status: 'pending_parts', reason: 'A fuse' })
  const told = await Promise.all([1, 2, 3].map(() => call('reportPartsArrived', 'agent', { id })))
  expect(told.map(({ status, body }) => [status, body.status])).toEqual(told.map(() => [200, 'in_progress']))
  expect(ofType(await historyOf(desk, id), 'ticket.parts-arrived')).toHaveLength(1)
})
