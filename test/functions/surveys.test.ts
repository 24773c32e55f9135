import './support/environment.ts'
import type { SQSEvent } from 'aws-lambda'
import { beforeEach, describe, expect, it } from 'vitest'
import { countingBy } from '../../domain/counting.ts'
import { countedEvents, eventTypes } from '../../events/catalogue.ts'
import { handler as work } from '../../functions/customers/work.ts'
import { surveyLinks } from '../../functions/platform/mail/links.ts'
import { beginRecount, countSegment, differences, endRecount } from '../../functions/platform/table/recount.ts'
import { loadTicket } from '../../functions/platform/table/tickets.ts'
import { handler as countAll } from '../../functions/statistics/count.ts'
import { Settings } from '../../schemas/settings.ts'
import { seen } from '../support/page.ts'
import { people, teams } from '../support/people.ts'
import { aDesk, fault, pass, throws } from './support/desk.ts'
import { type Answer, aTicket, call } from './support/gateway.ts'
import { JobQueue } from './support/jobs.ts'
import { batch, context, failures, sweep, toSupervisor } from './support/timers.ts'

const desk = aDesk()
const day = 24 * 3_600_000
const now = () => new Date().toISOString()

let number: string
let token: string
const ticketOf = async (of = number) => {
  const { loaded } = await loadTicket(of)
  if (!loaded) throw new Error(`${of} is not there`)
  return loaded.ticket
}

/** A ticket of the technician's that was resolved, and closed. */
async function closed(more: Record<string, unknown> = {}): Promise<string> {
  const made = await aTicket({ category: 'hardware', ...more })
  for (const [name, as, body] of [
    ['assignTicket', 'agent', { technician: people.technician.id, team: teams.north }],
    ['resolveTicket', 'agent', { resolution: 'A new fuse' }],
    ['closeTicket', 'supervisor', {}],
  ] as const) {
    expect((await call(name, { id: made, as, body })).status).toBe(200)
  }
  return made
}

const tokenOf = async (of = number) => {
  const url = (await surveyLinks(await ticketOf(of), people.customer.id, now()))[4]
  return String(/track\/([\w-]+)\/survey\?score=4$/.exec(url)?.[1])
}
const look = (query: Record<string, string> = {}): Promise<Answer> =>
  call('showSurvey', { claims: null, params: { token }, query })
const say = (score: string, comment = ''): Promise<Answer> =>
  call('answerSurveyByLink', { claims: null, params: { token }, query: { score: '5' }, body: { score, comment } })
const survey = (id = number) => call('getSurvey', { id, as: 'technician' })
const events = () =>
  desk.table.items.filter(({ pk, sk }) => pk === `TICKET#${number}` && String(sk).startsWith('EVENT#'))
const answered = () => events().filter(({ type }) => type === 'survey.answered')

beforeEach(async () => {
  number = await closed()
  token = await tokenOf()
})

