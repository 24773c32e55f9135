import './support/environment.ts'
import { describe, expect, it } from 'vitest'
import { handler as sweepAll } from '../../functions/attachments/sweep.ts'
import { handler as tendAll } from '../../functions/attachments/tend.ts'
import type { Caller } from '../support/people.ts'
import { aDesk, fault, pass, throws } from './support/desk.ts'
import { type Answer, aTicket, call, kindOf } from './support/gateway.ts'
import { batch, context, eventsOf, failures, ticketItem } from './support/timers.ts'

const desk = aDesk()
const minute = 60_000
const number = 'TKT000001'
const png = Buffer.concat([
  Buffer.from('89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489', 'hex'),
  Buffer.alloc(40),
])

const prepare = (given: Record<string, unknown> = {}, as: Caller = 'customer', headers = {}) =>
  call('attachFile', {
    id: number,
    as,
    headers,
    body: { name: 'cable.png', type: 'image/png', size: png.length, ...given },
  })
const at = (attachment: string) => ({ id: number, params: { id: number, attachment } })
const idOf = ({ body }: Answer): string => body.attachment.id
const incoming = (id: string) => `incoming/${number}/${id}`

const stored = (key: string) => ({
  id: 'x',
  source: 'aws.s3',
  'detail-type': 'Object Created',
  detail: { bucket: { name: 'desk-files' }, object: { key } },
})
const scannedAt = (key: string) => ({
  id: 'x',
  source: 'aws.guardduty',
  'detail-type': 'GuardDuty Malware Protection Object Scan Result',
  detail: { s3ObjectDetails: { objectKey: key } },
})
const tend = async (...messages: unknown[]) => failures(await tendAll(batch(messages), context))
const sweep = async () => {
  await sweepAll(undefined, context)
  const places = desk.queues.files ?? []
  desk.queues = {}
  return tend(...places)
}
const keptKey = () => desk.store.keys.find((key) => key.startsWith('files/')) ?? ''
const stateOf = async (id: string, as: Caller = 'agent') => (await call('getAttachment', { ...at(id), as })).body.state

/** A file that has arrived, and what a scan said of it, if it said something. */
async function attached(
  { bytes = png, result, ...given }: { bytes?: Buffer; result?: string; [field: string]: unknown } = {},
  as: Caller = 'customer',
): Promise<string> {
  const id = idOf(await prepare({ size: bytes.length, ...given }, as))
  desk.store.arrive(incoming(id), bytes)
  expect(await tend(stored(incoming(id)))).toEqual([])
  if (!result) return id
  const key = desk.store.keys.find((one) => one.startsWith(`files/${number}/${id}/`)) ?? ''
  desk.store.tag(key, result)
  expect(await tend(scannedAt(key))).toEqual([])
  return id
}

