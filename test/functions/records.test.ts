import './support/environment.ts'
import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { createRecord, patchRecord, readRecord, removeRecord } from '../../functions/platform/http/record.ts'
import { claimedBy, listRecords, type Records } from '../../functions/platform/table/records.ts'
import { people } from '../support/people.ts'
import { aDesk } from './support/desk.ts'

const Given = z.strictObject({ name: z.string(), mail: z.string().optional() })
const Thing = Given.extend({
  id: z.string(),
  version: z.int(),
  createdAt: z.string(),
  updatedAt: z.string(),
})
type Thing = z.infer<typeof Thing>

const records: Records<Thing> = {
  kind: 'macro',
  schema: Thing,
  key: ({ id }) => ({ pk: 'MACROS', sk: id }),
  claims: ({ mail }) => (mail ? [`email#${mail}`] : []),
}
const asked = (more: object = {}) => ({
  actor: { id: people.agent.id, role: 'agent' as const },
  now: new Date().toISOString(),
  once: undefined,
  requestId: 'request-1',
  ifMatch: undefined,
  ifNoneMatch: undefined,
  nothing: () => ({ status: 204, headers: {}, body: '' }),
  ...more,
})
const answer = (value: Thing, headers: Record<string, string>) => ({
  status: 200,
  headers,
  body: JSON.stringify(value),
})
const handling = { records, answer }
const make = (id: string, given: z.input<typeof Given>, more: object = {}) =>
  createRecord(asked(more), handling, { id, ...given }, `/macros/${id}`)

const desk = aDesk()
const events = () => desk.table.filter(({ sk }) => String(sk).startsWith('EVENT#'))

describe('a record', () => {
  it('is made with its claim and its event, listed and read', async () => {
    await make('mac_1', { name: 'One', mail: 'a@desk.example' })
    await make('mac_2', { name: 'Two' })
    const page = await listRecords(records, { pk: 'MACROS' }, 1)
    expect(page).toMatchObject({ items: [{ id: 'mac_1' }], next: 'mac_1' })
    expect((await listRecords(records, { pk: 'MACROS' }, 5, page.next)).items.map(({ id }) => id)).toEqual(['mac_2'])
    expect(await claimedBy('email#a@desk.example')).toBe('mac_1')
    expect(events()[0]).toMatchObject({ id: 'macro.mac_1.1', type: 'macro.created', version: 1, pk: 'MACRO#mac_1' })
    const read = await readRecord(asked(), handling, { id: 'mac_1' })
    expect(read.headers.etag).toBe('"1"')
    expect((await readRecord(asked({ ifNoneMatch: '"1"' }), handling, { id: 'mac_1' })).status).toBe(304)
    await expect(readRecord(asked(), handling, { id: 'mac_3' })).rejects.toMatchObject({ kind: 'not-found' })
  })

  it('does not get what another has claimed, and says which field', async () => {
    await make('mac_1', { name: 'One', mail: 'a@desk.example' })
    const refused = make('mac_2', { name: 'Two', mail: 'a@desk.example' })
    await expect(refused).rejects.toMatchObject({ kind: 'conflict', details: { errors: [{ path: 'email' }] } })
  })

  it('is patched: what is given is new, null removes, its claim moves, and the old words stay in its history', async () => {
    await make('mac_1', { name: 'One', mail: 'a@desk.example' })
    const patched = await patchRecord(asked(), handling, { id: 'mac_1' }, { mail: null, name: 'First' }, Given)
    expect(JSON.parse(patched.body)).toMatchObject({ name: 'First', version: 2 })
    expect(patched.body).not.toContain('mail')
    expect(await claimedBy('email#a@desk.example')).toBeUndefined()
    expect(events()[1]).toMatchObject({
      type: 'macro.updated',
      data: { version: 2, fields: ['mail', 'name'] },
      detail: { changes: { name: { from: 'One', to: 'First' } } },
    })
  })

  it('is not patched into what its schema refuses', async () => {
    await make('mac_1', { name: 'One' })
    const wrong = patchRecord(asked(), handling, { id: 'mac_1' }, { name: null, colour: 'red' }, Given)
    await expect(wrong).rejects.toMatchObject({ kind: 'invalid' })
  })

  it('tells who has read an older version what has changed since', async () => {
    await make('mac_1', { name: 'One' })
    await patchRecord(asked(), handling, { id: 'mac_1' }, { name: 'First' }, Given)
    const stale = patchRecord(asked({ ifMatch: '"1"' }), handling, { id: 'mac_1' }, { name: 'Uno' }, Given)
    await expect(stale).rejects.toMatchObject({
      kind: 'stale',
      details: { changes: [{ type: 'macro.updated', version: 2, fields: ['name'] }] },
    })
  })

  it('is answered the same for the same idempotency key, and written once', async () => {
    const once = { principal: 'agent:a', key: 'k', operation: 'make', hash: 'h', now: new Date().toISOString() }
    await make('mac_1', { name: 'One' }, { once })
    const again = await make('mac_9', { name: 'One' }, { once })
    expect(again.headers['idempotent-replayed']).toBe('true')
    expect(JSON.parse(again.body).id).toBe('mac_1')
    expect(events()).toHaveLength(1)
  })

  it('is not changed by a repeat of what changed nothing when it was first asked for', async () => {
    await make('mac_1', { name: 'One' })
    const once = { principal: 'agent:x', key: 'k', operation: 'updateMacro', hash: 'h', now: new Date().toISOString() }
    const rename = (name: string, more = {}) => patchRecord(asked(more), handling, { id: 'mac_1' }, { name }, Given)
    const first = await rename('One', { once })
    await rename('Two')
    expect(await rename('One', { once })).toMatchObject({
      body: first.body,
      headers: { 'idempotent-replayed': 'true' },
    })
    expect(desk.table.find({ pk: 'MACROS', sk: 'mac_1' })).toMatchObject({ name: 'Two', version: 2 })
  })

  it('goes with its claim; its history stays', async () => {
    await make('mac_1', { name: 'One', mail: 'a@desk.example' })
    expect((await removeRecord(asked(), { records }, { id: 'mac_1' })).status).toBe(204)
    expect(await claimedBy('email#a@desk.example')).toBeUndefined()
    expect((await listRecords(records, { pk: 'MACROS' }, 5)).items).toEqual([])
    expect(events().map(({ type }) => type)).toEqual(['macro.created', 'macro.deleted'])
  })

  it('is changed by two at once, one after the other', async () => {
    await make('mac_1', { name: 'One' })
    desk.before('TransactWrite', () =>
      patchRecord(asked(), handling, { id: 'mac_1' }, { mail: 'b@desk.example' }, Given),
    )
    const patched = await patchRecord(asked(), handling, { id: 'mac_1' }, { name: 'First' }, Given)
    expect(JSON.parse(patched.body)).toMatchObject({ name: 'First', mail: 'b@desk.example', version: 3 })
  })
})
