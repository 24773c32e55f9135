import '../support/environment.ts'
import { beforeEach, describe, expect, it } from 'vitest'
import { partnerTypes } from '../../../events/audiences.ts'
import { people } from '../../support/people.ts'
import type { Everything } from '../support/everything.ts'
import { aWebhook, Partners } from '../support/partners.ts'
import { bothOnADesk } from './both.ts'
import type { Side } from './subjects.ts'

const matrix = bothOnADesk()
const idOf = (name: string) => `sub_${name.padStart(26, '0')}`
const long = '2020-01-01T00:00:00.000Z'

/** Of either customer's partner, of everything that there is to be had; one of them without personal data. */
const asked = {
  bakerys: { id: idOf('BARE'), side: 'bakerys', personalData: false },
  bakerysWhole: { id: idOf('WH0E'), side: 'bakerys', personalData: true },
  foundrys: { id: idOf('F0VN'), side: 'foundrys', personalData: true },
} as const satisfies Record<string, { id: string; side: Side; personalData: boolean }>

/** What goes out to each, as it is written down for delivery. */
let told: Record<keyof typeof asked, { type: string; body: string }[]>
beforeEach(async () => {
  const { desk, both } = matrix
  const owners = { bakerys: people.partner.id, foundrys: ownerOf(both.foundrys) }
  for (const { id, side, personalData } of Object.values(asked))
    aWebhook(desk, 'https://hooks.example/desk', { id, owner: owners[side], personalData, activeSince: long })
  expect(await new Partners(desk).relay()).toEqual([])
  const of = (id: string) =>
    desk.table
      .filter(({ pk, body }) => String(pk).includes(id) && typeof body === 'string')
      .map(({ body }) => ({ type: JSON.parse(String(body)).type as string, body: String(body) }))
  told = { bakerys: of(asked.bakerys.id), bakerysWhole: of(asked.bakerysWhole.id), foundrys: of(asked.foundrys.id) }
})

function ownerOf({ subscription }: Everything): string {
  return String(matrix.desk.table.find({ pk: 'SUBSCRIPTIONS', sk: subscription })?.owner)
}

describe('the events of a partner', () => {
  it('are of tickets of their customer, and of no other’s', () => {
    for (const [name, { side }] of Object.entries(asked)) {
      const other = matrix.both[side === 'bakerys' ? 'foundrys' : 'bakerys']
      const events = told[name as keyof typeof asked]
      expect(events.length).toBeGreaterThan(5)
      const all = JSON.stringify(events)
      for (const id of [other.ticket, other.other, other.comment, other.attachment, other.customer, other.visit])
        expect(all).not.toContain(id)
      expect(all).toContain(matrix.both[side].ticket)
    }
  })

  it('are of the types that they may hear, with no word of anybody', () => {
    for (const { type, body } of Object.values(told).flat()) {
      expect(partnerTypes).toContain(type)
      expect(body.replace(/"tags":\[[^\]]*\]/g, '')).not.toMatch(/zebrafish|quokka/i)
    }
  })

  it('name nobody where personal data was not granted, and somebody where it was', () => {
    for (const { type, body } of told.bakerys) expect([type, /per_\w+/.exec(body)?.[0]]).toEqual([type, undefined])
    expect(JSON.stringify(told.bakerysWhole)).toContain(people.customer.id)
    expect(told.bakerysWhole.length).toBeGreaterThanOrEqual(told.bakerys.length)
  })

  it('tell nothing of what is internal: notes, calls, time, rules, and who would have been kept from it', () => {
    for (const { body } of Object.values(told).flat()) {
      const { data } = JSON.parse(body)
      expect(data).not.toHaveProperty('rule')
      expect(data).not.toHaveProperty('forced')
      expect(data.public).not.toBe(false)
    }
  })

  it('have no field of a ticket that its partner does not read by the API', async () => {
    const { ticket } = matrix.both.bakerys
    const read = async (as: 'agent' | 'partner') =>
      Object.keys((await matrix.answered('getTicket', { as, params: { id: ticket } })).body)
    const theirs = await read('partner')
    const hidden = (await read('agent')).filter((field) => !theirs.includes(field))
    expect(hidden.length).toBeGreaterThan(0)
    for (const { type, body } of told.bakerysWhole) {
      const { data } = JSON.parse(body)
      const names = [...Object.keys(data), ...Object.keys(data.changes ?? {}), ...(data.changed ?? [])]
      expect([type, names.filter((name) => hidden.includes(name))]).toEqual([type, []])
    }
  })
})
