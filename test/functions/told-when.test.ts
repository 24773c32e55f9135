import './support/environment.ts'
import { beforeEach, describe, expect, it } from 'vitest'
import { handler as release } from '../../functions/notifications/release.ts'
import { keys } from '../../functions/platform/table/keys.ts'
import { asTheyCome } from '../../functions/platform/table/preferences.ts'
import type { Topic, Way } from '../../schemas/notification-preferences.ts'
import { type Caller, people, teams } from '../support/people.ts'
import { at, day, hour, minute } from '../support/time.ts'
import { aDesk, fault, pass, throws } from './support/desk.ts'
import { aTicket, call } from './support/gateway.ts'
import { aPolicyThat, milestoneEvent } from './support/milestones.ts'
import { deliver, released, unheard } from './support/notifier.ts'
import { sentLetters } from './support/sent.ts'
import { context } from './support/timers.ts'

const desk = aDesk()
let id: string
let heard: Set<number>
beforeEach(async () => {
  heard = new Set()
  id = await aTicket()
})

const does = async (name: Parameters<typeof call>[0], as: Caller, body?: object, params?: Record<string, string>) => {
  const answer = await call(name, { id, as, ...(body && { body }), ...(params && { params }) })
  expect([name, answer.status, answer.status < 300]).toEqual([name, answer.status, true])
}
const set = (settings: object) =>
  desk.table.put({ ...(desk.table.find(keys.settings('main')) as object), ...settings } as never)
const wants = (who: Caller, body: object) => call('putNotificationPreferences', { id: 'me', as: who, body })

/** Lets the notifier hear what has happened since; forgets what mails there were before. */
async function hear(): Promise<void> {
  desk.mails.length = 0
  for (const message of unheard(desk, id, heard)) expect(await deliver(message)).toEqual([])
}

/** Minute by minute, since only that is when what waits is found. */
const passTo = async (ms: number) => {
  pass(ms - (Date.now() - Date.parse(at(0))))
  await released(desk)
}

const subjects = () => sentLetters(desk).map(({ to, subject }) => `${to.split('@')[0]}: ${subject}`)
const toldTo = () => sentLetters(desk).map(({ to }) => to.split('@')[0])
const digests = () => sentLetters(desk).flatMap(({ subject }) => (subject.startsWith('News of') ? [subject] : []))
const textOf = (name: string) => sentLetters(desk).find(({ to }) => to.startsWith(`${name}@`))?.text
const noticesOf = (person: string) =>
  desk.table.filter(({ pk, sk }) => String(pk).startsWith('NOTICE#') && sk === `NOTICE#${person}`)

describe('somebody who gets a ticket', () => {
  it.each<[string, Caller, () => Promise<unknown>, string[]]>([
    [
      'from another',
      'agent',
      () => does('assignTicket', 'agent', { technician: people.technician.id }),
      ['technician'],
    ],
    ['by their own hand', 'technician', () => does('startTicket', 'technician'), []],
    [
      'which they gave themselves',
      'supervisor',
      () => does('assignTicket', 'supervisor', { technician: people.supervisor.id }),
      [],
    ],
    ['as a team', 'agent', () => does('assignTicket', 'agent', { team: teams.south }), []],
    [
      'by an escalation, which tells it',
      'agent',
      () => does('escalateTicket', 'agent', { reason: 'They cancel', to: { person: people.manager.id } }),
      ['manager'],
    ],
  ])('%s is told so, or not', async (_, __, happens, told) => {
    await hear()
    await happens()
    await hear()
    expect(toldTo()).toEqual(told)
  })

  it('is not told where it has gone on since, nor where the desk does not want it', async () => {
    await hear()
    await does('assignTicket', 'agent', { technician: people.technician.id })
    await does('assignTicket', 'agent', { technician: people.teammate.id })
    await hear()
    expect(toldTo()).toEqual(['teammate'])
    set({ notices: { handedOver: false } })
    await does('assignTicket', 'agent', { technician: people.technician.id })
    await hear()
    expect(toldTo()).toEqual([])
  })
})

describe('the customer', () => {
  it('is told what was promised, and where the ticket is seen', async () => {
    await hear()
    expect(textOf('customer')).toMatch(/First answer|first answer/i)
    expect(textOf('customer')).toContain('/track/')
  })

  it('is told that somebody has it, and where it stands, only where the desk wants that', async () => {
    await hear()
    set({ notices: { assigned: true, moved: true, handedOver: false } })
    await does('assignTicket', 'agent', { technician: people.technician.id })
    await hear()
    expect(toldTo()).toEqual(['customer'])
    pass(hour)
    await does('startTicket', 'technician')
    await hear()
    expect(toldTo()).toEqual(['customer'])
    pass(hour)
    await does('cancelTicket', 'manager', { reason: 'A duplicate' })
    await hear()
    expect(toldTo()).toEqual(['customer'])
  })

  it('gets links by which they agree or do not, while it is resolved', async () => {
    await hear()
    await does('resolveTicket', 'technician', { resolution: 'A new fuse' })
    await hear()
    expect(textOf('customer')).toMatch(/\/track\/[\w-]+\/approve/)
    expect(textOf('customer')).toMatch(/\/track\/[\w-]+\/reject/)
  })
})

