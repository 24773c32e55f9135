import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Verdict } from '../../../domain/mail/incoming.ts'
import {
  type Candidate,
  evidences,
  numbersIn,
  type Sender,
  type Thread,
  threadOf,
  tracesOf,
  trustOf,
} from '../../../domain/mail/thread.ts'
import { incoming } from './support.ts'

const ticket = 'TKT000123'
const candidate = (by: Candidate['by'], given: Partial<Candidate> = {}): Candidate => ({
  ticket,
  by,
  isParticipant: true,
  isWithinWindow: true,
  ...given,
})
const joins = (by: Candidate['by']): Thread => ({ ticket, by })
const follows = (by: Candidate['by'], because: 'too-late' | 'stranger' | 'not-believed'): Thread => ({
  follows: ticket,
  by,
  because,
})
const hashes = ['reply-address', 'message-id'] as const

describe('a participant', () => {
  const strangers = 'new-ticket'
  it.each(hashes)('with a hash of ours in the %s joins, whatever the verdicts', (by) => {
    for (const trust of ['good', 'unknown', 'failed'] as const) {
      expect(threadOf([candidate(by)], { trust, strangers })).toEqual(joins(by))
    }
  })
  it.each([
    ['good', joins('references')],
    ['unknown', joins('references')],
    ['failed', follows('references', 'not-believed')],
  ] as const)('with a known id, and verdicts that are %s', (trust, thread) => {
    expect(threadOf([candidate('references')], { trust, strangers })).toEqual(thread)
  })
  it.each([
    ['good', joins('subject')],
    ['unknown', follows('subject', 'not-believed')],
    ['failed', follows('subject', 'not-believed')],
  ] as const)('with a number, and verdicts that are %s', (trust, thread) => {
    expect(threadOf([candidate('subject')], { trust, strangers })).toEqual(thread)
  })
  it.each(evidences)('who comes too late, by %s, has a new ticket that is linked', (by) => {
    expect(threadOf([candidate(by, { isWithinWindow: false })], { trust: 'good', strangers })).toEqual(
      follows(by, 'too-late'),
    )
  })
})

describe('a stranger', () => {
  it.each(hashes)(
    'with a hash of ours in the %s joins where the desk lets them, and has a new linked ticket else',
    (by) => {
      const found = [candidate(by, { isParticipant: false })]
      expect(threadOf(found, { trust: 'good', strangers: 'join' })).toEqual(joins(by))
      expect(threadOf(found, { trust: 'unknown', strangers: 'join' })).toEqual(joins(by))
      expect(threadOf(found, { trust: 'failed', strangers: 'join' })).toEqual(follows(by, 'stranger'))
      expect(threadOf(found, { trust: 'good', strangers: 'new-ticket' })).toEqual(follows(by, 'stranger'))
    },
  )
  it.each(['new-ticket', 'join'] as const)('with a known id never joins (%s)', (strangers) => {
    expect(threadOf([candidate('references', { isParticipant: false })], { trust: 'good', strangers })).toEqual(
      follows('references', 'stranger'),
    )
  })
  it.each(['new-ticket', 'join'] as const)('with a number is where they would be without it (%s)', (strangers) => {
    expect(threadOf([candidate('subject', { isParticipant: false })], { trust: 'good', strangers })).toBeUndefined()
  })
})

it('the strongest evidence decides', () => {
  const found = [
    candidate('subject', { ticket: 'TKT000004' }),
    candidate('references', { ticket: 'TKT000003' }),
    candidate('message-id', { ticket: 'TKT000002' }),
    candidate('reply-address', { ticket: 'TKT000001' }),
  ]
  const sender: Sender = { trust: 'good', strangers: 'new-ticket' }
  expect(threadOf(found, sender)).toEqual({ ticket: 'TKT000001', by: 'reply-address' })
  expect(threadOf(found.slice(0, 3), sender)).toEqual({ ticket: 'TKT000002', by: 'message-id' })
  expect(threadOf(found.slice(0, 2), sender)).toEqual({ ticket: 'TKT000003', by: 'references' })
  expect(threadOf([], sender)).toBeUndefined()
})

const trusts = fc.constantFrom('good' as const, 'unknown' as const, 'failed' as const)
const senders = fc.record({ trust: trusts, strangers: fc.constantFrom('new-ticket' as const, 'join' as const) })
const candidates = fc.array(
  fc.record({
    ticket: fc.constantFrom('TKT000001', 'TKT000002', 'TKT000003'),
    by: fc.constantFrom(...evidences),
    isParticipant: fc.boolean(),
    isWithinWindow: fc.boolean(),
  }),
  { maxLength: 5 },
)
const joined = (thread: Thread | undefined) => (thread && 'ticket' in thread ? thread.ticket : undefined)

