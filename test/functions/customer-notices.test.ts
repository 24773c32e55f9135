import './support/environment.ts'
import { beforeEach, describe, expect, it } from 'vitest'
import { noticeEvents } from '../../events/catalogue.ts'
import { handler } from '../../functions/notifications/notify.ts'
import { type Caller, people, teams } from '../support/people.ts'
import { at, day, hour, minute } from '../support/time.ts'
import { aDesk, pass } from './support/desk.ts'
import { aTicket, call } from './support/gateway.ts'
import { JobQueue } from './support/jobs.ts'
import { sentLetters } from './support/sent.ts'
import { batch, context, eventsOf, failures, toSupervisor } from './support/timers.ts'

const desk = aDesk()
let id: string
let heard = new Set<number>()
beforeEach(async () => {
  heard = new Set()
  id = await aTicket()
})

const mails = () => sentLetters(desk).map(({ to, ...letter }) => ({ ...letter, to: to.split('@')[0] }))
const subjects = () => mails().map(({ to, subject }) => `${to}: ${subject}`)
const messageOf = ({ type, ...event }: ReturnType<typeof eventsOf>[number], more: object = {}) => ({
  id: 'x',
  source: 'service-desk',
  'detail-type': type,
  detail: { ...event, subject: { kind: 'ticket', id } },
  ...more,
})
const deliver = async (...messages: object[]) => failures(await handler(batch(messages), context))

/** Gives the notifier what has happened since it last heard, as its rule does; forgets what mails there were before. */
async function hear(): Promise<void> {
  desk.mails.length = 0
  const fresh = eventsOf(desk, id).filter(
    ({ seq, type }) => !heard.has(seq) && (noticeEvents as string[]).includes(type),
  )
  for (const { seq } of eventsOf(desk, id)) heard.add(seq)
  expect(await deliver(...fresh.map((event) => messageOf(event)))).toEqual([])
}

const does = async (name: Parameters<typeof call>[0], as: Caller, body?: object) =>
  expect((await call(name, { id, as, ...(body && { body }) })).status).toBeLessThan(300)
const set = (settings: object) =>
  desk.table.put({ ...(desk.table.find({ pk: 'SETTINGS#main', sk: 'SETTINGS' }) as object), ...settings } as never)
const waits = async () => {
  await does('startTicket', 'technician')
  await does('pauseTicket', 'technician', { status: 'pending_customer', reason: 'Which oven?' })
}