describe('the survey', () => {
  it('has the score chosen that the link names; opening it answers nothing', async () => {
    for (let times = 0; times < 5; times += 1) {
      const [form] = seen(await look({ score: '4' })).forms
      expect(form).toMatchObject({ method: 'post', chosen: '4', buttons: ['Send answer'] })
    }
    for (const score of ['6', '0', 'x', '4.5', '']) expect(seen(await look({ score })).forms[0]?.chosen).toBeUndefined()
    expect((await survey()).status).toBe(404)
    expect(answered()).toEqual([])
  })

  it('is answered by a button: kept with technician, team and category', async () => {
    const answer = await say('4', '  Quick.\r\nFriendly. ')
    expect([answer.status, answer.headers.location]).toEqual([303, 'survey?done=1'])
    expect((await survey()).body).toEqual({
      ticket: number,
      person: people.customer.id,
      score: 4,
      comment: 'Quick.\nFriendly.',
      technician: people.technician.id,
      team: teams.north,
      category: 'hardware',
      customer: people.customer.customer,
      answeredAt: now(),
      version: 1,
    })
    expect(answered().map(({ data }) => data)).toEqual([
      {
        score: 4,
        changed: false,
        hasComment: true,
        technician: people.technician.id,
        team: teams.north,
        category: 'hardware',
      },
    ])
    expect(eventTypes['survey.answered'].safeParse(answered()[0]?.data).success).toBe(true)
    expect(JSON.stringify(events())).not.toContain('Quick')
    const page = seen(await look({ done: '1' }))
    expect(page.text).toContain('Thank you for your answer.')
    expect(page.forms).toMatchObject([
      { chosen: '4', fields: { comment: 'Quick.\nFriendly.' }, buttons: ['Change answer'] },
    ])
  })

  it('is changed later, in the place of what was said; the same again is no change', async () => {
    await say('5')
    const first = now()
    pass(day)
    await say('5')
    expect(answered()).toHaveLength(1)
    await say('3', 'It broke again.')
    expect((await survey()).body).toMatchObject({
      score: 3,
      comment: 'It broke again.',
      answeredAt: first,
      changedAt: now(),
      version: 2,
    })
    expect(answered().at(-1)?.data).toMatchObject({ score: 3, previous: 5, changed: true })
    await say('3')
    expect((await survey()).body).not.toHaveProperty('comment')
  })

  it('is one answer where it is sent twice at once, or its answer is lost', async () => {
    desk.before('TransactWrite', async () => void (await say('2')))
    await say('2')
    expect(answered()).toHaveLength(1)
    desk.after('TransactWrite', throws(fault('TimeoutError')))
    expect((await say('5')).status).toBe(500)
    expect((await say('5')).status).toBe(303)
    expect(answered()).toHaveLength(2)
  })

  it('comes back with its words where no score was chosen, or there are too many', async () => {
    for (const [score, comment, why] of [
      ['', 'Fine <b>', 'Please choose one of the five answers.'],
      ['6', 'Fine', 'Please choose one of the five answers.'],
      ['5', 'x'.repeat(4001), 'This is too long.'],
    ] as const) {
      const answer = await say(score, comment)
      expect(answer.status).toBe(400)
      const page = seen(answer)
      expect(page.text).toContain(why)
      expect(page.forms[0]?.fields.comment).toBe(comment)
    }
    expect((await survey()).status).toBe(404)
  })

  it('is not asked while work goes on, and not once the ticket was put away', async () => {
    await call('reopenTicket', { id: number, body: { reason: 'Again' } })
    const early = seen(await look())
    expect([early.text.includes('We are still working on it'), early.forms]).toEqual([true, []])
    expect((await say('5')).status).toBe(200)
    expect((await survey()).status).toBe(404)
  })

  it('is in German for who reads German', async () => {
    const key = { pk: `PERSON#${people.customer.id}`, sk: 'PERSON' }
    desk.table.put({ ...desk.table.find(key), ...key, language: 'de' })
    expect(seen(await look())).toMatchObject({ language: 'de', title: 'Wie zufrieden sind Sie mit uns?' })
  })

  it('loses its words with whoever is erased from them', async () => {
    await say('1', 'Nobody told customer@desk.example.')
    expect((await call('eraseContact', { as: 'admin', id: people.customer.id })).status).toBe(202)
    await new JobQueue(desk, work).run()
    expect((await survey()).body).toMatchObject({ score: 1, comment: 'Nobody told [erased].' })
    expect((await look()).status).toBe(404)
  })
})

describe('a poor score', () => {
  const followUps = async () => (await call('listFollowUps', { id: number })).body.items

  it("has the team's supervisor follow it up by the ticket's priority, once", async () => {
    await say('2', 'Rude.')
    const [one] = await followUps()
    expect(one).toMatchObject({
      for: people.supervisor.id,
      note: 'The customer gave 2 of 5 in the survey: ask them why.',
      // Its priority is high: four hours.
      dueAt: new Date(Date.now() + 4 * 3_600_000).toISOString(),
      automatic: false,
      createdBy: { role: 'system' },
    })
    await say('1')
    await say('5')
    await say('1')
    // Who has said since that it was good is asked anew.
    expect(await followUps()).toHaveLength(2)
    pass(4 * 3_600_000 + 61_000)
    await sweep()
    await toSupervisor(...(desk.queues.timers ?? []))
    const due = events().filter(({ type }) => type === 'ticket.follow-up-due')
    expect(due.map(({ data }) => (data as { to: string }).to)).toEqual([people.supervisor.id, people.supervisor.id])
    const [{ id }] = await followUps()
    expect(
      (await call('finishFollowUp', { id: number, as: 'supervisor', params: { id: number, followUp: id } })).status,
    ).toBe(200)
  })

  it('is none from 3 on', async () => {
    await say('3')
    expect(await followUps()).toEqual([])
  })
})