describe('whatever is known', () => {
  it('no stranger joins without a hash of ours', () => {
    fc.assert(
      fc.property(candidates, senders, (found, sender) => {
        const thread = threadOf(found, sender)
        const into = found.find(({ ticket: one, by }) => one === joined(thread) && by === thread?.by)
        if (into && !into.isParticipant) expect(hashes).toContain(into.by)
      }),
    )
  })
  it('none who is not believed joins by what others can write, and none at all by a number alone', () => {
    fc.assert(
      fc.property(candidates, senders, (found, sender) => {
        const thread = threadOf(found, sender)
        if (joined(thread) === undefined) return
        if (sender.trust === 'failed') expect(hashes).toContain(thread?.by)
        if (thread?.by === 'subject') expect(sender.trust).toBe('good')
      }),
    )
  })
  it('nothing joins a ticket that is closed for too long', () => {
    fc.assert(
      fc.property(candidates, senders, (found, sender) => {
        const into = joined(threadOf(found, sender))
        if (into) expect(found).toContainEqual(expect.objectContaining({ ticket: into, isWithinWindow: true }))
      }),
    )
  })
  it('who is believed less, or has no part, joins no more', () => {
    fc.assert(
      fc.property(candidates, senders, (found, sender) => {
        const less = joined(
          threadOf(
            found.map((one) => ({ ...one, isParticipant: false })),
            { ...sender, trust: 'failed' },
          ),
        )
        expect(less).toBeUndefined()
      }),
    )
  })
})

describe('what a mail says about tickets', () => {
  const read = {
    replyAddress: (address: string) => /^support\+(tkt\d+)\.genuine@/.exec(address)?.[1]?.toUpperCase(),
    messageId: (id: string) => /^(tkt\d+)\.\d+\.genuine@/.exec(id)?.[1]?.toUpperCase(),
  }
  it('stands in addresses, ids and the subject', () => {
    const mail = incoming({
      to: [{ address: 'support+tkt000001.genuine@desk.example' }],
      inReplyTo: ['tkt000002.4.genuine@desk.example'],
      references: ['first@acme.example', 'tkt000002.1.genuine@desk.example', 'second@acme.example'],
      subject: 'Re: [TKT000003] The projector [tkt000003]',
    })
    expect(tracesOf(mail, read)).toEqual({
      numbers: [
        { number: 'TKT000001', by: 'reply-address' },
        { number: 'TKT000002', by: 'message-id' },
        { number: 'TKT000003', by: 'subject' },
      ],
      ids: ['second@acme.example', 'first@acme.example'],
    })
  })
  it('is found in References where SES has written another Message-ID over ours', () => {
    const mail = incoming({
      inReplyTo: ['0102019a-ses@eu-west-1.amazonses.com'],
      references: ['tkt000002.4.genuine@desk.example', '0102019a-ses@eu-west-1.amazonses.com'],
    })
    expect(tracesOf(mail, read)).toEqual({
      numbers: [{ number: 'TKT000002', by: 'message-id' }],
      ids: ['0102019a-ses@eu-west-1.amazonses.com'],
    })
  })
  it('gains nothing by a forged id: it is an id of nobody', () => {
    const mail = incoming({
      to: [{ address: 'support+tkt000001.forged@desk.example' }],
      inReplyTo: ['tkt000002.4.forged@desk.example'],
      subject: 'Hello',
    })
    expect(tracesOf(mail, read)).toEqual({ numbers: [], ids: ['tkt000002.4.forged@desk.example'] })
  })
  it('is read to a limit', () => {
    const references = Array.from({ length: 5000 }, (_, at) => `${at}@acme.example`)
    expect(tracesOf(incoming({ references }), read).ids).toHaveLength(20)
  })
  it.each([
    ['Re: [TKT000123] The projector', ['TKT000123']],
    ['AW: [tkt000123] Der Beamer', ['TKT000123']],
    ['【CWS-2026-001】プロジェクター', ['CWS-2026-001']],
    ['TKT000123 without brackets', []],
    ['[Users] Heating', []],
    ['', []],
  ])('in the subject %j: %j', (subject, numbers) => {
    expect(numbersIn(subject)).toEqual(numbers)
  })
})

describe('how far an address is believed', () => {
  it.each<[Verdict, Verdict, Verdict, boolean, string]>([
    ['pass', 'fail', 'fail', false, 'good'],
    ['fail', 'pass', 'pass', true, 'failed'],
    ['none', 'pass', 'none', true, 'good'],
    ['none', 'pass', 'pass', false, 'unknown'],
    ['none', 'none', 'pass', false, 'unknown'],
    ['none', 'fail', 'none', false, 'failed'],
    ['none', 'none', 'fail', false, 'failed'],
    ['none', 'fail', 'pass', true, 'good'],
    ['none', 'none', 'none', false, 'unknown'],
    ['failed-to-check', 'failed-to-check', 'failed-to-check', false, 'unknown'],
  ])('DMARC %s, SPF %s, DKIM %s, for its own domain %s: %s', (dmarc, spf, dkim, aligned, trust) => {
    expect(trustOf({ dmarc, spf, dkim, aligned, spam: 'pass', virus: 'pass' })).toBe(trust)
  })
})
