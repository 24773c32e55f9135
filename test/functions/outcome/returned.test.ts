import '../support/environment.ts'
import { beforeEach, describe, expect, it } from 'vitest'
import { noteReturned, type Returned } from '../../../functions/platform/mail/returned.ts'
import { loadCorrespondent } from '../../../functions/platform/table/correspondents.ts'
import { loadMail, type MailOut, saveMail } from '../../../functions/platform/table/mails.ts'
import { people } from '../../support/people.ts'
import { at, day, minute } from '../../support/time.ts'
import { aDesk } from '../support/desk.ts'
import { aTicket } from '../support/gateway.ts'
import { eventsOf } from '../support/timers.ts'

const desk = aDesk()
const number = 'TKT000001'
const id = 'mal_01JD0000000000000000MA11N1'
const to = 'anna@corner.example'

const sent: MailOut = {
  ...{ id, ticket: number, direction: 'out', state: 'delivered', at: at(0), subject: 'x', to },
  ...{ person: people.customer.id, notice: 'answered', version: 1 },
}
const report: Returned = {
  at: at(5 * minute),
  from: 'mailer-daemon@mx.corner.example',
  trust: 'good',
  failed: [{ address: to, status: '5.1.1', diagnostic: '550 5.1.1 No such user here' }],
  returned: [{ ticket: number, mail: id }],
  requestId: 'request-1',
}

beforeEach(async () => {
  await aTicket()
  await saveMail(sent)
})

const note = (more: Partial<Returned> = {}) => noteReturned({ ...report, ...more })
const mail = async () => (await loadMail(number, id)) as MailOut
const told = () => eventsOf(desk).filter(({ type }) => type === 'mail.bounced')
const isGone = async (address = to) => (await loadCorrespondent(address)).bounced?.permanent ?? false

describe('a bounce that comes as a mail', () => {
  it('marks the mail and the address, and is told once, however often it is read', async () => {
    await note()
    await note()
    expect(await mail()).toMatchObject({ state: 'bounced', stateAt: at(5 * minute) })
    expect(told()).toMatchObject([{ data: { mail: id, permanent: true, status: '5.1.1' } }])
    expect((await loadCorrespondent(to)).bounced).toMatchObject({ permanent: true, times: 1 })
  })

  it('knows the address without its tag, and in whatever case it is written', async () => {
    await note({ failed: [{ address: 'Anna+desk@Corner.Example', status: '5.1.1' }] })
    expect((await mail()).state).toBe('bounced')
  })

  it.each([
    ['names no mail of ours', { returned: [] }],
    ['names one that is not there', { returned: [{ ticket: number, mail: 'mal_01JD0000000000000000MA11N9' }] }],
    ['names an address that the mail did not go to', { failed: [{ address: 'boss@corner.example', status: '5.1.1' }] }],
    ['says of nobody that it failed', { failed: [] }],
    ['comes weeks later', { at: at(15 * day) }],
  ])('marks nothing where it %s', async (_, more) => {
    await note(more)
    expect((await mail()).state).toBe('delivered')
    expect(told()).toEqual([])
    expect([await isGone(), await isGone('boss@corner.example')]).toEqual([false, false])
  })

  it.each([
    ['is not believed', { trust: 'unknown' as const }],
    ['fails what its domain asks for', { trust: 'failed' as const }],
    ['is from another domain', { from: 'mailer-daemon@attacker.example' }],
    ['is from a domain that only ends alike', { from: 'mailer-daemon@acorner.example' }],
    ['is from nobody', { from: undefined }],
    ['says that the mailbox is full', { failed: [{ address: to, status: '5.2.2' }] }],
    ['dislikes what it got', { failed: [{ address: to, status: '5.7.1' }] }],
    ['says no code', { failed: [{ address: to }] }],
  ])('stops nothing from going there where it %s: its agent is told, and that is all', async (_, more) => {
    await note(more)
    expect((await mail()).state).toBe('bounced')
    expect(told()).toMatchObject([{ data: { permanent: false } }])
    expect(await isGone()).toBe(false)
  })

  it('says nothing of a mail that never went', async () => {
    desk.table.put({ ...desk.table.find({ pk: `TICKET#${number}`, sk: `MAIL#${id}` }), state: 'suppressed' } as never)
    await note()
    expect((await mail()).state).toBe('suppressed')
  })
})