describe('an upload', () => {
  it('is a form for one object of one size and type, whatever its name', async () => {
    await aTicket()
    const { status, body } = await prepare({ name: '../../etc/passwd', type: 'Image/PNG' })
    expect(status).toBe(201)
    const { fields } = body.upload
    expect(fields.key).toBe(incoming(body.attachment.id))
    expect(fields['Content-Type']).toBe('image/png')
    const { conditions, expiration } = JSON.parse(Buffer.from(fields.Policy, 'base64').toString())
    expect(conditions).toContainEqual(['content-length-range', png.length, png.length])
    expect(conditions).toContainEqual({ key: fields.key })
    expect(conditions).toContainEqual({ 'Content-Type': 'image/png' })
    expect(Date.parse(expiration) - Date.now()).toBe(10 * minute)
    expect(body.attachment).toMatchObject({ state: 'awaiting', name: '../../etc/passwd' })
  })

  it('leaves the ticket as it is: nothing has happened to it yet', async () => {
    await aTicket()
    const before = ticketItem(desk)
    await prepare()
    expect(ticketItem(desk)).toEqual(before)
    expect((await call('listAttachments', { id: number })).body.items).toEqual([])
  })

  it('is prepared once for one key', async () => {
    await aTicket()
    const [first, again] = [
      await prepare({}, 'customer', { 'idempotency-key': 'k' }),
      await prepare({}, 'customer', { 'idempotency-key': 'k' }),
    ]
    expect(again.body).toEqual(first.body)
    expect(again.headers['idempotent-replayed']).toBe('true')
    expect(desk.table.items.filter(({ sk }) => String(sk).startsWith('ATTACHMENT#'))).toHaveLength(1)
  })

  it.each([
    [{ size: 25 * 1024 * 1024 + 1 }, 'size'],
    [{ size: 0 }, 'size'],
    [{ type: 'image' }, 'type'],
    [{ type: 'text/html\r\nx: y' }, 'type'],
    [{ name: 'a\r\nContent-Type: text/html' }, 'name'],
    [{ name: '' }, 'name'],
    [{ name: '\u200b\u200e' }, 'name'],
    [{ name: 'x'.repeat(256) }, 'name'],
    [{ comment: 'com_01JD000000000000000C0MMNT1' }, 'comment'],
    [{ internal: true }, 'internal'],
  ])('of %j is refused by name', async (given, path) => {
    await aTicket()
    const answer = await prepare(given)
    expect([answer.status, answer.body.errors?.[0]?.path]).toEqual([400, path])
  })

  it('is refused for a ticket that is over', async () => {
    await aTicket()
    await call('cancelTicket', { as: 'manager', body: { reason: 'Twice' } })
    expect(kindOf(await prepare())).toBe('move-not-allowed')
  })

  it.each(['otherCustomer', 'colleague', 'otherTechnician'] as const)(
    'is refused to a %s, for whom there is no such ticket',
    async (as) => {
      await aTicket()
      expect((await prepare({}, as)).status).toBe(404)
    },
  )

  it('is the eleventh that is open, and refused; one that was given up makes room', async () => {
    await aTicket()
    const ids: string[] = []
    for (let count = 0; count < 10; count += 1) ids.push(idOf(await prepare()))
    expect((await prepare()).body).toMatchObject({
      status: 409,
      detail: expect.stringContaining('10 uploads are open'),
    })
    expect((await call('removeAttachment', { ...at(ids[0] as string), as: 'customer' })).status).toBe(204)
    expect((await prepare()).status).toBe(201)
    expect((await prepare()).status).toBe(409)
  })

  it('is the fifty-first file of a ticket, and refused', async () => {
    await aTicket()
    for (let count = 0; count < 50; count += 1) await attached()
    expect((await prepare()).body).toMatchObject({ status: 409, detail: expect.stringContaining('50 files') })
    expect(ticketItem(desk).counts?.attachments).toBe(50)
  })
})

