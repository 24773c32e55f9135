import './support/environment.ts'
import type { SQSEvent } from 'aws-lambda'
import { describe, expect, it } from 'vitest'
import { countingBy } from '../../domain/counting.ts'
import type { Ticket } from '../../domain/ticket.ts'
import { countedEvents } from '../../events/catalogue.ts'
import { beginRecount, countSegment, differences, endRecount } from '../../functions/platform/table/recount.ts'
import { handler as countAll } from '../../functions/statistics/count.ts'
import { chances } from '../../infra/operator/load/chances.ts'
import type { CommonMetrics } from '../../schemas/metrics.ts'
import { Settings } from '../../schemas/settings.ts'
import { type Caller, people, teams } from '../support/people.ts'
import { hour, minute } from '../support/time.ts'
import { aDesk, fault, pass } from './support/desk.ts'
import { aTicket, call } from './support/gateway.ts'
import { type Lived, plainMetrics, type Seen } from './support/plain-metrics.ts'
import { changeTechnician } from './support/routing.ts'
import { batch, context, failures } from './support/timers.ts'

const desk = aDesk()
const { technician, teammate, otherTechnician } = people

/** The events that the counters hear, as they lie in the table. */
const heard = () =>
  desk.table.items
    .filter(({ sk, type }) => String(sk).startsWith('EVENT#') && (countedEvents as readonly unknown[]).includes(type))
    .map(({ id, type, subject }) => ({ id, source: 'service-desk', 'detail-type': type, detail: { id, subject } }))
const count = async (messages: object[] = heard()) => failures(await countAll(batch(messages) as SQSEvent, context))

const metrics = async (id: string, query: Record<string, string> = {}, as: Caller = 'manager') =>
  (await call(id === 'me' || id.startsWith('per_') ? 'getTechnicianMetrics' : 'getTeamMetrics', { id, query, as })).body
const assign = (id: string, to: string, team: string = teams.north) =>
  call('assignTicket', { id, as: 'agent', body: { technician: to, team } })

/** What can be done to a ticket, by whom it may be. */
const deeds = [
  (id: string) => assign(id, technician.id),
  (id: string) => assign(id, teammate.id),
  (id: string) => assign(id, otherTechnician.id, teams.south),
  (id: string) => call('assignTicket', { id, as: 'agent', body: { team: teams.south } }),
  (id: string) => call('startTicket', { id, as: 'technician', body: {} }),
  (id: string) => call('declineTicket', { id, as: 'technician', body: { reason: 'Not mine' } }),
  (id: string) => call('unassignTicket', { id, as: 'supervisor', body: { reason: 'Not mine' } }),
  (id: string) => call('pauseTicket', { id, as: 'agent', body: { status: 'pending_customer', reason: 'Asked' } }),
  (id: string) => call('resumeTicket', { id, as: 'agent', body: {} }),
  (id: string) => call('resolveTicket', { id, as: 'agent', body: { resolution: 'Done' } }),
  (id: string) => call('resolveTicket', { id, as: 'agent', body: { resolution: 'Done' } }),
  (id: string) => call('closeTicket', { id, as: 'manager', body: {} }),
  (id: string) => call('reopenTicket', { id, as: 'agent', body: { reason: 'No' } }),
  (id: string) => call('cancelTicket', { id, as: 'manager', body: { reason: 'Twice' } }),
  (id: string) => call('patchTicket', { id, as: 'agent', body: { priority: 'low', category: 'network' } }),
  (id: string) => call('addComment', { id, as: 'agent', body: { body: 'Have you tried it?' } }),
  (id: string) => call('addComment', { id, as: 'customer', body: { body: 'Yes' } }),
]

/** Every ticket as it is now, with what was seen of it. */
const livesOf = (seen: Map<string, Seen[]>): Lived[] =>
  [...seen].map(([number, states]) => ({
    ticket: desk.table.find({ pk: `TICKET#${number}`, sk: 'TICKET' }) as unknown as Ticket,
    seen: states,
    ended: desk.table.filter(
      ({ pk, sk }) => pk === `TICKET#${number}` && String(sk).startsWith('CLOCK#'),
    ) as unknown as Lived['ended'],
  }))

/** A metric as the plain one says it. */
const told = ({ open, response, resolution, compliance, ...rest }: CommonMetrics) => {
  const kept = ({ met, missed }: CommonMetrics['compliance']['response']) => ({ met, missed, promised: met + missed })
  return {
    from: rest.from,
    to: rest.to,
    openTickets: open.tickets,
    response,
    resolution,
    resolved: rest.resolved,
    reopened: rest.reopened,
    taken: rest.taken,
    compliance: {
      response: kept(compliance.response),
      nextResponse: kept(compliance.nextResponse),
      resolution: kept(compliance.resolution),
    },
    days: rest.days,
    peakHours: rest.peakHours,
  }
}

