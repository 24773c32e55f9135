import { beforeEach, describe, expect, it } from 'vitest'
import { reread } from '../../../functions/email/rereading.ts'
import type { Inbound } from '../../../functions/platform/table/inbound.ts'
import { message, names } from '../../mail/corpus.ts'
import { aDesk } from '../support/desk.ts'
import { aTicket, call } from '../support/gateway.ts'
import { answerTo, Intake, letter } from '../support/mailbox.ts'

const desk = aDesk()
let intake: Intake
beforeEach(() => {
  intake = new Intake(desk)
})

const again = (inbound: Inbound, more: Partial<Inbound> = {}) =>
  reread({ ...inbound, ...more }, desk.store.bytesOf(inbound.objectKey) as Buffer)
const customer = 'customer@desk.example'

describe('a raw message that is read again', () => {
  it('comes to the same, as long as nothing has changed', async () => {
    const opened = await intake.take(letter())
    const joined = await intake.take(letter({ from: customer, to: answerTo(await aTicket()) }))
    const noted = await intake.take(letter({ headers: { 'Auto-Submitted': 'auto-replied' } }))
    for (const inbound of [opened, joined, noted]) expect(await again(inbound)).toEqual([])
  })

  it('changes nothing', async () => {
    const joined = await intake.take(letter({ from: customer, to: answerTo(await aTicket()) }))
    const before = JSON.stringify(desk.table.filter(() => true))
    desk.calls = []
    await again(joined, { kind: 'list' })
    expect(JSON.stringify(desk.table.filter(() => true))).toBe(before)
    expect(desk.calls.every((made) => ['BatchGet', 'Get', 'Query'].includes(made))).toBe(true)
  })

  it('says what it would be now, and what it was taken for', async () => {
    const number = await aTicket()
    const inbound = await intake.take(letter({ from: customer, to: answerTo(number), text: 'It is on.' }))
    const differs = await again(inbound, { kind: 'list', because: 'list-id', state: 'noted', problems: ['no-date'] })
    expect(differs).toEqual([
      { what: 'kind', was: 'list (list-id)', now: expect.stringMatching(/^person/) },
      { what: 'problems', was: 'no-date', now: 'none' },
      { what: 'place', was: `noted on ${number}`, now: `a comment of ${number}` },
    ])
  })

  it('says where it would be cut otherwise, in a comment and in what a ticket began with', async () => {
    const joined = await intake.take(letter({ from: customer, to: answerTo(await aTicket()), text: 'It is on.' }))
    const opened = await intake.take(letter({ text: 'The oven is dark.' }))
    for (const inbound of [joined, opened]) {
      const raw = letter({ text: 'Something else.' }).replace(/^To: .*$/m, `To: ${answerTo(joined.ticket as string)}`)
      const differs = await reread(inbound, Buffer.from(raw))
      expect(differs).toContainEqual({ what: 'words', was: expect.any(String), now: 'Something else.' })
    }
  })

  it('does not look at a comment that people have changed since', async () => {
    const number = await aTicket()
    const inbound = await intake.take(letter({ from: customer, to: answerTo(number), text: 'It is on.' }))
    const params = { id: number, comment: inbound.comment as string }
    const body = { body: 'It is off.', format: 'html' }
    expect((await call('editComment', { as: 'customer', id: number, params, body })).status).toBe(200)
    expect(await again(inbound)).toEqual([])
  })
})

it('reads the whole corpus as it was taken in', { timeout: 60_000 }, async () => {
  for (const name of names) {
    const inbound = await intake.take(message(name))
    if (inbound.state !== 'duplicate') expect(await again(inbound), name).toEqual([])
  }
})