describe('a file', () => {
  it('is recorded as it arrives: by its bytes, not by what was said of it', async () => {
    await aTicket()
    const id = await attached({ type: 'text/plain', name: 'notes.txt' })
    const { body } = await call('getAttachment', at(id))
    expect(body).toMatchObject({ state: 'scanning', type: 'image/png', size: png.length })
    expect(body.sha256).toMatch(/^[0-9a-f]{64}$/)
    expect(desk.store.keys).toEqual([`files/${number}/${id}/${body.sha256}`])
    expect(ticketItem(desk).counts?.attachments).toBe(1)
    const event = eventsOf(desk).at(-1)
    expect(event).toMatchObject({
      type: 'ticket.attached',
      data: { attachment: id, size: png.length, public: true },
    })
    expect(JSON.stringify(event)).not.toContain('notes')
  })

  it.each([
    ['<html><script>alert(1)</script></html>', 'text/plain'],
    ['<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>', 'application/octet-stream'],
    ['\u0000\u0001\u0002', 'application/octet-stream'],
    ['Grüße\r\n', 'text/plain'],
  ])('that holds %j is a %s', async (text, type) => {
    await aTicket()
    const id = await attached({ bytes: Buffer.from(text), type: 'text/html' })
    expect((await call('getAttachment', at(id))).body.type).toBe(type)
  })

  it('is taken in once, however often its arrival is told', async () => {
    await aTicket()
    const id = await attached()
    expect(await tend(stored(incoming(id)), stored(incoming(id)), stored(keptKey()))).toEqual([])
    expect(ticketItem(desk).counts?.attachments).toBe(1)
    expect(eventsOf(desk).filter(({ type }) => type === 'ticket.attached')).toHaveLength(1)
  })

  it('cannot be replaced under the same address: what was looked at stays', async () => {
    await aTicket()
    const id = await attached({ result: 'NO_THREATS_FOUND' })
    const before = (await call('getAttachment', at(id))).body
    desk.store.arrive(incoming(id), Buffer.alloc(png.length, 'x'))
    expect(await tend(stored(incoming(id)))).toEqual([])
    expect((await call('getAttachment', at(id))).body).toEqual(before)
    expect(desk.store.keys).toEqual([`files/${number}/${id}/${before.sha256}`])
    expect(desk.store.bytesOf(keptKey())).toEqual(png)
  })

  it('that is replaced while it is taken in is read again', async () => {
    await aTicket()
    const id = idOf(await prepare())
    desk.store.arrive(incoming(id), png)
    const other = Buffer.alloc(png.length, 'x')
    desk.after('Store', () => desk.store.arrive(incoming(id), other))
    expect(await tend(stored(incoming(id)))).toEqual([0])
    expect(await tend(stored(incoming(id)))).toEqual([])
    expect(desk.store.keys).toHaveLength(1)
    expect(desk.store.bytesOf(keptKey())).toEqual(other)
  })

  it('of another size than was said is thrown away', async () => {
    await aTicket()
    const id = idOf(await prepare())
    desk.store.arrive(incoming(id), 'short')
    expect(await tend(stored(incoming(id)))).toEqual([])
    expect(desk.store.keys).toEqual([])
    expect((await call('getAttachment', at(id))).status).toBe(404)
    expect(ticketItem(desk).counts?.attachments).toBe(0)
  })

  it('that nobody has announced is thrown away', async () => {
    await aTicket()
    const key = incoming('att_01JD000000000000000ATTACH1')
    desk.store.arrive(key, png)
    desk.store.arrive('somewhere/else', png)
    expect(await tend(stored(key), stored('somewhere/else'))).toEqual([])
    expect(desk.store.keys).toEqual(['somewhere/else'])
  })

  it('arrives although the ticket was cancelled meanwhile', async () => {
    await aTicket()
    const id = idOf(await prepare())
    await call('cancelTicket', { as: 'manager', body: { reason: 'Twice' } })
    desk.store.arrive(incoming(id), png)
    expect(await tend(stored(incoming(id)))).toEqual([])
    expect(await stateOf(id)).toBe('scanning')
  })

  it('survives a crash at any call: in the end it is there once, and nothing else lies about', async () => {
    for (let place = 1; place < 14; place += 1) {
      desk.open()
      await aTicket()
      const id = idOf(await prepare())
      desk.store.arrive(incoming(id), png)
      desk.beforeNth(place, throws(fault('TimeoutError')))
      const failed = await tend(stored(incoming(id)))
      if (failed.length > 0) expect(await tend(stored(incoming(id)))).toEqual([])
      desk.store.tag(keptKey(), 'NO_THREATS_FOUND')
      // The call that fails may be one of these.
      for (let tries = 0; tries < 2; tries += 1) await tend(scannedAt(keptKey()))
      expect(await stateOf(id)).toBe('clean')
      expect(desk.store.keys).toHaveLength(1)
      expect(ticketItem(desk).counts?.attachments).toBe(1)
      expect(eventsOf(desk).filter(({ type }) => type === 'ticket.attached')).toHaveLength(1)
    }
  })

  it('waits for a ticket that others are changing', async () => {
    await aTicket()
    const id = idOf(await prepare())
    desk.store.arrive(incoming(id), png)
    desk.before('TransactWrite', () => call('startTicket', { as: 'agent', body: {} }))
    expect(await tend(stored(incoming(id)))).toEqual([])
    expect(await stateOf(id)).toBe('scanning')
    expect(ticketItem(desk)).toMatchObject({ status: 'in_progress', counts: { attachments: 1 } })
  })
})