/** What is told of everybody, and of every team, against what is worked out the long way. */
async function compare(lives: readonly Lived[], zone: string, to: string) {
  const range = { from: '2026-11-23', to }
  const plain = (isTheirs: Parameters<typeof plainMetrics>[1]) =>
    plainMetrics(lives, isTheirs, { ...range, zone, now: new Date().toISOString() })
  for (const { id } of [technician, teammate, otherTechnician, people.supervisor]) {
    expect(told(await metrics(id, range))).toEqual(plain(({ assignee }) => assignee === id))
  }
  for (const team of Object.values(teams)) {
    const { workload, ...common } = await metrics(team, range)
    expect(told(common)).toEqual(plain((holder) => holder.team === team))
    for (const { technician: id, taken, resolved, open } of workload) {
      if (!id) continue
      const theirs = plain((holder) => holder.team === team && holder.assignee === id)
      expect({ taken, resolved, open }).toEqual({
        taken: theirs.taken,
        resolved: theirs.resolved,
        open: theirs.openTickets,
      })
    }
  }
}

describe('metrics', () => {
  it.each([1, 2, 3, 4])(
    'are what a plain recomputation says, whatever lives tickets lead and however their events come (%i)',
    async (seed) => {
      const chance = chances(seed)
      const one = <Value>(values: readonly Value[]): Value => values[Math.floor(chance() * values.length)] as Value
      const zone = one(['UTC', 'America/New_York', 'Asia/Kolkata'])
      desk.table.put({ ...desk.table.find({ pk: 'SETTINGS#main', sk: 'SETTINGS' }), timeZone: zone } as never)
      const seen = new Map<string, Seen[]>()
      const look = () => {
        for (const [number, states] of seen) {
          const { status, assignee, team, updatedAt } = desk.table.find({
            pk: `TICKET#${number}`,
            sk: 'TICKET',
          }) as unknown as Ticket
          const last = states.at(-1)
          if (last?.status === status && last.assignee === assignee && last.team === team) continue
          states.push({ at: updatedAt, status, assignee, team })
        }
      }
      for (let step = 0; step < 90; step += 1) {
        pass(minute + Math.floor(chance() * 6 * hour))
        if (seen.size < 10 && chance() < 0.3) seen.set(await aTicket({ priority: one(['urgent', 'high', 'low']) }), [])
        else if (seen.size > 0) await one(deeds)(one([...seen.keys()]))
        look()
        if (chance() < 0.25) {
          // Some of what has happened, some of it twice, some of it lost until later, in no order, through bad weather.
          const some = heard().filter(() => chance() < 0.4)
          const messages = [...some, ...some.filter(() => chance() < 0.3)].toSorted(() => chance() - 0.5)
          desk.weather = () => {
            if (chance() < 0.05) throw fault('TimeoutError')
          }
          await countAll(batch(messages) as SQSEvent, context).catch(() => undefined)
          desk.weather = undefined
        }
      }
      // Half of what was lost never comes: a recount finds it.
      if (chance() < 0.5) expect(await count(heard().toSorted(() => chance() - 0.5))).toEqual([])
      else {
        const generations = await beginRecount()
        const counting = countingBy({ ...Settings.parse({}), timeZone: zone })
        await countSegment({ Segment: 0, TotalSegments: 1 }, counting, () => undefined)
        await endRecount(generations, 'serve')
      }
      const today = new Intl.DateTimeFormat('en-CA', { timeZone: zone }).format(new Date())
      await compare(livesOf(seen), zone, one(['2026-11-28', today, '2026-12-31']))
    },
  )
})

describe('a long life', () => {
  it('is counted in parts, none of them more than a transaction takes, also while it is recounted', async () => {
    const number = await aTicket()
    const hands = [technician.id, teammate.id, otherTechnician.id]
    const generations = await beginRecount()
    for (let at = 0; at < 40; at += 1) {
      pass(19 * hour)
      if (at % 7 === 5) {
        await call('resolveTicket', { id: number, as: 'agent', body: { resolution: 'Done' } })
        pass(hour)
        await call('reopenTicket', { id: number, as: 'customer', body: { reason: 'No' } })
      }
      await assign(number, hands[at % 3] as string, at % 2 ? teams.north : teams.south)
      if (at % 4 === 0) expect(await count()).toEqual([])
    }
    expect(await count()).toEqual([])
    const parts = desk.table.filter(({ sk }) => String(sk).startsWith('COUNTED#WORK#'))
    expect(parts.length).toBeGreaterThan(4)
    const served = await metrics(technician.id, { from: '2026-11-21', to: '2027-01-05' })
    await endRecount(generations, 'serve')
    expect(await metrics(technician.id, { from: '2026-11-21', to: '2027-01-05' })).toEqual(served)
    // All of it at once, from nothing: in a new generation beside the one that is served.
    const again = await beginRecount()
    await countSegment({ Segment: 0, TotalSegments: 1 }, countingBy(Settings.parse({})), () => undefined)
    expect((await differences(again)).found).toEqual([])
    await endRecount(again, 'serve')
    expect(await metrics(technician.id, { from: '2026-11-21', to: '2027-01-05' })).toEqual(served)
  })
})