describe('the customer', () => {
  it('is told that their ticket was opened, with its number and what they called it', async () => {
    await hear()
    expect(mails()).toMatchObject([{ to: 'customer', subject: `[${id}] The oven display is dark` }])
    expect(mails()[0]?.text).toContain(`It has the number ${id}`)
    expect(mails()[0]?.text).toContain('Subject: The oven display is dark')
  })

  it('is told by when they were promised an answer, and a solution', async () => {
    await hear()
    expect(mails()[0]?.text).toContain('First answer: by Saturday, 21 November 2026 at 12:00 UTC')
    expect(mails()[0]?.text).toContain('Solution: by Saturday, 21 November 2026 at 18:00 UTC')
  })

  it('is reached where they said for this ticket, without a word that somebody wrote', async () => {
    id = await aTicket({ contact: { email: 'reception@bakery.example' }, title: 'Buy now' }, 'customer')
    await hear()
    expect(mails()).toMatchObject([{ to: 'reception' }])
    expect(JSON.stringify(mails())).not.toContain('Buy now')
  })

  it('of a ticket that staff opened is whoever it was opened for, and nobody where no address was given', async () => {
    id = await aTicket({ contact: { email: 'reception@bakery.example' } }, 'agent')
    await hear()
    expect(subjects()).toEqual([`reception: [${id}] We have received your request`])
    for (const as of ['agent', 'partner'] as const) {
      heard = new Set()
      id = await aTicket({}, as)
      await hear()
      expect(mails()).toEqual([])
    }
  })

  it('is reminded while their answer is awaited, and again, and not once they have answered', async () => {
    await waits()
    await hear()
    pass(day)
    await toSupervisor({ number: id })
    await hear()
    expect(subjects()).toEqual([`customer: [${id}] We are waiting for your answer`])
    pass(day)
    await toSupervisor({ number: id })
    await does('resumeTicket', 'agent')
    await hear()
    expect(mails()).toEqual([])
  })

  it('is told what follows if they do not answer', async () => {
    set({ resolveUnansweredAfter: 'P3D' })
    await waits()
    await hear()
    pass(day)
    await toSupervisor({ number: id })
    await hear()
    expect(mails()[0]?.text).toContain('3 days')
  })

  it('is asked whether they agree that it is resolved, and how it was', async () => {
    await hear()
    await does('resolveTicket', 'technician', { resolution: 'A new fuse' })
    await hear()
    expect(mails()).toMatchObject([{ to: 'customer', subject: `[${id}] Your request is resolved: do you agree?` }])
    expect(mails()[0]?.text).toContain('A new fuse')
    expect(mails()[0]?.text).toContain('72 hours')
  })

  it('of a ticket that is part of an outage is told as any other when that is resolved with its tickets', async () => {
    const outage = await aTicket({}, 'agent')
    expect((await call('setParent', { id, body: { ticket: outage } })).status).toBe(200)
    await hear()
    const body = { resolution: 'The power is back', resolveChildren: true }
    expect((await call('resolveTicket', { id: outage, body })).status).toBe(200)
    await new JobQueue(desk).run()
    await hear()
    expect(subjects()).toEqual([`customer: [${id}] Your request is resolved: do you agree?`])
    expect(mails()[0]?.text).toContain('The power is back')
    expect(mails()[0]?.text).not.toContain(outage)
  })

  it('is not asked about a ticket that was opened again since', async () => {
    await hear()
    await does('resolveTicket', 'technician', { resolution: 'A new fuse' })
    await does('reopenTicket', 'agent', { reason: 'The other oven' })
    await hear()
    expect(mails()).toEqual([])
  })

  it('is sent the answers of staff, and nothing of what staff say among themselves', async () => {
    await hear()
    await does('addComment', 'agent', { body: 'Which **oven**?' })
    await does('addComment', 'agent', { body: 'They never answer', internal: true })
    await hear()
    expect(mails()).toMatchObject([{ to: 'customer', subject: `Re: [${id}] The oven display is dark` }])
    expect(mails()[0]?.text).toContain('Which oven?')
    expect(JSON.stringify(mails())).not.toContain('never answer')
  })

  it('is told of the files that staff put to an answer, as links behind it', async () => {
    await does('addComment', 'agent', { body: 'Here is the plan.' })
    await does('addComment', 'agent', { body: 'Among us', internal: true })
    const { items } = (await call('listComments', { id, as: 'agent' })).body
    await hear()
    const [base] = eventsOf(desk, id)
    const file = async (name: string, about: boolean, more: object = {}) => {
      pass(3 * minute)
      const comment = items.find(({ internal }: { internal: boolean }) => internal !== about)?.id
      const body = { name, type: 'text/plain', size: 4, comment }
      const { attachment } = (await call('attachFile', { id, as: 'agent', body })).body
      const at = desk.table.find({ pk: `TICKET#${id}`, sk: `ATTACHMENT#${attachment.id}` })
      desk.table.put({ ...at, state: 'clean', ...more } as never)
      const data = { attachment: attachment.id, comment, size: 4, public: true }
      const event = { ...base, id: `${id}.${attachment.id}`, type: 'ticket.attached', data } as typeof base
      desk.mails.length = 0
      if (event) expect(await deliver(messageOf(event))).toEqual([])
    }
    await file('virus.pdf', true, { state: 'infected' })
    expect(mails()).toEqual([])
    await file('ours.pdf', false)
    expect(mails()).toEqual([])
    await file('plan.pdf', true)
    expect(mails()).toMatchObject([{ to: 'customer', text: expect.stringMatching(/plan\.pdf[\s\S]*\/track\//) }])
  })

  it('is not told of what they did themselves; who has the ticket is', async () => {
    await does('startTicket', 'technician')
    await hear()
    await does('addComment', 'customer', { body: 'The left one' })
    await hear()
    expect(subjects()).toEqual([`technician: Re: [${id}] The oven display is dark`])
  })

  it('hears nothing that the desk’s settings do not want', async () => {
    const off = { opened: false, reminded: false, answered: false, resolved: false, watched: false }
    set({ notices: off })
    await does('addComment', 'agent', { body: 'Which oven?' })
    await waits()
    pass(day)
    await toSupervisor({ number: id })
    await does('resolveTicket', 'technician', { resolution: 'A new fuse' })
    await hear()
    expect(mails()).toEqual([])
  })

  it('hears nothing of an archived ticket, nor one that is being erased anything', async () => {
    await does('cancelTicket', 'manager', { reason: 'A duplicate' })
    pass(day)
    await toSupervisor({ number: id })
    await hear()
    expect(mails()).toEqual([])
    heard = new Set()
    id = await aTicket()
    const person = desk.table.find({ pk: `PERSON#${people.customer.id}`, sk: 'PERSON' }) as object
    desk.table.put({ ...person, erasingAt: '2026-11-21T10:00:00.000Z' } as never)
    await hear()
    expect(mails()).toEqual([])
  })

  it('is told once of an event, however often it comes, and never by a replay', async () => {
    const [opened] = eventsOf(desk, id)
    if (!opened) throw new Error('nothing has happened')
    await deliver(messageOf(opened, { 'replay-name': 'again' }))
    expect(mails()).toEqual([])
    await deliver(messageOf(opened), messageOf(opened))
    expect(await deliver(messageOf(opened))).toEqual([])
    expect(mails()).toHaveLength(1)
  })
})

describe('who has the ticket', () => {
  it('is told that its customer has opened it again without a word', async () => {
    await does('assignTicket', 'agent', { technician: people.technician.id })
    await does('startTicket', 'technician')
    await does('resolveTicket', 'technician', { resolution: 'Reset.' })
    await hear()
    pass(2 * minute)
    await does('reopenTicket', 'customer', { reason: 'It is dark again.' })
    await hear()
    expect(subjects()).toEqual([`technician: [${id}] Now it is open again`])
    expect(mails()[0]?.text).toContain('because you have the ticket')
  })
})

describe('watchers', () => {
  const watch = (person: string, as: Caller = 'agent') => call('watchTicket', { id, as, params: { person } })

  it('are told of answers and of moves, but not of their own', async () => {
    for (const person of [people.agent.id, people.colleague.id]) await watch(person)
    await hear()
    await does('addComment', 'agent', { body: 'Which oven?' })
    await hear()
    expect(subjects().toSorted()).toEqual(
      [`colleague: Re: [${id}] The oven display is dark`, `customer: Re: [${id}] The oven display is dark`].toSorted(),
    )
    pass(minute)
    await does('startTicket', 'technician')
    await hear()
    expect(subjects().toSorted()).toEqual(
      [`agent: [${id}] Now it is being worked on`, `colleague: [${id}] Now it is being worked on`].toSorted(),
    )
  })

  it('who have left the company hear no more', async () => {
    await watch(people.colleague.id)
    const person = desk.table.find({ pk: `PERSON#${people.colleague.id}`, sk: 'PERSON' }) as object
    desk.table.put({ ...person, customer: people.otherCustomer.customer } as never)
    await hear()
    await does('startTicket', 'technician')
    await hear()
    expect(mails()).toEqual([])
  })

  it('who work here and see the ticket no more hear no more', async () => {
    await watch('me', 'teammate')
    await does('assignTicket', 'agent', { team: teams.south })
    await hear()
    await does('startTicket', 'agent')
    await hear()
    expect(subjects()).toEqual([])
  })

  it('who asked themselves are told once', async () => {
    await watch('me', 'customer')
    await hear()
    await does('resolveTicket', 'agent', { resolution: 'A new fuse' })
    await hear()
    expect(subjects()).toEqual([`customer: [${id}] Your request is resolved: do you agree?`])
  })
})

describe('staff', () => {
  it('who are mentioned are told so', async () => {
    await hear()
    await does('addComment', 'agent', { body: `Have you seen this, @${people.supervisor.id}?`, internal: true })
    await hear()
    expect(subjects()).toEqual([`supervisor: [${id}] Somebody mentioned you`])
  })

  it('who have the ticket are told that a follow-up is due, unless it has been seen to', async () => {
    await does('startTicket', 'technician')
    for (const note of ['One', 'Two']) await does('addFollowUp', 'agent', { note, dueAt: at(hour) })
    const [first] = (await call('listFollowUps', { id })).body.items
    await hear()
    pass(hour)
    await toSupervisor({ number: id })
    await call('finishFollowUp', { id, as: 'technician', params: { followUp: first.id } })
    await hear()
    expect(subjects()).toEqual([`technician: [${id}] A follow-up is due`])
  })
})

it('no subject has a line end or a word that somebody wrote', async () => {
  id = await aTicket({ title: 'Dark\r\nBcc: everybody@desk.example' })
  await hear()
  await does('resolveTicket', 'agent', { resolution: 'Fixed\r\nSubject: else' })
  await hear()
  for (const { subject } of mails()) expect(subject).toMatch(/^\[TKT\d+\] [\w ,:?]+$/)
})
