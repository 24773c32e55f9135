import './support/environment.ts'
import { beforeEach, describe, expect, it } from 'vitest'
import { unmet } from '../../domain/mail/limits.ts'
import { eventExamples } from '../../events/examples.ts'
import { type Unsent, whyNot } from '../../functions/notifications/allowed.ts'
import { handler } from '../../functions/notifications/notify.ts'
import { isOptional, partsOf } from '../../functions/notifications/optional.ts'
import { handler as release } from '../../functions/notifications/release.ts'
import type { NoticeKind } from '../../functions/notifications/tellings.ts'
import {
  type Correspondent,
  changeCorrespondent,
  loadCorrespondent,
} from '../../functions/platform/table/correspondents.ts'
import type { Nature } from '../../functions/platform/table/mails.ts'
import { people } from '../support/people.ts'
import { at, hour, minute } from '../support/time.ts'
import { aDesk, pass } from './support/desk.ts'
import { aTicket, call } from './support/gateway.ts'
import { sentLetters, sentMails } from './support/sent.ts'
import { batch, context, eventsOf, failures } from './support/timers.ts'

const desk = aDesk()
const customer = 'customer@desk.example'
let id: string
beforeEach(async () => {
  id = await aTicket()
})

/** An event of the ticket, as the bus gives it. */
function event(type: string, nth = -1) {
  const { type: _, ...found } = eventsOf(desk, id)
    .filter((one) => one.type === type)
    .at(nth) ?? { type }
  const detail = { ...found, subject: { kind: 'ticket', id } }
  return { id: 'x', source: 'service-desk', 'detail-type': type, detail }
}
const deliver = async (...messages: unknown[]) => expect(failures(await handler(batch(messages), context))).toEqual([])
const known = (more: Partial<Correspondent>) => changeCorrespondent(customer, (one) => ({ ...one, ...more }))
const says = (body = 'Which oven?') => call('addComment', { id, body: { body } })
const unsent = () =>
  desk.table.filter(({ pk, sk, state }) => pk === `TICKET#${id}` && /^MAIL#/.test(String(sk)) && state === 'suppressed')

const gone = { bounced: { at: at(0), permanent: true, times: 1 } }
const full = { bounced: { at: at(0), permanent: false, times: 1 } }
const unwanted = { complainedAt: at(0) }
const machine = { rounds: 2, unattended: 2 }
const left = { unsubscribedAt: at(0) }

const rules: [string, Partial<Correspondent>, NoticeKind, Nature, Unsent | undefined][] = [
  ['nobody has met', {}, 'resolved', 'automatic', undefined],
  ['is gone', gone, 'resolved', 'automatic', 'bounced'],
  ['is gone', gone, 'answered', 'reply', 'bounced'],
  ['is gone', gone, 'opened', 'auto-reply', 'bounced'],
  ['was full once', full, 'resolved', 'automatic', undefined],
  ['complained', unwanted, 'resolved', 'automatic', 'complained'],
  ['complained', unwanted, 'opened', 'auto-reply', 'complained'],
  ['complained', unwanted, 'answered', 'reply', undefined],
  ['is a machine', machine, 'resolved', 'automatic', 'machine'],
  ['is a machine', machine, 'opened', 'auto-reply', 'machine'],
  ['is a machine', machine, 'answered', 'reply', undefined],
  ['wants no more', left, 'survey', 'automatic', 'unsubscribed'],
  ['wants no more', left, 'moved', 'automatic', 'unsubscribed'],
  ['wants no more', left, 'digest', 'automatic', 'unsubscribed'],
  ['wants no more', left, 'reminder', 'automatic', 'unsubscribed'],
  ['wants no more', left, 'answeredForWatchers', 'reply', 'unsubscribed'],
  ['wants no more', left, 'answered', 'reply', undefined],
  ['wants no more', left, 'resolved', 'automatic', undefined],
  ['wants no more', left, 'opened', 'auto-reply', undefined],
]

describe('an address', () => {
  it.each(rules)('that %s (%j): %s as %s: %s', (_, more, kind, nature, because) => {
    expect(whyNot({ kinds: [kind], nature }, { ...unmet, address: customer, version: 1, ...more })).toBe(because)
  })

  it('that wants no more still hears what the customer of a ticket of theirs says', () => {
    const one = { ...unmet, address: customer, version: 1, ...left }
    const said = { quote: undefined, isTheirs: true }
    const theirs = partsOf({ kind: 'answeredForWatchers', said })
    expect([isOptional(theirs), whyNot({ ...theirs, nature: 'automatic' }, one)]).toEqual([false, undefined])
    const watched = { kind: 'moved', said: { to: 'in_progress' } } as const
    const both = partsOf({ kind: 'gathered', said: { parts: [watched, { kind: 'answeredForWatchers', said }] } })
    expect([isOptional(both), isOptional(partsOf(watched))]).toEqual([false, true])
  })

  it('that wants no more still gets what is told together with what is theirs to know', () => {
    const one = { ...unmet, address: customer, version: 1, ...left }
    expect(whyNot({ kinds: ['moved', 'reminder'], nature: 'automatic' }, one)).toBe('unsubscribed')
    expect(whyNot({ kinds: ['moved', 'resolved'], nature: 'automatic' }, one)).toBeUndefined()
  })
})

describe('what does not go', () => {
  it('stands on the ticket, and why, once', async () => {
    await known(unwanted)
    for (const time of [1, 2, 3]) await deliver({ ...event('ticket.created'), id: `x${time}` })
    expect(desk.mails).toEqual([])
    expect(unsent()).toMatchObject([{ to: customer, notice: 'opened', diagnostic: 'complained' }])
  })

  it('is not all that goes: what a person writes reaches a machine, and all is forgotten', async () => {
    await deliver(event('ticket.created'))
    await known(machine)
    pass(hour)
    await says()
    await deliver(event('ticket.commented'))
    expect(desk.mails).toHaveLength(2)
    expect(await loadCorrespondent(customer)).toMatchObject({ rounds: 0, unattended: 0 })
    pass(hour)
    await call('resolveTicket', { id, body: { resolution: 'A new fuse' } })
    await deliver(event('ticket.status-changed'))
    expect(desk.mails).toHaveLength(3)
  })

  it('of several things that are told together stands there as one', async () => {
    await deliver(event('ticket.created'))
    await says('One')
    await deliver(event('ticket.commented'))
    await says('Two')
    await deliver(event('ticket.commented'))
    await says('Three')
    await deliver(event('ticket.commented'))
    await known(gone)
    pass(2 * minute)
    await release(undefined, context)
    await deliver(...(desk.queues.notices ?? []))
    expect(unsent()).toMatchObject([{ notice: 'gathered', diagnostic: 'bounced' }])
  })
})

describe('a mail says of itself', () => {
  it.each([
    ['a person’s answer', 'ticket.commented', undefined, false],
    ['that it was opened, not by mail', 'ticket.created', 'auto-generated', false],
  ])('of %s', async (_, type, submitted, leave) => {
    await says()
    await deliver(event(type))
    const [mail] = await sentMails(desk)
    expect(mail?.header('auto-submitted')).toBe(submitted)
    expect(mail?.header('list-unsubscribe') !== undefined).toBe(leave)
  })

  it('where its reader gets no more of what they only watch', async () => {
    await call('watchTicket', { id, params: { person: people.colleague.id } })
    await call('startTicket', { id, as: 'technician' })
    await deliver(event('ticket.status-changed'))
    const mail = (await sentMails(desk)).find(({ recipient }) => recipient.startsWith('colleague'))
    expect(mail?.header('list-unsubscribe')).toMatch(/unsubscribe/)
    expect(mail?.header('auto-submitted')).toBe('auto-generated')
  })
})

describe('a customer who was not content', () => {
  const { data, ...envelope } = eventExamples['survey.answered']
  const answered = (more: object) => ({
    id: 'x',
    source: 'service-desk',
    'detail-type': 'survey.answered',
    detail: { ...envelope, id: `ticket.${id}.90`, subject: { kind: 'ticket', id }, data: { ...data, ...more } },
  })

  it.each([
    [{ score: 1 }, 2],
    [{ score: 2 }, 2],
    [{ score: 3 }, 0],
    [{ score: 1, previous: 2, changed: true }, 0],
    [{ score: 2, previous: 5, changed: true }, 2],
  ])('%j: those who answer for the team are told', async (more, times) => {
    await deliver(answered(more))
    expect(sentLetters(desk)).toHaveLength(times)
  })
})