describe('what metrics say', () => {
  const week = { from: '2026-11-16', to: '2026-11-22' }

  it('of somebody who has done nothing is nothing', async () => {
    const { response, resolution, open, resolved, compliance, days, skills } = await metrics(technician.id, week)
    expect([response, resolution, resolved, skills]).toEqual([undefined, undefined, 0, []])
    expect(open).toEqual({
      tickets: 0,
      ages: ['P0D', 'P1D', 'P3D', 'P7D', 'P14D', 'P30D'].map((from) => ({ from, tickets: 0 })),
    })
    expect(compliance.response).toEqual({ met: 0, missed: 0, noTarget: 0 })
    expect(days).toHaveLength(7)
    const { technician: whose } = await metrics('me', week, 'technician')
    expect(whose).toBe(technician.id)
  })

  it('is the average, the median and the ninetieth percentile of every single time', async () => {
    for (const minutes of [10, 20, 30, 40, 100]) {
      const number = await aTicket()
      await assign(number, technician.id)
      pass(minutes * minute)
      await call('resolveTicket', { id: number, as: 'agent', body: { resolution: 'Done' } })
    }
    await count()
    const { resolution, resolved, weeks, months } = await metrics(technician.id, week)
    const spread = { average: 'PT40M', median: 'PT30M', p90: 'PT1H40M' }
    expect(resolution).toEqual({ tickets: 5, business: spread, calendar: spread })
    expect([resolved, weeks, months]).toEqual([
      5,
      [{ from: '2026-11-16', resolved: 5 }],
      [{ month: '2026-11', resolved: 5 }],
    ])
  })

  it('counts how old what is open is', async () => {
    for (const days of [10, 5, 0]) {
      await assign(await aTicket(), technician.id)
      pass(days === 10 ? 5 * 24 * hour : days * 24 * hour)
    }
    const { open } = await metrics(technician.id)
    expect(open).toMatchObject({ tickets: 3, median: 'PT120H', oldest: 'PT240H' })
    expect(open.ages.map(({ tickets }: { tickets: number }) => tickets)).toEqual([1, 0, 1, 1, 0, 0])
  })

  it('holds what tickets ask for against who has it today', async () => {
    const needs = [
      { when: { category: ['network'] }, skill: 'network', level: 'basic' },
      { when: { category: ['hardware'] }, skill: 'printers', level: 'basic' },
    ]
    const settings = desk.table.find({ pk: 'SETTINGS#main', sk: 'SETTINGS' })
    desk.table.put({ ...settings, assignment: { needs } } as never)
    changeTechnician(desk, technician.id, {
      skills: [
        { skill: 'network', level: 'expert' },
        { skill: 'heat-pumps', level: 'basic' },
        { skill: 'printers', level: 'basic', expiresOn: '2026-11-20' },
      ],
    })
    for (const category of ['network', 'network', 'hardware']) {
      // Who has not what it asks for gets it only by force.
      const body = { technician: technician.id, team: teams.north, force: true, reason: 'Nobody else is here' }
      await call('assignTicket', { id: await aTicket({ category }), as: 'agent', body })
    }
    await count()
    const skills = [
      { skill: 'network', tickets: 2, technicians: 1 },
      { skill: 'printers', tickets: 1, technicians: 0 },
      { skill: 'heat-pumps', tickets: 0, technicians: 1 },
    ]
    expect((await metrics(technician.id)).skills).toEqual(skills)
    expect((await metrics(teams.north)).skills).toEqual(skills)
  })

  it.each([
    [{ from: '2026-11-22', to: '2026-11-21' }, 'from'],
    [{ from: '2025-01-01', to: '2026-11-21' }, 'from'],
    [{ to: '2026-02-30' }, 'to'],
    [{ colour: 'red' }, 'colour'],
  ])('of %j is refused by name', async (query, path) => {
    for (const [name, id] of [
      ['getTechnicianMetrics', technician.id],
      ['getTeamMetrics', teams.north],
    ] as const) {
      const { status, body } = await call(name, { id, as: 'manager', query: query as Record<string, string> })
      expect([status, body.errors[0].path]).toEqual([400, path])
    }
  })

  it.each<[Caller, string, number]>([
    ['technician', technician.id, 200],
    ['technician', teammate.id, 404],
    ['technician', teams.north, 404],
    ['agent', technician.id, 404],
    ['agent', people.agent.id, 200],
    ['agent', teams.north, 404],
    ['supervisor', technician.id, 200],
    ['supervisor', teams.north, 200],
    ['manager', otherTechnician.id, 200],
    ['manager', teams.south, 200],
    ['admin', technician.id, 200],
    ['admin', 'per_0000000000000000000000N0BD', 404],
    ['admin', 'tea_0000000000000000000000N0NE', 404],
    ['admin', people.customer.id, 404],
  ])('is for a %s, of %s: %i', async (as, id, status) => {
    const name = id.startsWith('tea_') ? 'getTeamMetrics' : 'getTechnicianMetrics'
    expect((await call(name, { id, as })).status).toBe(status)
  })
})
