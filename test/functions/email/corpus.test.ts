import { beforeEach, describe, expect, it } from 'vitest'
import type { Outcome } from '../../../functions/platform/table/inbound.ts'
import { corpus, message } from '../../mail/corpus.ts'
import { people } from '../../support/people.ts'
import { aDesk } from '../support/desk.ts'
import { aTicket } from '../support/gateway.ts'
import { Intake } from '../support/mailbox.ts'
import { ticketItem } from '../support/timers.ts'

const desk = aDesk()
let intake: Intake
beforeEach(async () => {
  intake = new Intake(desk)
  // The ticket that most of them answer to.
  const number = await aTicket()
  for (const sk of ['TICKET', 'BODY'])
    desk.table.put({ ...desk.table.find({ pk: `TICKET#${number}`, sk }), pk: 'TICKET#TKT000123', number: 'TKT000123' })
})

/** Whoever asked for that ticket has this address. */
function isAskedBy(address: string): void {
  desk.table.put({ pk: `CLAIM#emails#${address}`, sk: 'CLAIM', id: people.customer.id })
}

const answers = (subject: string) => subject.includes('[TKT000123]')
const isOfDesk = (from?: string) => from?.endsWith('@desk.example') === true

/** What becomes of a message whose sender takes part in the ticket that it names. */
const exceptions: Record<string, Outcome['state']> = {
  // A calendar sends it; somebody has to read it.
  'invitation-google': 'opened',
  'forged-staff': 'opened',
  'staff-reply': 'joined',
  // Nothing vouches for a postmaster, and a number alone is too little.
  'exchange-bounce': 'aside',
}
const opensAlone = ['list', 'desk']

function stateOf({ name, subject, kind }: (typeof corpus)[number]): Outcome['state'] {
  if (exceptions[name]) return exceptions[name]
  if (kind && answers(subject)) return 'noted'
  if (kind) return opensAlone.includes(kind) ? 'opened' : 'aside'
  return answers(subject) ? 'joined' : 'opened'
}

describe('every message of the corpus', () => {
  it.each(corpus)('$name', async (expected) => {
    const { name, from, said, subject } = expected
    if (from && !isOfDesk(from)) isAskedBy(from)
    const became = await intake.take(message(name))
    expect(became.state).toBe(stateOf(expected))
    expect(became).toMatchObject({ kind: expected.kind ?? 'person', settledAt: expect.any(String) })
    if (became.state === 'aside') return
    const number = became.ticket ?? ''
    const [mail] = intake.mailsOf(number)
    expect(mail).toMatchObject({ state: became.state, subject, objectKey: became.objectKey, ...(from && { from }) })
    if (became.state === 'noted') return
    const words =
      became.state === 'joined'
        ? intake.commentsOf(number)[0]?.text
        : desk.table.find({ pk: `TICKET#${number}`, sk: 'BODY' })?.text
    const plain = String(words).replace(/\s+/g, ' ')
    if (said) expect(plain).toContain(said.replace(/\s+/g, ' '))
    for (const other of expected.unsaid ?? []) expect(plain).not.toContain(other)
    expect(ticketItem(desk, number).title).toMatch(/\S/)
    const files = desk.table.filter(({ pk, sk }) => pk === `TICKET#${number}` && String(sk).startsWith('ATTACHMENT#'))
    expect(files.map((file) => file.name).toSorted()).toEqual([...(expected.parts ?? [])].toSorted())
  })
})