describe('how it was', () => {
  const closes = async () => {
    await does('resolveTicket', 'technician', { resolution: 'A new fuse' })
    await does('closeTicket', 'customer')
  }
  const asked = () => sentLetters(desk).filter(({ text }) => text.includes('/survey'))

  it('is asked once the ticket is closed, once for each ticket, however often that closes', async () => {
    await closes()
    const messages = unheard(desk, id, heard)
    expect(await deliver(...messages)).toEqual([])
    expect(await deliver(...messages, ...messages)).toEqual([])
    expect(asked()).toHaveLength(1)
    pass(hour)
    await does('reopenTicket', 'agent', { reason: 'The other oven' })
    await closes()
    await hear()
    await hear()
    expect(asked()).toHaveLength(0)
  })

  it('is asked so long after as the settings say, and not of what was opened again until then', async () => {
    set({ mail: { survey: { ask: true, after: 'P1D' } } })
    await closes()
    await hear()
    expect(asked()).toHaveLength(0)
    pass(hour)
    await does('reopenTicket', 'agent', { reason: 'The other oven' })
    await hear()
    await passTo(2 * day)
    expect(asked()).toHaveLength(0)
    // Whoever closes it again is the first to have it asked.
    await closes()
    await hear()
    await passTo(4 * day)
    expect(asked()).toHaveLength(1)
  })

  it.each<[string, () => Promise<unknown>]>([
    ['the desk does not ask', async () => set({ mail: { survey: { ask: false } } })],
    ['they do not want it', () => wants('customer', { notices: { survey: 'off' } })],
  ])('is not asked where %s', async (_, given) => {
    await given()
    await closes()
    await hear()
    expect(asked()).toHaveLength(0)
  })

  it('is not asked of what was cancelled', async () => {
    await does('cancelTicket', 'manager', { reason: 'A duplicate' })
    await hear()
    expect(asked()).toHaveLength(0)
  })
})

/** What happens of each topic, and who would be told. */
const happenings: Partial<Record<Topic, [Caller, () => Promise<unknown>]>> = {
  opened: ['customer', async () => undefined],
  answered: ['customer', () => does('addComment', 'agent', { body: 'Which oven?' })],
  resolved: ['customer', () => does('resolveTicket', 'agent', { resolution: 'A new fuse' })],
  assigned: ['technician', () => does('assignTicket', 'agent', { technician: people.technician.id })],
  mentioned: ['supervisor', () => does('addComment', 'agent', { body: `@${people.supervisor.id}`, internal: true })],
  escalated: ['supervisor', () => does('escalateTicket', 'agent', { reason: 'They cancel' })],
  moved: [
    'colleague',
    async () => {
      await does('watchTicket', 'agent', undefined, { person: people.colleague.id })
      await does('startTicket', 'technician')
    },
  ],
}
const cases = Object.keys(happenings).flatMap((topic) =>
  (['now', 'digest', 'off'] as const).map((way): [Topic, Way] => [topic as Topic, way]),
)

describe('what somebody wants', () => {
  it.each(cases)('of %s is %s', async (topic, way) => {
    const [who, happens] = happenings[topic] as [Caller, () => Promise<unknown>]
    if (topic !== 'opened') await hear()
    const { status } = await wants(who, { notices: { [topic]: way } })
    const mayNot: Partial<Record<Topic, Way>> = { opened: 'digest', resolved: 'digest', escalated: 'off' }
    expect(status).toBe(mayNot[topic] === way ? 400 : 200)
    if (status === 400) return
    await happens()
    await hear()
    expect(toldTo().includes(who)).toBe(way === 'now')
    const dropped = noticesOf(people[who].id).some(({ droppedBecause }) => droppedBecause === 'not-wanted')
    expect(dropped).toBe(way === 'off')
    await passTo(2 * day)
    expect(toldTo().filter((one) => one === who)).toHaveLength(way === 'off' ? 0 : 1)
  })

  it('is what the desk tells by itself, as long as they say nothing', () => {
    const other = Object.entries(asTheyCome.notices).filter(([, way]) => way !== 'now')
    expect(other).toEqual([['atRisk', 'off']])
  })

  it('holds for the language, before that of their record', async () => {
    await wants('customer', { language: 'de' })
    await hear()
    expect(textOf('customer')).toMatch(/Anfrage|Anliegen/)
  })
})