describe('a scan', () => {
  it.each([
    ['NO_THREATS_FOUND', 'clean'],
    ['THREATS_FOUND', 'infected'],
    ['UNSUPPORTED', 'unscannable'],
    ['ACCESS_DENIED', 'unscannable'],
    ['FAILED', 'unscannable'],
  ])('that says %s makes a file %s', async (result, state) => {
    await aTicket()
    const id = await attached({ result })
    expect(await stateOf(id)).toBe(state)
    const told = eventsOf(desk).filter(({ type }) => type === 'ticket.attachment-refused')
    expect(told.map(({ data }) => data)).toEqual(state === 'clean' ? [] : [{ attachment: id, state, public: true }])
  })

  it('is believed by its tag, not by its message', async () => {
    await aTicket()
    const id = await attached()
    expect(await tend(scannedAt(keptKey()))).toEqual([])
    expect(await stateOf(id)).toBe('scanning')
  })

  it('counts once: what comes later changes nothing', async () => {
    await aTicket()
    const id = await attached({ result: 'THREATS_FOUND' })
    desk.store.tag(keptKey(), 'NO_THREATS_FOUND')
    expect(await tend(scannedAt(keptKey()), scannedAt(keptKey()))).toEqual([])
    expect(await stateOf(id)).toBe('infected')
  })

  it('is found by the sweep where nobody has told of it', async () => {
    await aTicket()
    const id = await attached()
    desk.store.tag(keptKey(), 'NO_THREATS_FOUND')
    expect(await sweep()).toEqual([])
    expect(await stateOf(id)).toBe('scanning')
    pass(3 * minute)
    expect(await sweep()).toEqual([])
    expect(await stateOf(id)).toBe('clean')
  })

  it('that says nothing is looked for again after ten minutes, so that others get their turn', async () => {
    await aTicket()
    await attached()
    pass(3 * minute)
    await sweep()
    const [waiting] = desk.table.filter(({ gsi5pk }) => String(gsi5pk).startsWith('FILES'))
    expect(String(waiting?.gsi5sk) > new Date(Date.now() + 9 * minute).toISOString()).toBe(true)
  })

  it('that says nothing for a day will not say anything', async () => {
    await aTicket()
    const id = await attached()
    pass(23 * 60 * minute)
    await sweep()
    expect(await stateOf(id)).toBe('scanning')
    pass(2 * 60 * minute)
    await sweep()
    expect(await stateOf(id)).toBe('unscannable')
  })
})

describe('a download', () => {
  it('is an address for five minutes, of an attachment with a harmless name', async () => {
    await aTicket()
    const id = await attached({ result: 'NO_THREATS_FOUND', name: 'Kabel "neu"; Ü\u202egnp.exe' })
    const { status, body } = await call('downloadAttachment', { ...at(id), as: 'customer' })
    expect(status).toBe(200)
    const url = new URL(body.url)
    expect(url.pathname).toContain(`/files/${number}/${id}/${body.sha256}`)
    expect(url.searchParams.get('X-Amz-Expires')).toBe('300')
    expect(url.searchParams.get('response-content-type')).toBe('image/png')
    expect(url.searchParams.get('response-content-disposition')).toBe(
      `attachment; filename="Kabel _neu_; __gnp.exe"; filename*=UTF-8''Kabel%20_neu_%3B%20%C3%9C_gnp.exe`,
    )
    expect(Date.parse(body.expiresAt) - Date.now()).toBe(5 * minute)
  })

  it.each([
    ['awaiting', undefined],
    ['scanning', ''],
    ['infected', 'THREATS_FOUND'],
    ['unscannable', 'UNSUPPORTED'],
  ])('is refused while the file is %s', async (state, result) => {
    await aTicket()
    const id = result === undefined ? idOf(await prepare()) : await attached({ ...(result && { result }) })
    const answer = await call('downloadAttachment', { ...at(id), as: 'customer' })
    expect([answer.status, kindOf(answer)]).toEqual([409, 'conflict'])
    expect(answer.body.detail).toContain(state)
  })
})

