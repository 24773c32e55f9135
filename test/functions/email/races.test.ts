import '../support/environment.ts'
import { describe, expect, it } from 'vitest'
import { chances } from '../../../infra/operator/load/chances.ts'
import { minute } from '../../support/time.ts'
import { aDesk, pass } from '../support/desk.ts'
import { call } from '../support/gateway.ts'
import { MailDesk } from '../support/mail-desk.ts'
import { receivedFrom } from '../support/received.ts'
import { Turns } from '../support/turns.ts'

const desk = aDesk()
const customer = 'customer@desk.example'
const seeds = [1, 2, 3, 4, 5]

/** Several things at once, their calls in any order; what fails is done again once all have ended, as queues do. */
async function atOnce(seed: number, works: (() => Promise<boolean>)[]): Promise<void> {
  const turns = new Turns(desk, chances(seed))
  const failed: (() => Promise<boolean>)[] = []
  for (const work of works) turns.begin(async () => void ((await work()) || failed.push(work)))
  while (turns.size > 0) await turns.give()
  desk.turn = undefined
  pass(12 * minute)
  for (const work of failed) {
    pass(12 * minute)
    expect(await work()).toBe(true)
  }
}

describe('many at once', () => {
  it.each(seeds)('the same mail, under four keys, by five hands: one ticket (%i)', async (seed) => {
    const ours = new MailDesk(desk)
    const raw = receivedFrom({ from: 'new@acme.example', to: ours.mailbox, messageId: 'same@acme.example' })
    const places = Array.from({ length: 4 }, () => ours.put(raw))
    await atOnce(
      seed,
      [...places, places[0] as string].map((key) => () => ours.take(key)),
    )
    expect(ours.tickets.length).toBe(1)
    const states = places.map((key) => ours.inbound(key)?.state).toSorted()
    expect(states).toEqual(['duplicate', 'duplicate', 'duplicate', 'opened'])
    expect(ours.mailsOf(String(ours.tickets[0]?.number)).length).toBe(1)
  })

  it.each(seeds)('first mails of somebody whom nobody knows: one contact, a ticket for each (%i)', async (seed) => {
    const ours = new MailDesk(desk)
    const places = [1, 2, 3].map((nth) =>
      ours.put(receivedFrom({ from: 'new@acme.example', to: ours.mailbox, subject: `Lamp ${nth}` })),
    )
    await atOnce(
      seed,
      places.map((key) => () => ours.take(key)),
    )
    expect(ours.tickets.length).toBe(3)
    expect(new Set(ours.tickets.map(({ requester }) => requester)).size).toBe(1)
  })

  it.each(seeds)('answers to one ticket, while staff work on it: each is a comment (%i)', async (seed) => {
    const ours = new MailDesk(desk)
    await ours.receive(receivedFrom({ from: customer, to: ours.mailbox, messageId: 'first@acme.example' }))
    const places = [1, 2, 3, 4].map((nth) =>
      ours.put(
        receivedFrom({ from: customer, to: ours.mailbox, body: `Word ${nth}`, inReplyTo: 'first@acme.example' }),
      ),
    )
    const say = async () => (await call('addComment', { id: 'TKT000001', body: { body: 'And I' } })).status === 201
    await atOnce(seed, [...places.map((key) => () => ours.take(key)), say])
    const said = ours.comments('TKT000001').map(({ text }) => text)
    expect(said.toSorted()).toEqual(['And I', 'Word 1', 'Word 2', 'Word 3', 'Word 4'])
    expect(ours.tickets.length).toBe(1)
  })

  it.each(seeds)('tickets of one sender: one automatic answer in that hour (%i)', async (seed) => {
    const ours = new MailDesk(desk)
    for (const nth of [1, 2, 3, 4])
      await ours.receive(receivedFrom({ from: customer, to: ours.mailbox, subject: `Lamp ${nth}` }))
    const messages = ours.messages()
    await atOnce(
      seed,
      [...messages, ...messages].map((message) => () => ours.notify(message)),
    )
    await ours.tell()
    expect(ours.to(customer).length).toBe(1)
    expect(desk.table.filter(({ sk, state }) => String(sk).startsWith('MAIL#') && state === 'suppressed').length).toBe(
      3,
    )
  })
})