describe('quiet hours', () => {
  const quiet = { mail: { quietHours: { from: '09:00', to: '12:00' } } }
  const mention = () => does('addComment', 'agent', { body: `@${people.supervisor.id}`, internal: true })

  it('of the desk hold for its people: what comes in them is told when they end, of each ticket in one mail', async () => {
    await hear()
    set(quiet)
    await mention()
    pass(10 * minute)
    await mention()
    await hear()
    expect(toldTo()).toEqual([])
    await passTo(2 * hour - minute)
    expect(toldTo()).toEqual([])
    await passTo(2 * hour)
    expect(toldTo()).toEqual(['supervisor'])
    await passTo(3 * hour)
    expect(toldTo()).toEqual(['supervisor'])
  })

  it('do not hold for customers, unless they have some of their own', async () => {
    set(quiet)
    await hear()
    expect(toldTo()).toEqual(['customer'])
    await wants('customer', { quietHours: { from: '09:00', to: '11:00' } })
    pass(minute)
    await does('addComment', 'agent', { body: 'Which oven?' })
    await hear()
    expect(toldTo()).toEqual([])
    await passTo(hour)
    expect(toldTo()).toEqual(['customer'])
  })

  it.each([
    ['none', []],
    [{ from: '10:00', to: '10:30' }, [30]],
    [{ from: '11:00', to: '09:00' }, []],
    [{ from: '09:59', to: '10:00' }, []],
    [{ from: '22:00', to: '10:05' }, [5]],
  ] as const)('of their own, %j, go before the desk’s', async (quietHours, minutes) => {
    await hear()
    set(quiet)
    await wants('supervisor', { quietHours })
    await mention()
    await hear()
    const waits = noticesOf(people.supervisor.id).flatMap(({ waitsUntil }) => (waitsUntil ? [waitsUntil] : []))
    expect(waits).toEqual(minutes.map((one) => at(one * minute)))
    expect(toldTo()).toEqual(minutes.length > 0 ? [] : ['supervisor'])
  })

  it.each<[string, () => Promise<unknown>]>([
    ['an escalation to them', () => does('escalateTicket', 'agent', { reason: 'They cancel' })],
    [
      'a promise that was not kept',
      async () => {
        aPolicyThat(desk, [{ action: 'notify', who: 'supervisor' }])
        const event = milestoneEvent([{ action: 'notify', who: 'supervisor', person: people.supervisor.id }])
        expect(await deliver(event)).toEqual([])
      },
    ],
  ])('are broken through by %s', async (_, happens) => {
    await hear()
    set(quiet)
    await hear()
    await happens()
    const mails = desk.mails.length
    for (const message of unheard(desk, id, heard)) await deliver(message)
    expect(toldTo().at(-1)).toBe('supervisor')
    expect(mails).toBeLessThanOrEqual(desk.mails.length)
  })

  it('keep who asked from being asked how it was, until they end', async () => {
    await hear()
    await wants('customer', { quietHours: { from: '09:00', to: '11:00' } })
    await does('resolveTicket', 'agent', { resolution: 'A new fuse' })
    await does('closeTicket', 'supervisor')
    await hear()
    expect(toldTo()).toEqual([])
    await passTo(hour)
    const asked = () => sentLetters(desk).filter(({ text }) => text.includes('/survey?score=5'))
    expect(asked()).toHaveLength(1)
    await passTo(2 * hour)
    expect(asked()).toHaveLength(1)
  })

  it('that begin while SES takes nothing end all the same', async () => {
    await hear()
    await wants('supervisor', { quietHours: { from: '10:03', to: '12:00' } })
    await mention()
    await mention()
    await hear()
    expect(toldTo()).toEqual(['supervisor'])
    pass(minute)
    desk.before('SendEmail', throws(fault('TooManyRequestsException')))
    await released(desk)
    expect(toldTo()).toEqual(['supervisor'])
    pass(3 * minute)
    const again = desk.queues.notices ?? []
    expect(again).toMatchObject([{ event: `together.${id}`, tries: 1 }])
    desk.queues = {}
    expect(await deliver(...again)).toEqual([])
    expect(toldTo()).toEqual(['supervisor'])
    await passTo(2 * hour)
    expect(toldTo()).toEqual(['supervisor', 'supervisor'])
  })

  it('hold in the zone that they live in', async () => {
    await hear()
    // 10:00 UTC is 19:00 there.
    await wants('supervisor', { quietHours: { from: '18:00', to: '20:00' }, timeZone: 'Asia/Tokyo' })
    await mention()
    await hear()
    expect(toldTo()).toEqual([])
    await passTo(hour)
    expect(toldTo()).toEqual(['supervisor'])
  })
})

