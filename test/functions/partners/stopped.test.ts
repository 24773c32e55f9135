import '../support/environment.ts'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { stop } from '../../../functions/partners/pausing.ts'
import { keys } from '../../../functions/platform/table/keys.ts'
import { people } from '../../support/people.ts'
import { aDesk, fault, pass, throws } from '../support/desk.ts'
import { call } from '../support/gateway.ts'
import { deliver } from '../support/notifier.ts'
import { aWebhook, hook } from '../support/partners.ts'
import { sentLetters } from '../support/sent.ts'

const desk = aDesk()

vi.stubEnv('WEBHOOKS_REACH', 'loopback')
beforeEach(() => aWebhook(desk, 'http://127.0.0.1:9/', { name: 'Our ERP' }))

/** What the bus says of the last change of the subscription. */
const changed = () => {
  const item = desk.table
    .filter(({ pk, sk }) => pk === `SUBSCRIPTION#${hook}` && String(sk).startsWith('EVENT#'))
    .at(-1)
  return { id: 'x', source: 'service-desk', 'detail-type': 'subscription.updated', detail: item }
}
const addresses = () => desk.mails.map(({ Destination }) => Destination?.ToAddresses?.[0])

describe('a subscription that the desk stops', () => {
  it.each([
    ['failing', 'paused', 'failed again and again'],
    ['gone', 'disabled', '410'],
  ] as const)('%s: its owner is told by mail, once', async (reason, state, words) => {
    await stop(hook, reason, 'run-1')
    expect((await call('getSubscription', { as: 'partner', id: hook })).body).toMatchObject({ state })
    const event = changed()
    expect(await deliver(event)).toEqual([])
    expect(await deliver(event, event)).toEqual([])
    expect(addresses()).toEqual([desk.table.find(keys.person(people.partner.id))?.email])
    const [letter] = sentLetters(desk)
    expect(letter?.text).toMatch(words)
    expect(letter?.subject).toMatch('Our ERP')
  })

  it('tells the admins where its owner has no address', async () => {
    const person = desk.table.find(keys.person(people.partner.id))
    desk.table.put({ ...person, email: undefined } as never)
    await stop(hook, 'failing', 'run-1')
    expect(await deliver(changed())).toEqual([])
    expect(addresses()).toEqual([desk.table.find(keys.person(people.admin.id))?.email])
  })

  it('tells nobody of what its owner did, nor once it goes on', async () => {
    await call('pauseSubscription', { as: 'partner', id: hook, body: {} })
    expect(await deliver(changed())).toEqual([])
    await call('resumeSubscription', { as: 'partner', id: hook })
    await stop(hook, 'failing', 'run-1')
    const event = changed()
    await call('resumeSubscription', { as: 'partner', id: hook })
    expect(await deliver(event)).toEqual([])
    expect(desk.mails).toEqual([])
  })

  it.each([true, false])(
    'tells of it once a day, however often it is resumed (its owner has an address: %s)',
    async (has) => {
      if (!has) desk.table.put({ ...desk.table.find(keys.person(people.partner.id)), email: undefined } as never)
      const stopAgain = async () => {
        await stop(hook, 'gone', 'run-1')
        expect(await deliver(changed())).toEqual([])
        await call('resumeSubscription', { as: 'partner', id: hook })
      }
      for (let times = 0; times < 3; times += 1) await stopAgain()
      expect(desk.mails).toHaveLength(1)
      pass(24 * 60 * 60_000)
      for (let times = 0; times < 3; times += 1) await stopAgain()
      expect(desk.mails).toHaveLength(2)
    },
  )

  it('tells of it again once an admin has approved it anew', async () => {
    await stop(hook, 'gone', 'run-1')
    expect(await deliver(changed())).toEqual([])
    const target = { kind: 'webhook', url: 'http://127.0.0.1:9/other' }
    await call('changeSubscription', { as: 'partner', id: hook, body: { target } })
    await call('approveSubscription', { as: 'admin', id: hook, headers: { 'if-match': '*' }, body: {} })
    await stop(hook, 'gone', 'run-1')
    expect(await deliver(changed())).toEqual([])
    expect(desk.mails).toHaveLength(2)
  })

  it('comes again where SES does not take the mail', async () => {
    await stop(hook, 'gone', 'run-1')
    desk.before('SendEmail', throws(fault('ServiceUnavailable')))
    const event = changed()
    expect(await deliver(event)).toEqual([0])
    vi.setSystemTime(Date.now() + 61_000)
    expect(await deliver(event)).toEqual([])
    expect(desk.mails).toHaveLength(1)
  })

  it('is stopped once, though two of its deliveries fail at the same moment', async () => {
    await Promise.all([stop(hook, 'failing', 'run-1'), stop(hook, 'failing', 'run-2')])
    const changes = desk.table.filter(({ pk, sk }) => pk === `SUBSCRIPTION#${hook}` && String(sk).startsWith('EVENT#'))
    expect(changes).toHaveLength(1)
  })
})
