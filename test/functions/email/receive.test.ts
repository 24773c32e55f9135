import { beforeEach, describe, expect, it } from 'vitest'
import { aDesk } from '../support/desk.ts'
import { aTicket } from '../support/gateway.ts'
import { answerTo, Intake, letter } from '../support/mailbox.ts'
import { ticketItem, typesOf } from '../support/timers.ts'

const desk = aDesk()
let intake: Intake
beforeEach(() => {
  intake = new Intake(desk)
})

describe('a mail of somebody new', () => {
  it('opens a ticket', async () => {
    const became = await intake.take(letter())
    expect(became).toMatchObject({ state: 'opened', ticket: 'TKT000001', settledAt: expect.any(String) })
    expect(ticketItem(desk)).toMatchObject({ title: 'The oven is dark', channel: 'email', channelId: became.mail })
  })
})

describe('an answer', () => {
  it('becomes a comment by the signed address', async () => {
    const number = await aTicket()
    const became = await intake.take(
      letter({ from: 'customer@desk.example', to: answerTo(number), text: 'It is on again.' }),
    )
    expect(became).toMatchObject({ state: 'joined', ticket: number })
    expect(intake.commentsOf(number)).toMatchObject([{ text: 'It is on again.', internal: false, mail: became.mail }])
    expect(typesOf(desk, number)).toContain('ticket.commented')
  })
})