describe('a file that is kept from customers', () => {
  it('does not exist for them, nor for partners', async () => {
    await aTicket()
    const id = await attached({ result: 'NO_THREATS_FOUND', internal: true }, 'agent')
    const shown = await attached({ result: 'NO_THREATS_FOUND' })
    for (const as of ['customer', 'customersManager'] as const) {
      expect((await call('getAttachment', { ...at(id), as })).status).toBe(404)
      expect((await call('downloadAttachment', { ...at(id), as })).status).toBe(404)
      expect((await call('removeAttachment', { ...at(id), as })).status).toBe(404)
      const { items } = (await call('listAttachments', { id: number, as })).body
      expect(items.map((item: { id: string }) => item.id)).toEqual([shown])
    }
    expect((await call('listAttachments', { id: number, as: 'agent' })).body.items).toHaveLength(2)
  })

  it('is each that belongs to an internal comment', async () => {
    await aTicket()
    const comment = 'com_01JD000000000000000C0MMNT1'
    desk.table.put({ pk: `TICKET#${number}`, sk: `COMMENT#${comment}`, internal: true })
    expect((await prepare({ comment })).status).toBe(400)
    const { body } = await prepare({ comment }, 'agent')
    expect(body.attachment).toMatchObject({ comment, internal: true })
  })
})

describe('a removal', () => {
  it('takes the file for good, and leaves a mark that says nothing of it', async () => {
    await aTicket()
    const id = await attached({ result: 'NO_THREATS_FOUND' })
    expect((await call('removeAttachment', { ...at(id), as: 'customer' })).status).toBe(204)
    expect((await call('downloadAttachment', at(id))).status).toBe(409)
    const event = eventsOf(desk).at(-1)
    expect(event).toMatchObject({ type: 'ticket.attachment-removed', data: { attachment: id, public: true } })
    await tend({
      id: 'x',
      source: 'service-desk',
      'detail-type': event?.type,
      detail: { subject: { kind: 'ticket', id: number }, data: event?.data },
    })
    expect(desk.store.keys).toEqual([])
    const { body } = await call('getAttachment', at(id))
    expect(body).toMatchObject({ state: 'removed', removedBy: { role: 'customer' } })
    expect(body).not.toHaveProperty('name')
    expect(body).not.toHaveProperty('sha256')
    expect(ticketItem(desk).counts?.attachments).toBe(0)
    expect((await call('listAttachments', { id: number })).body.items).toHaveLength(1)
  })

  it('is done by the sweep where nobody has heard of it', async () => {
    await aTicket()
    const id = await attached()
    await call('removeAttachment', { ...at(id), as: 'supervisor' })
    pass(minute)
    await sweep()
    expect(desk.store.keys).toEqual([])
    pass(minute)
    await sweepAll(undefined, context)
    expect(desk.queues.files ?? []).toEqual([])
  })

  it('is for whoever attached it, for 15 minutes, and for supervisors at any time', async () => {
    await aTicket()
    const id = await attached()
    const as = (caller: Caller) => call('removeAttachment', { ...at(id), as: caller })
    for (const caller of ['agent', 'technician', 'customersManager'] as const)
      expect((await as(caller)).status).toBe(403)
    pass(15 * minute + 1)
    expect((await as('customer')).status).toBe(403)
    expect((await as('supervisor')).status).toBe(204)
    expect((await as('supervisor')).status).toBe(409)
  })

  it('is done once for one key', async () => {
    await aTicket()
    const id = await attached()
    const asked = { ...at(id), as: 'customer' as const, headers: { 'idempotency-key': 'k' } }
    expect([(await call('removeAttachment', asked)).status, (await call('removeAttachment', asked)).status]).toEqual([
      204, 204,
    ])
    expect(eventsOf(desk).filter(({ type }) => type === 'ticket.attachment-removed')).toHaveLength(1)
  })
})