describe('satisfaction', () => {
  const count = async () => {
    const heard = desk.table.items
      .filter(({ sk, type }) => String(sk).startsWith('EVENT#') && (countedEvents as readonly unknown[]).includes(type))
      .map(({ id, type, subject }) => ({ id, source: 'service-desk', 'detail-type': type, detail: { id, subject } }))
    expect(failures(await countAll(batch(heard) as SQSEvent, context))).toEqual([])
  }
  const of = async () => {
    const [person, team, all] = await Promise.all([
      call('getTechnicianMetrics', { id: people.technician.id, as: 'manager' }),
      call('getTeamMetrics', { id: teams.north, as: 'manager' }),
      call('getTicketStatistics', { as: 'manager' }),
    ])
    return { person: person.body.satisfaction, team: team.body.satisfaction, all: all.body.period.satisfaction }
  }
  const five = { answers: 1, average: 5, satisfied: 1, scores: { 1: 0, 2: 0, 3: 0, 4: 0, 5: 1 } }

  it('is counted of the technician, the team and the category, once however often events come', async () => {
    await count()
    expect(await of()).toEqual({})
    await say('5')
    await count()
    await count()
    const { answers, average, satisfied } = five
    expect(await of()).toEqual({
      person: five,
      team: five,
      all: { ...five, byCategory: { hardware: { answers, average, satisfied } } },
    })
  })

  it('is right after a change of the answer, on the day of the first', async () => {
    await say('5')
    await count()
    pass(2 * day)
    await say('1')
    number = await closed({ category: 'network' })
    token = await tokenOf()
    await say('4')
    await count()
    const scores = { 1: 1, 2: 0, 3: 0, 4: 1, 5: 0 }
    const two = { answers: 2, average: 2.5, satisfied: 0.5, scores }
    const figures = (score: number) => ({ answers: 1, average: score, satisfied: score > 3 ? 1 : 0 })
    expect(await of()).toEqual({
      person: two,
      team: two,
      all: { ...two, byCategory: { hardware: figures(1), network: figures(4) } },
    })
    const firstDay = { from: '2026-11-21', to: '2026-11-21' }
    const { body } = await call('getTicketStatistics', { as: 'manager', query: firstDay })
    expect(body.period.satisfaction).toMatchObject({ answers: 1, average: 1 })
  })

  it('is the same when it is counted anew', async () => {
    await say('5')
    await count()
    await say('2')
    await count()
    const before = await of()
    const recount = await beginRecount()
    await countSegment({ Segment: 0, TotalSegments: 1 }, countingBy(Settings.parse({})), () => undefined)
    expect((await differences(recount)).found).toEqual([])
    await endRecount(recount, 'serve')
    expect(await of()).toEqual(before)
  })
})

describe('the list of answers', () => {
  beforeEach(async () => {
    await say('1', '=HYPERLINK("https://x.example")')
    pass(day)
    number = await closed({ category: 'network' })
    token = await tokenOf()
    await say('5', 'Good.')
  })

  const scores = async (query: Record<string, string>) =>
    (await call('listSurveys', { query })).body.items.map(({ score }: { score: number }) => score)

  it('is the newest first, by score, technician, team, category, customer and when', async () => {
    expect(await scores({})).toEqual([5, 1])
    expect(await scores({ score: '1' })).toEqual([1])
    expect(await scores({ category: 'network' })).toEqual([5])
    expect(await scores({ technician: people.technician.id, team: teams.north })).toEqual([5, 1])
    expect(await scores({ technician: people.teammate.id })).toEqual([])
    expect(await scores({ team: teams.south })).toEqual([])
    expect(await scores({ customer: people.customer.customer })).toEqual([5, 1])
    expect(await scores({ from: now() })).toEqual([5])
    expect(await scores({ to: now() })).toEqual([1])
  })

  it('goes on from page to page, and comes as CSV in which no cell is a formula', async () => {
    const first = await call('listSurveys', { query: { limit: '1' } })
    const second = await call('listSurveys', { query: { limit: '1', cursor: first.body.next } })
    expect([...first.body.items, ...second.body.items].map(({ score }) => score)).toEqual([5, 1])
    const { text } = await call('listSurveys', { headers: { accept: 'text/csv' } })
    expect(text.split('\r\n')[0]).toContain('score')
    expect(text).toContain(`'=HYPERLINK`)
  })

  it('shows technicians those of tickets that they see, and nobody from outside any', async () => {
    expect((await call('listSurveys', { as: 'otherTechnician' })).body.items).toEqual([])
    expect((await call('listSurveys', { as: 'teammate' })).body.items).toHaveLength(2)
    expect((await call('getSurvey', { id: number, as: 'otherTechnician' })).status).toBe(404)
    expect((await call('getSurvey', { id: number, as: 'customer' })).status).toBe(403)
  })
})
