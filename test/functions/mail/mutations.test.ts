import '../support/environment.ts'
import { describe, expect, test } from 'vitest'
import { chances } from '../../../infra/operator/load/chances.ts'
import { message, names } from '../../mail/corpus.ts'
import { mutations } from '../../mail/mutations.ts'
import { aDesk } from '../support/desk.ts'
import { MailDesk } from '../support/mail-desk.ts'

const desk = aDesk()
/** So many messages of the corpus for each kind of damage; FUZZ=10 takes ten times as many. */
const messages = 8 * Number(process.env['FUZZ'] ?? 1)

/** Every raw message ends in a record that says what became of it; what is on a ticket stands with its mails, and says something. */
function isKept(ours: MailDesk, key: string, about: string): void {
  const inbound = ours.inbound(key)
  expect(inbound, about).toMatchObject({ settledAt: expect.any(String), state: expect.any(String) })
  const { state, ticket, comment } = inbound as { state: string; ticket?: string; comment?: string }
  if (state === 'aside' || state === 'duplicate') return
  const kept = ours.mailsOf(String(ticket)).filter(({ objectKey }) => objectKey === key)
  expect(kept.length, about).toBe(1)
  if (comment)
    expect(
      ours.comments(String(ticket)).every(({ text }) => text.trim() !== ''),
      about,
    ).toBe(true)
}

describe('whatever became of a message on its way, it is taken in once, and nothing is lost', () => {
  test.each(Object.entries(mutations).map(([kind, mutate], place) => ({ kind, mutate, place })))(
    '$kind',
    async ({ kind, mutate, place }) => {
      const ours = new MailDesk(desk, { mailbox: 'support@desk.example' })
      const next = chances(place * 7919 + 1)
      const upTo = (most: number) => Math.floor(next() * most)
      for (let round = 0; round < messages; round += 1) {
        const name = names[upTo(names.length)] as string
        const key = ours.put(mutate(Buffer.from(message(name)), upTo))
        const about = `${kind}: ${name}, round ${round}`
        expect([await ours.take(key), ours.faults.map(String)], about).toEqual([true, []])
        isKept(ours, key, about)
      }
    },
  )
})