describe('the digest', () => {
  it('has what they wanted there, from every ticket, in one mail at the time that they say', async () => {
    await hear()
    await wants('supervisor', { notices: { mentioned: 'digest' }, digestAt: '07:30' })
    const first = id
    for (const title of ['The oven display is dark', 'The other oven']) {
      if (title !== 'The oven display is dark') {
        id = await aTicket({ title })
        heard = new Set()
      }
      await does('addComment', 'agent', { body: `@${people.supervisor.id}`, internal: true })
      await hear()
      expect(toldTo()).not.toContain('supervisor')
    }
    desk.mails.length = 0
    await passTo(21 * hour)
    expect(toldTo()).toEqual([])
    await passTo(21.5 * hour)
    expect(toldTo()).toEqual(['supervisor'])
    expect(textOf('supervisor')).toMatch(new RegExp(`${first}[\\s\\S]*${id}`))
    await passTo(3 * day)
    expect(toldTo()).toEqual(['supervisor'])
  })

  it('comes every day to whoever wants to know what is at risk, where anything is', async () => {
    await hear()
    await does('assignTicket', 'agent', { technician: people.technician.id })
    await hear()
    await wants('technician', { notices: { atRisk: 'digest' } })
    desk.mails.length = 0
    for (const days of [1, 2, 3]) {
      await passTo(days * day - 2 * hour)
      expect(toldTo()).toEqual(Array(days).fill('technician'))
    }
    expect(textOf('technician')).toContain(id)
    await does('resolveTicket', 'technician', { resolution: 'A new fuse' })
    desk.mails.length = 0
    await passTo(4 * day - 2 * hour)
    expect(toldTo()).toEqual([])
    await wants('technician', {})
    await passTo(5 * day - 2 * hour)
    await passTo(6 * day - 2 * hour)
    expect(noticesOf(people.technician.id).filter(({ gsi5pk }) => gsi5pk)).toEqual([])
  })

  it('comes when they begin to work, where they have a calendar', async () => {
    const calendar = `cal_${'WEEK'.padStart(26, '0')}`
    const office = {
      id: calendar,
      version: 1,
      name: 'Office',
      timeZone: 'UTC',
      weekly: {
        mon: [
          { from: '09:00', to: '12:00' },
          { from: '13:00', to: '17:00' },
        ],
      },
      holidays: [],
      createdAt: at(0),
      updatedAt: at(0),
    }
    desk.table.put({ ...keys.calendar(calendar), ...office } as never)
    desk.table.put({ ...keys.calendarVersion(calendar, 1), ...office } as never)
    desk.table.put({ ...desk.table.find(keys.person(people.supervisor.id)), calendar } as never)
    await wants('supervisor', { notices: { mentioned: 'digest' } })
    await does('addComment', 'agent', { body: `@${people.supervisor.id}`, internal: true })
    await hear()
    // Monday at nine, of a desk whose tests begin on a Saturday at ten.
    expect(noticesOf(people.supervisor.id)).toContainEqual(expect.objectContaining({ waitsUntil: at(2 * day - hour) }))
  })

  it('is sent once, whatever is asked twice, and keeps what comes while it is sent', async () => {
    await hear()
    await wants('supervisor', { notices: { mentioned: 'digest' } })
    await does('addComment', 'agent', { body: `@${people.supervisor.id}`, internal: true })
    await hear()
    pass(day)
    await release(undefined, context)
    const messages = desk.queues.notices ?? []
    desk.queues = {}
    desk.before('SendEmail', async () => {
      await does('addComment', 'agent', { body: `Again @${people.supervisor.id}`, internal: true })
      for (const message of unheard(desk, id, heard)) expect(await deliver(message)).toEqual([])
    })
    expect(await deliver(...messages)).toEqual([])
    expect(await deliver(...messages)).toEqual([])
    expect(digests()).toEqual(['News of one ticket'])
    await passTo(3 * day)
    expect(digests()).toEqual(['News of one ticket', 'News of one ticket'])
  })
})

it('no mail goes twice to one person of one event, whatever they watch, have, or are named in', async () => {
  await hear()
  await does('assignTicket', 'agent', { technician: people.technician.id })
  await does('watchTicket', 'agent', undefined, { person: people.technician.id })
  await hear()
  await passTo(2 * minute)
  await does('addComment', 'customer', { body: 'The left one' })
  await hear()
  await passTo(4 * minute)
  expect(subjects().filter((one) => one.startsWith('technician'))).toHaveLength(1)
})
