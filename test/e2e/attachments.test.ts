import { createHash, randomBytes } from 'node:crypto'
import { deflateRawSync } from 'node:zlib'
import {
  DeleteObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3'
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { clientFor } from '../../infra/local/environment.ts'
import { readOutputs } from '../../infra/local/outputs.ts'
import { resourcesOf } from '../../infra/operator/resources.ts'
import type { Attachment, Upload } from '../../schemas/attachment.ts'
import { type Desk, deskAt, open } from '../support/desk.ts'
import { type EventLog, listen } from '../support/event-log.ts'
import { eventually } from '../support/eventually.ts'

let desk: Desk
let events: EventLog
let store: S3Client
let number: string
let filesQueue: string
let bucket: string

beforeAll(async () => {
  const outputs = readOutputs()
  desk = deskAt(outputs)
  events = listen(outputs)
  store = new S3Client({ ...clientFor(outputs.endpoint), forcePathStyle: true })
  ;({ number } = await open(desk))
  const { queues } = await resourcesOf('local')
  filesQueue = Object.entries(queues).find(([name]) => /^AttachmentsFilesQueue/.test(name))?.[1] ?? ''
})
afterAll(() => events.stop())

const prepare = async (bytes: Buffer, more = {}, as: 'customer' | 'agent' = 'customer'): Promise<Upload> => {
  const { status, body, text } = await desk.call('attachFile', as, {
    id: number,
    body: { name: 'a file.bin', type: 'application/octet-stream', size: bytes.length, ...more },
  })
  expect(status, text).toBe(201)
  bucket = new URL(body.upload.url).pathname.split('/')[1] ?? ''
  return body
}

/** As a browser does it. */
function send({ upload }: Upload, bytes: Buffer, fields: Record<string, string> = {}): Promise<Response> {
  const form = new FormData()
  for (const [name, value] of Object.entries({ ...upload.fields, ...fields })) form.append(name, value)
  form.append('file', new Blob([new Uint8Array(bytes)]), 'x')
  return fetch(upload.url, { method: 'POST', body: form })
}

const at = ({ id }: Pick<Attachment, 'id'>) => ({ id: number, params: { id: number, attachment: id } })
const state = async (file: Attachment) => (await desk.call('getAttachment', 'agent', at(file))).body
const judged = (file: Attachment, withinMs?: number) =>
  eventually(
    `${file.id} is judged`,
    async () => {
      const now = await state(file)
      return !['awaiting', 'scanning'].includes(now.state) && now
    },
    withinMs,
  )
const keysOf = async ({ id }: Attachment): Promise<string[]> => {
  const found = await Promise.all(
    [`incoming/${number}/${id}`, `files/${number}/${id}/`].map((Prefix) =>
      store.send(new ListObjectsV2Command({ Bucket: bucket, Prefix })),
    ),
  )
  return found.flatMap(({ Contents = [] }) => Contents.map(({ Key = '' }) => Key))
}

const eicar = Buffer.from(['X5O!P%@AP[4\\PZX54(P^)7CC)7}$', 'EICAR-STANDARD-ANTIVIRUS', '-TEST-FILE!$H+H*'].join(''))

/** A zip file of one entry. */
function zip(bytes: Buffer): Buffer {
  const packed = deflateRawSync(bytes)
  const fields = Buffer.alloc(26)
  fields.writeUInt16LE(8, 4)
  fields.writeUInt32LE(packed.length, 14)
  fields.writeUInt32LE(bytes.length, 18)
  fields.writeUInt16LE(1, 22)
  const local = Buffer.concat([Buffer.from('PK\x03\x04'), fields, Buffer.from('a'), packed])
  const central = Buffer.concat([Buffer.from('PK\x01\x02\x14\x00'), fields, Buffer.alloc(14), Buffer.from('a')])
  const end = Buffer.alloc(22)
  end.write('PK\x05\x06', 0, 'latin1')
  end.writeUInt16LE(1, 10)
  end.writeUInt32LE(central.length, 12)
  end.writeUInt32LE(local.length, 16)
  return Buffer.concat([local, central, end])
}

describe('a file', () => {
  test('goes straight to the store, is recorded by its bytes, scanned, and fetched under a harmless name', async () => {
    const bytes = Buffer.concat([Buffer.from('%PDF-1.7\n'), randomBytes(200_000)])
    const prepared = await prepare(bytes, { name: '../Rechnung "März"\u202efdp.exe', type: 'text/html' })
    expect((await send(prepared, bytes)).status).toBe(204)
    const file = await judged(prepared.attachment)
    const sha256 = createHash('sha256').update(bytes).digest('hex')
    expect(file).toMatchObject({ state: 'clean', type: 'application/pdf', size: bytes.length, sha256 })
    expect(await keysOf(file)).toEqual([`files/${number}/${file.id}/${sha256}`])

    const { body } = await desk.call('downloadAttachment', 'customer', at(file))
    const fetched = await fetch(body.url)
    expect(fetched.headers.get('content-type')).toBe('application/pdf')
    expect(fetched.headers.get('content-disposition')).toBe(
      `attachment; filename="Rechnung _M_rz__fdp.exe"; filename*=UTF-8''Rechnung%20_M%C3%A4rz__fdp.exe`,
    )
    expect(Buffer.from(await fetched.arrayBuffer())).toEqual(bytes)

    const told = await eventually('the event is on the bus', () =>
      events.of(number).find(({ type }) => type === 'ticket.attached'),
    )
    expect(JSON.stringify(told)).not.toContain('Rechnung')
    expect((await desk.call('getTicket', 'agent', { id: number })).body.counts?.attachments).toBeGreaterThan(0)
  })

  test.each([
    ['as it is', eicar, 'infected'],
    ['in a zip', zip(eicar), 'infected'],
    ['a zip bomb', zip(Buffer.alloc(300 * 1024 * 1024)), 'unscannable'],
  ])('that is harmful (%s) is not given out', async (_, bytes, expected) => {
    const prepared = await prepare(bytes)
    expect((await send(prepared, bytes)).status).toBe(204)
    expect((await judged(prepared.attachment)).state).toBe(expected)
    const { status, problem } = await desk.call('downloadAttachment', 'agent', at(prepared.attachment))
    expect([status, problem.detail]).toEqual([409, expect.stringContaining(expected)])
  })

  test('of 25 MB passes', async () => {
    const bytes = Buffer.alloc(25 * 1024 * 1024, 'a file of twenty-five megabytes ')
    const prepared = await prepare(bytes)
    expect((await send(prepared, bytes)).status).toBe(204)
    expect((await judged(prepared.attachment, 60_000)).state).toBe('clean')
  })

  test('goes nowhere else, is no other type and no larger than was said', async () => {
    const bytes = Buffer.from('12345')
    const prepared = await prepare(bytes)
    expect((await send(prepared, Buffer.from('123456'))).status).toBe(400)
    expect((await send(prepared, Buffer.from('1234'))).status).toBe(400)
    expect((await send(prepared, bytes, { 'Content-Type': 'text/html' })).status).toBe(403)
    expect((await send(prepared, bytes, { key: `files/${number}/x` })).status).toBe(403)
    expect((await send(prepared, bytes, { acl: 'public-read' })).status).toBe(403)
    expect((await state(prepared.attachment)).state).toBe('awaiting')
    await desk.call('removeAttachment', 'customer', at(prepared.attachment))
  })

  test('cannot be replaced by sending another to the same address', async () => {
    const [bytes, other] = [Buffer.from('the first'), Buffer.from('anotherne')]
    const prepared = await prepare(bytes)
    await send(prepared, bytes)
    const file = await judged(prepared.attachment)
    expect((await send(prepared, other)).status).toBe(204)
    await eventually('the other one is thrown away', async () =>
      (await keysOf(file)).every((key) => key.startsWith('files/')),
    )
    expect(await state(file)).toEqual(file)
    const { body } = await desk.call('downloadAttachment', 'customer', at(file))
    expect(await (await fetch(body.url)).text()).toBe('the first')
  })

  test('is recorded once, however often and in whatever order its messages come', async () => {
    const bytes = randomBytes(1000)
    const prepared = await prepare(bytes)
    const { id } = prepared.attachment
    const queue = new SQSClient({ ...clientFor(desk.outputs.endpoint), useQueueUrlAsEndpoint: false })
    const tell = (body: object) =>
      queue.send(new SendMessageCommand({ QueueUrl: filesQueue, MessageBody: JSON.stringify(body) }))
    const arrived = { source: 'aws.s3', detail: { object: { key: `incoming/${number}/${id}` } } }
    const scanned = {
      source: 'aws.guardduty',
      detail: { s3ObjectDetails: { objectKey: `files/${number}/${id}/${'0'.repeat(64)}` } },
    }
    await Promise.all([tell(scanned), tell(arrived), send(prepared, bytes), tell(arrived), tell(scanned)])
    const file = await judged(prepared.attachment)
    await Promise.all([tell(arrived), tell(scanned), tell(arrived)])
    const { body } = await desk.call('getTicketHistory', 'agent', { id: number, query: { limit: 500 } })
    const told = body.items.filter(({ type, data }) => type === 'ticket.attached' && data.attachment === id)
    expect(told).toHaveLength(1)
    expect(await state(file)).toEqual(file)
  })

  test('that is removed is gone within seconds; its mark stays', async () => {
    const bytes = Buffer.from('to be removed')
    const prepared = await prepare(bytes, { name: 'secret.txt' })
    await send(prepared, bytes)
    const file = await judged(prepared.attachment)
    expect((await desk.call('removeAttachment', 'customer', at(file))).status).toBe(204)
    await eventually('its bytes are gone', async () => (await keysOf(file)).length === 0)
    const mark = await state(file)
    expect(mark).toMatchObject({ state: 'removed', removedBy: { role: 'customer' } })
    expect(JSON.stringify(mark)).not.toContain('secret')
  })

  test('that is internal does not exist for the customer', async () => {
    const bytes = Buffer.from('among ourselves')
    const prepared = await prepare(bytes, { internal: true }, 'agent')
    await send(prepared, bytes)
    const file = await judged(prepared.attachment)
    for (const operation of ['getAttachment', 'downloadAttachment', 'removeAttachment'] as const) {
      expect((await desk.call(operation, 'customer', at(file))).status).toBe(404)
    }
    const { body } = await desk.call('listAttachments', 'customer', { id: number, query: { limit: 100 } })
    expect(body.items.map(({ id }) => id)).not.toContain(file.id)
    const { body: history } = await desk.call('getTicketHistory', 'customer', { id: number, query: { limit: 500 } })
    expect(JSON.stringify(history)).not.toContain(file.id)
  })
})

test('what belongs to no file is thrown away as it arrives', async () => {
  await prepare(Buffer.from('x'))
  const Key = `incoming/${number}/att_01JD00000000000000000RPHAN`
  await store.send(new PutObjectCommand({ Bucket: bucket, Key, Body: 'nobody asked' }))
  await eventually('it is gone', () =>
    store.send(new HeadObjectCommand({ Bucket: bucket, Key })).then(
      () => false,
      () => true,
    ),
  )
  await store.send(new DeleteObjectCommand({ Bucket: bucket, Key }))
})
