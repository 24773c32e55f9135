import { TransactionConflictException } from '@aws-sdk/client-dynamodb'
import { beforeEach, describe, expect, it } from 'vitest'
import { loadCorrespondent } from '../../../functions/platform/table/correspondents.ts'
import { saveMail } from '../../../functions/platform/table/mails.ts'
import { aDesk, throws } from '../support/desk.ts'
import { aTicket, call } from '../support/gateway.ts'
import { answerTo, Intake, type Letter, letter, mailbox, ourId } from '../support/mailbox.ts'
import { ticketItem, typesOf } from '../support/timers.ts'

const desk = aDesk()
let intake: Intake
let number: string
const from = 'customer@desk.example'
beforeEach(async () => {
  intake = new Intake(desk)
  number = await aTicket()
})

const machines: [string, () => Letter][] = [
  ['out of office', () => ({ headers: { 'Auto-Submitted': 'auto-replied' } })],
  [
    'Exchange',
    () => ({
      headers: {
        'X-Auto-Response-Suppress': 'All',
        'Auto-Submitted': 'auto-generated',
        'In-Reply-To': `<${ourId(number)}>`,
      },
    }),
  ],
  ['by its subject', () => ({ subject: `Abwesenheitsnotiz: [${number}]` })],
  ['another desk', () => ({ headers: { 'X-Zendesk-From-Account-Id': '1' } })],
  ['a list', () => ({ headers: { 'List-Id': '<x.y.example>', Precedence: 'list' } })],
  ['our own mail, come back', () => ({ headers: { 'X-Loop': mailbox } })],
]

describe('a machine', () => {
  it.each(machines)('is noted on the ticket that it belongs to, and moves nothing (%s)', async (_, given) => {
    await call('resolveTicket', { id: number, body: { resolution: 'Done.' } })
    const before = typesOf(desk, number)
    const became = await intake.take(letter({ from, to: answerTo(number), ...given() }))
    expect(became).toMatchObject({ state: 'noted', ticket: number })
    expect(ticketItem(desk, number).status).toBe('resolved')
    expect(typesOf(desk, number)).toEqual(before)
    expect(intake.mailsOf(number)).toMatchObject([{ state: 'noted', unanswered: true }])
    expect(intake.tickets).toEqual([number])
  })

  it.each([
    ['an answer to nothing of ours', { headers: { 'Auto-Submitted': 'auto-replied' } }],
    ['our own mail', { id: ourId('TKT000077') }],
    [
      'a bounce of what is not ours',
      { from: 'mailer-daemon@mx.example', subject: 'Undelivered Mail Returned to Sender' },
    ],
  ])('of no ticket is put aside, and it is known what it was (%s)', async (_, given) => {
    const became = await intake.take(letter({ from, ...given }))
    expect(became).toMatchObject({ state: 'aside', because: expect.any(String), settledAt: expect.any(String) })
    expect(intake.tickets).toEqual([number])
  })

  it.each([
    ['another desk', { headers: { 'X-Zendesk-From-Account-Id': '1' } }],
    ['monitoring', { headers: { 'Auto-Submitted': 'auto-generated' } }],
    ['a list', { headers: { 'List-Id': '<x.y.example>' } }],
  ])('that somebody has to read opens a ticket, which nothing automatic follows (%s)', async (_, given) => {
    const became = await intake.take(letter(given))
    expect(became.state).toBe('opened')
    expect(intake.mailsOf(became.ticket ?? '')).toMatchObject([{ unanswered: true }])
  })

  it('of a forger is not noted by an id that anybody may have seen', async () => {
    await intake.take(letter({ from, to: answerTo(number), id: 'seen@mail.example' }))
    const given = {
      from,
      verdicts: 'failed',
      headers: { 'Auto-Submitted': 'auto-replied', References: '<seen@mail.example>' },
    } as const
    expect((await intake.take(letter(given))).state).toBe('aside')
  })
})

describe('rounds with a machine', () => {
  const automatic = async (of: string) => {
    await saveMail({
      ...{ id: `mal_${of.toUpperCase()}`, ticket: number, at: new Date().toISOString(), subject: 'x', version: 1 },
      ...{ direction: 'out', state: 'sent', to: from, notice: 'opened' },
    })
    return { 'In-Reply-To': `<${ourId(number, of)}>` }
  }
  const answered = {
    pk: `CORRESPONDENT#${from}`,
    sk: 'CORRESPONDENT',
    address: from,
    answeredAt: [],
    rounds: 0,
    version: 1,
  }

  it('are counted: each mail that answers an automatic one', async () => {
    desk.table.put({ ...answered, unattended: 2 })
    const headers = await automatic('01jd0000000000000000000001')
    await intake.take(letter({ from, headers }))
    expect(await loadCorrespondent(from)).toMatchObject({ rounds: 1 })
    await intake.take(letter({ from, headers: { ...headers, 'Auto-Submitted': 'auto-replied' } }))
    expect(await loadCorrespondent(from)).toMatchObject({ rounds: 2 })
  })

  it('are counted while an answer to the same address is being counted', async () => {
    desk.table.put({ ...answered, unattended: 2 })
    const headers = await automatic('01jd0000000000000000000001')
    desk.before('Put', throws(new TransactionConflictException({ message: 'Held', $metadata: {} })))
    await intake.take(letter({ from, headers }))
    expect(await loadCorrespondent(from)).toMatchObject({ rounds: 1 })
  })

  it('are looked up once for each mail that is named, however often it is', async () => {
    desk.table.put({ ...answered, unattended: 2 })
    const { 'In-Reply-To': id } = await automatic('01jd0000000000000000000001')
    desk.calls.length = 0
    await intake.take(letter({ from, headers: { 'In-Reply-To': Array(200).fill(id).join(' ') } }))
    expect(desk.countOf('Get')).toBeLessThan(20)
  })

  it('are counted once for each mail, however often it comes', async () => {
    desk.table.put({ ...answered, unattended: 2 })
    const raw = letter({ from, headers: await automatic('01jd0000000000000000000001') })
    const key = intake.put(raw)
    desk.after('Put', () => {
      throw new Error('TimeoutError')
    })
    expect(await intake.give(key)).toBe(false)
    expect(await intake.give(key)).toBe(true)
    expect(await loadCorrespondent(from)).toMatchObject({ rounds: 1 })
  })
})
