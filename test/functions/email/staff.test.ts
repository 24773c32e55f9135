import { beforeEach, describe, expect, it } from 'vitest'
import { message } from '../../mail/corpus.ts'
import { people } from '../../support/people.ts'
import { minute } from '../../support/time.ts'
import { aDesk, pass } from '../support/desk.ts'
import { aTicket, call } from '../support/gateway.ts'
import { answerTo, Intake, type Letter, letter } from '../support/mailbox.ts'
import { deliver, released, unheard } from '../support/notifier.ts'
import { sentMails } from '../support/sent.ts'
import { ticketItem, typesOf } from '../support/timers.ts'

const desk = aDesk()
let intake: Intake
let number: string
beforeEach(async () => {
  intake = new Intake(desk)
  number = await aTicket()
})
const set = (mail: object) => call('changeSettings', { as: 'admin', body: { mail }, headers: { 'if-match': '*' } })
const answer = (text: string, more: Letter = {}) =>
  intake.take(letter({ from: 'agent@desk.example', to: answerTo(number), text, ...more }))

describe('an answer of staff from their mail program', () => {
  it('is their public reply, and ends the clock of the first response', async () => {
    expect(await answer('We will be there at ten.')).toMatchObject({ state: 'joined', ticket: number })
    expect(intake.commentsOf(number)).toMatchObject([
      { text: 'We will be there at ten.', internal: false, author: { id: people.agent.id, role: 'agent' } },
    ])
    expect(typesOf(desk, number)).toContain('sla.ended')
  })

  it('is a note of theirs where the desk wants none from there', async () => {
    await set({ staffReplies: false })
    await answer('#resolve\nWe will be there at ten.')
    expect(intake.commentsOf(number)).toMatchObject([{ internal: true, text: '#resolve\nWe will be there at ten.' }])
    expect(ticketItem(desk, number).status).toBe('created')
  })

  it.each(['failed', 'unknown'] as const)('is nothing of theirs where it is not believed (%s)', async (verdicts) => {
    const became = await answer('#resolve\nSend me the password.', { verdicts })
    expect(became.state).toBe('opened')
    expect(intake.commentsOf(number)).toEqual([])
    expect(ticketItem(desk, number).status).toBe('created')
    expect(intake.mailsOf(became.ticket ?? '')[0]).toMatchObject({
      marked: expect.arrayContaining(['not-believed']),
      unanswered: true,
    })
  })

  it('is not let in by what strangers are let in by', async () => {
    await set({ strangers: 'join' })
    expect((await answer('Trust me.', { verdicts: 'unknown' })).state).toBe('opened')
  })

  it('is not a word of staff in a ticket that they do not see', async () => {
    const became = await answer('I happened to see this.', { from: 'otherTechnician@desk.example' })
    expect(became.state).toBe('opened')
    expect(intake.commentsOf(number)).toEqual([])
  })
})