describe('the files of a ticket that was merged into another', () => {
  const target = 'TKT000002'
  const merged = async () => {
    await aTicket()
    await aTicket()
    const id = await attached({ result: 'NO_THREATS_FOUND' })
    const late = idOf(await prepare())
    const answer = await call('mergeTicket', {
      as: 'supervisor',
      id: number,
      body: { into: target, reason: 'The same' },
    })
    expect(answer.status).toBe(200)
    return { id, late }
  }
  const countsOf = (ticket: string) => ticketItem(desk, ticket).counts?.attachments
  const seen = (attachment: string) => ({ id: target, params: { id: target, attachment } })

  it('are read with its own', async () => {
    const { id } = await merged()
    expect(countsOf(target)).toBe(1)
    const { items } = (await call('listAttachments', { id: target, as: 'customer' })).body
    expect(items).toMatchObject([{ id, ticket: number }])
    expect((await call('downloadAttachment', { ...seen(id), as: 'customer' })).status).toBe(200)
  })

  it('are counted with it where they arrive late, and given back when the merge is undone', async () => {
    const { late } = await merged()
    desk.store.arrive(incoming(late), png)
    expect(await tend(stored(incoming(late)))).toEqual([])
    expect([countsOf(number), countsOf(target)]).toEqual([2, 2])
    expect(
      (await call('unmergeTicket', { as: 'supervisor', id: number, body: { reason: 'Not the same' } })).status,
    ).toBe(200)
    expect([countsOf(number), countsOf(target)]).toEqual([2, 0])
  })

  it('are removed from both, by the ticket that they are read with', async () => {
    const { id } = await merged()
    expect((await call('removeAttachment', { ...at(id), as: 'supervisor' })).status).toBe(409)
    expect((await call('removeAttachment', { ...seen(id), as: 'supervisor' })).status).toBe(204)
    expect([countsOf(number), countsOf(target)]).toEqual([0, 0])
    await call('unmergeTicket', { as: 'supervisor', id: number, body: { reason: 'Not the same' } })
    expect([countsOf(number), countsOf(target)]).toEqual([0, 0])
  })

  it('cannot become more by uploads to it', async () => {
    await merged()
    expect(kindOf(await prepare())).toBe('conflict')
  })
})

describe('what nothing has come of', () => {
  it('is forgotten a quarter of an hour later, with whatever lies there', async () => {
    await aTicket()
    const id = idOf(await prepare())
    pass(10 * minute)
    await sweep()
    expect(await stateOf(id)).toBe('awaiting')
    pass(6 * minute)
    await sweep()
    expect(desk.table.filter(({ sk }) => String(sk).startsWith('ATTACHMENT#'))).toEqual([])
    expect(desk.table.find({ pk: `TICKET#${number}`, sk: 'UPLOADS' })).toMatchObject({ held: 0 })
  })

  it('has come after all, where only its message was lost', async () => {
    await aTicket()
    const id = idOf(await prepare())
    desk.store.arrive(incoming(id), png)
    pass(16 * minute)
    await sweep()
    expect(await stateOf(id)).toBe('scanning')
  })

  it('leaves nothing behind, at whatever call it was cut off', async () => {
    for (let place = 1; place < 10; place += 1) {
      desk.open()
      await aTicket()
      const id = idOf(await prepare())
      desk.store.arrive(`files/${number}/${id}/${'a'.repeat(64)}`, png)
      pass(16 * minute)
      desk.beforeNth(place, throws(fault('TimeoutError')))
      await sweep().catch(() => undefined)
      pass(minute)
      await sweep()
      expect(desk.store.keys).toEqual([])
      expect(desk.table.filter(({ sk }) => String(sk).startsWith('ATTACHMENT#'))).toEqual([])
    }
  })
})