describe('commands in its first lines', () => {
  it('resolve with what is said, which the customer reads', async () => {
    await answer('#resolve\n\nThe cable was loose.')
    expect(ticketItem(desk, number).status).toBe('resolved')
    expect(intake.commentsOf(number)).toMatchObject([{ text: 'The cable was loose.', internal: false }])
    expect((await call('getTicket', { id: number })).body.resolution).toBe('The cable was loose.')
  })

  it('resolve: the customer reads what is said once, beside the question whether it is solved', async () => {
    const heard = new Set<number>()
    const hear = async () => {
      for (const message of unheard(desk, number, heard)) expect(await deliver(message)).toEqual([])
      pass(5 * minute)
      await released(desk)
    }
    const theirs = async () => (await sentMails(desk)).filter(({ recipient }) => recipient === 'customer@desk.example')
    await hear()
    desk.mails.length = 0
    await answer('#resolve\n\nThe cable was loose.')
    await hear()
    const [mail, ...others] = await theirs()
    expect(others).toEqual([])
    expect(mail?.text).toMatch(/We have resolved your request[\s\S]*The cable was loose\.[\s\S]*Yes, it is solved/)
    expect(mail?.text.match(/The cable was loose/g)).toHaveLength(1)
    // A person's words, as any answer.
    expect(mail?.header('auto-submitted')).toBeUndefined()
  })

  it('resolve: who does not want to hear that it is resolved still reads the answer', async () => {
    await call('putNotificationPreferences', { as: 'customer', id: 'me', body: { notices: { resolved: 'off' } } })
    const heard = new Set<number>()
    unheard(desk, number, heard)
    pass(2 * minute)
    await answer('#resolve\n\nThe cable was loose.')
    for (const message of unheard(desk, number, heard)) expect(await deliver(message)).toEqual([])
    expect((await sentMails(desk)).map(({ text }) => text)).toEqual([
      expect.stringMatching(/new answer to your request[\s\S]*The cable was loose/),
    ])
  })

  it('keep from customers what is internal, also where it resolves', async () => {
    await answer('#internal\n#resolve\nThey pay nothing; I let it go.')
    expect(intake.commentsOf(number)).toMatchObject([{ internal: true }])
    expect((await call('getTicket', { id: number })).body.resolution).toBe('Resolved by mail.')
  })

  it.each(['#internl\nSlow payers.', '#resolve\n#internal Slow payers.', `#internal ${'Slow payers. '.repeat(30)}`])(
    'keep from customers what was meant to be internal: %j',
    async (said) => {
      await answer(said)
      expect(intake.commentsOf(number)[0]).toMatchObject({
        internal: true,
        text: expect.stringContaining('Slow payers'),
      })
      const { resolution = '' } = (await call('getTicket', { id: number })).body
      expect(resolution).not.toContain('Slow')
    },
  )

  it('do several things, and need no words beside', async () => {
    await answer('#assign me #priority urgent\n#tag flood')
    expect(ticketItem(desk, number)).toMatchObject({ assignee: people.agent.id, priority: 'urgent', tags: ['flood'] })
    expect(intake.commentsOf(number)).toEqual([])
    await answer('#pending customer\nWhich floor?')
    expect(ticketItem(desk, number).status).toBe('pending_customer')
  })

  it('that cannot be done lose nobody a word: it is said which', async () => {
    await answer('#pending parts\n#resolv\nStill waiting.')
    const [said, told] = intake.commentsOf(number)
    expect(said).toMatchObject({ internal: false, text: '#resolv\nStill waiting.' })
    expect(told).toMatchObject({ internal: true, author: { role: 'system' } })
    expect(told?.text).toContain('#pending parts: ')
    expect(told?.text).toContain('#resolv: is no command')
    expect(intake.mailsOf(number)[0]?.marked).toEqual(['command-refused', 'command-unknown'])
  })

  it('are mere words where the desk wants none, and of anybody else', async () => {
    await answer('#resolve\nDone.', { from: 'customer@desk.example' })
    await set({ commands: false })
    await answer('#resolve\nDone.')
    expect(intake.commentsOf(number).map(({ text }) => text)).toEqual(['#resolve\nDone.', '#resolve\nDone.'])
    expect(ticketItem(desk, number).status).toBe('created')
  })

  it('in the messages of the corpus: the true one resolves, the forged one does nothing', async () => {
    desk.table.put({
      ...desk.table.find({ pk: `TICKET#${number}`, sk: 'TICKET' }),
      pk: 'TICKET#TKT000123',
      number: 'TKT000123',
    })
    desk.table.put({ ...desk.table.find({ pk: `TICKET#${number}`, sk: 'BODY' }), pk: 'TICKET#TKT000123' })
    const forged = await intake.take(message('forged-staff'))
    expect(forged.state).toBe('opened')
    expect(typesOf(desk, 'TKT000123')).toEqual([])
    expect(await intake.take(message('staff-reply'))).toMatchObject({ state: 'joined', ticket: 'TKT000123' })
    expect(ticketItem(desk, 'TKT000123').status).toBe('resolved')
  })
})

describe('a mail of staff about nothing yet', () => {
  it('opens a ticket of the house', async () => {
    const { ticket } = await intake.take(letter({ from: 'technician@desk.example', subject: 'New boiler' }))
    expect(ticketItem(desk, ticket)).toMatchObject({ requester: people.technician.id, title: 'New boiler' })
    expect(ticketItem(desk, ticket).customer).toBeUndefined()
  })
})
