import './support/environment.ts'
import { beforeEach, describe, expect, it } from 'vitest'
import { handler as release } from '../../functions/notifications/release.ts'
import { keys } from '../../functions/platform/table/keys.ts'
import { aboutTicket } from '../../functions/platform/table/together.ts'
import { type Caller, people } from '../support/people.ts'
import { hour, minute, second } from '../support/time.ts'
import { aDesk, fault, pass, throws } from './support/desk.ts'
import { aTicket, call } from './support/gateway.ts'
import { MemoryTable } from './support/memory-table.ts'
import { deliver, released, unheard } from './support/notifier.ts'
import { sentLetters } from './support/sent.ts'
import { context } from './support/timers.ts'

const desk = aDesk()
let id: string
let heard: Set<number>
beforeEach(async () => {
  heard = new Set()
  id = await aTicket()
  await hear()
  pass(hour)
  desk.mails.length = 0
})

const does = async (name: Parameters<typeof call>[0], as: Caller, body?: object, params?: Record<string, string>) => {
  const answer = await call(name, { id, as, ...(body && { body }), ...(params && { params }) })
  expect(answer.status).toBeLessThan(300)
  return answer.body
}
const says = (body: string, as: Caller = 'agent') => does('addComment', as, { body })

async function hear(): Promise<object[]> {
  const messages = unheard(desk, id, heard)
  // One after another, as they happened.
  for (const message of messages) expect(await deliver(message)).toEqual([])
  return messages
}

const letters = () => sentLetters(desk).map(({ to, text }) => ({ to: to.split('@')[0], text }))
const textsTo = (name: string) => letters().flatMap(({ to, text }) => (to === name ? [text] : []))
/** Mails about the ticket that are known to have gone, but the first one, that it was opened. */
const mailsSent = () =>
  desk.table.filter(({ pk, state, notice }) => pk === `TICKET#${id}` && state === 'sent' && notice !== 'opened').length
const windowOf = (person: string) => {
  const { of, who } = aboutTicket(id, person)
  return desk.table.find(keys.notice(of, who))
}

describe('what happens to one ticket within a minute', () => {
  it('is told at once the first time, and then in one mail', async () => {
    await says('One')
    await hear()
    expect(textsTo('customer')).toHaveLength(1)
    for (const words of ['Two', 'Three', 'Four']) {
      pass(10 * second)
      await says(words)
      await hear()
    }
    expect(textsTo('customer')).toHaveLength(1)
    expect(await released(desk)).toBe(0)
    pass(30 * second)
    expect(await released(desk)).toBe(1)
    const [first, second_] = textsTo('customer')
    expect(first).toContain('One')
    expect(second_).toMatch(/Two[\s\S]*Three[\s\S]*Four/)
    expect(second_).not.toContain('One')
    expect(await released(desk)).toBe(0)
    expect(textsTo('customer')).toHaveLength(2)
  })

  it('goes out again by itself after that minute, and waits once more within the next', async () => {
    await says('One')
    await hear()
    pass(minute)
    await says('Two')
    await hear()
    expect(textsTo('customer')).toHaveLength(2)
    await says('Three')
    await hear()
    expect(textsTo('customer')).toHaveLength(2)
    pass(minute)
    await released(desk)
    expect(textsTo('customer')).toHaveLength(3)
  })

  it('keeps its order: what comes while others wait, waits with them, also after the minute', async () => {
    await says('One')
    await says('Two')
    await hear()
    pass(2 * minute)
    await says('Three')
    await hear()
    expect(textsTo('customer')).toHaveLength(1)
    await released(desk)
    expect(textsTo('customer').at(-1)).toMatch(/Two[\s\S]*Three/)
  })

  it('keeps its order however its events arrive', async () => {
    await says('One')
    await hear()
    await says('Two')
    await says('Three')
    expect(await deliver(...unheard(desk, id, heard).toReversed())).toEqual([])
    pass(minute)
    await released(desk)
    expect(textsTo('customer').at(-1)).toMatch(/Two[\s\S]*Three/)
  })

  it('is told to each by themselves', async () => {
    await does('watchTicket', 'agent', undefined, { person: people.colleague.id })
    await says('One')
    await says('Two')
    await hear()
    pass(minute)
    expect(await released(desk)).toBe(2)
    for (const who of ['customer', 'colleague']) expect(textsTo(who)).toHaveLength(2)
  })

  it('does not keep the next ticket waiting', async () => {
    await says('One')
    await hear()
    id = await aTicket({ title: 'The other oven' })
    heard = new Set()
    await hear()
    await says('Of the other')
    await hear()
    expect(textsTo('customer')).toHaveLength(3)
  })

  it('is never the answer to who has just written: nor does that keep the first answer of a person waiting', async () => {
    id = await aTicket({ title: 'The other oven' })
    heard = new Set()
    await hear()
    pass(20 * second)
    await says('We are on it')
    await hear()
    expect(textsTo('customer')).toHaveLength(2)
  })

  it('is said of several moves where it has come to in the end', async () => {
    await does('watchTicket', 'agent', undefined, { person: people.colleague.id })
    await does('startTicket', 'technician')
    await hear()
    await does('pauseTicket', 'technician', { status: 'pending_parts', reason: 'A fuse' })
    await does('resumeTicket', 'technician')
    await hear()
    pass(minute)
    await released(desk)
    const [, gathered] = textsTo('colleague')
    expect(gathered).toMatch(/being worked on/)
    expect(gathered).not.toMatch(/waits for parts/)
  })

  it('is told once, however often its events and its minute come', async () => {
    await says('One')
    await says('Two')
    const events = await hear()
    expect(await deliver(...events, ...events)).toEqual([])
    pass(minute)
    await release(undefined, context)
    await release(undefined, context)
    const messages = desk.queues.notices ?? []
    desk.queues = {}
    expect(messages).toHaveLength(2)
    await deliver(...messages)
    await deliver(...messages, ...events)
    await released(desk)
    expect(textsTo('customer')).toHaveLength(2)
    expect(windowOf(people.customer.id)).not.toHaveProperty('gsi5pk')
  })

  it('leaves out what was taken away since, and says nothing where nothing is left', async () => {
    await says('One')
    await hear()
    const { id: comment } = await says('Two')
    await hear()
    desk.table.put({
      ...desk.table.find(keys.person(people.customer.id)),
      erasingAt: '2026-11-21T10:00:00.000Z',
    } as never)
    pass(minute)
    await released(desk)
    expect(textsTo('customer')).toHaveLength(1)
    expect(comment).toBeDefined()
    expect(windowOf(people.customer.id)).not.toHaveProperty('taken')
  })
})

type Moment = 'before' | 'after'

/** Carries out everything that these messages lead to, and dies once: whether it came so far, and what cannot be known then. */
async function dies(messages: readonly object[], place: number, when: Moment) {
  const seen = { calls: 0, isUnknown: false }
  desk.weather = (_, moment) => {
    if (moment === when) seen.calls += 1
    if (seen.calls !== place || moment !== when) return
    seen.isUnknown = desk.mails.length > mailsSent()
    throw fault('TimeoutError')
  }
  for (const message of messages) await deliver(message)
  pass(minute)
  await release(undefined, context).catch(() => {})
  await deliver(...(desk.queues.notices ?? []))
  desk.weather = undefined
  return { isOver: seen.calls < place, isUnknown: seen.isUnknown }
}

/** What failed comes again, and the minutes go on. */
async function goesOn(messages: readonly object[]): Promise<void> {
  for (let minutes = 0; minutes < 6; minutes += 1) {
    pass(minute + second)
    await deliver(...messages, ...(desk.queues.notices ?? []))
    desk.queues = {}
    await release(undefined, context)
  }
}

describe('what is told together', () => {
  it.each(['before', 'after'] as const)(
    'is neither lost nor doubled wherever it crashes %s a call',
    async (when) => {
      const said = ['One', 'Two', 'Three']
      for (const words of said) await says(words)
      const messages = unheard(desk, id, heard)
      const [items, began] = [desk.table.items, Date.now()]
      let place = 1
      for (let isOver = false; !isOver; place += 1) {
        desk.table = new MemoryTable()
        for (const item of items) desk.table.put(item)
        Object.assign(desk, { mails: [], queues: {} })
        pass(began - Date.now())
        const died = await dies(messages, place, when)
        await goesOn(messages)
        const all = textsTo('customer').join('\n')
        const times = said.map((words) => all.split(new RegExp(`\\b${words}\\b`)).length - 1)
        // SES has no key by which it knows a mail again: one that it took, and nobody could write that down, goes once more.
        const most = died.isUnknown ? 2 : 1
        expect([place, times, times.every((one) => one >= 1 && one <= most)]).toEqual([place, times, true])
        isOver = died.isOver
      }
      expect(place).toBeGreaterThan(40)
    },
    60_000,
  )

  it('that SES does not take now is tried again; what has come meanwhile is told after it', async () => {
    await says('One')
    await says('Two')
    await hear()
    pass(minute)
    desk.before('SendEmail', throws(fault('TooManyRequestsException')))
    expect(await released(desk)).toBe(1)
    await says('Three')
    await hear()
    pass(minute)
    const again = desk.queues.notices ?? []
    expect(again).toMatchObject([{ event: `together.${id}`, tries: 1 }])
    desk.queues = {}
    expect(await deliver(...again)).toEqual([])
    pass(minute)
    await released(desk)
    const [, second_, third] = textsTo('customer')
    expect([second_?.includes('Two'), second_?.includes('Three')]).toEqual([true, false])
    expect([third?.includes('Two'), third?.includes('Three')]).toEqual([false, true])
  })

  it('that SES will never take is put aside, each by itself, and keeps nothing else from being told', async () => {
    await says('One')
    await says('Two')
    await hear()
    pass(minute)
    desk.before('SendEmail', throws(fault('MessageRejected')))
    expect(await released(desk)).toBe(1)
    const parked = Object.values(desk.queues).flat() as { event: string; parked?: boolean }[]
    expect(parked).toHaveLength(1)
    desk.queues = {}
    pass(hour)
    await says('Three')
    await hear()
    expect(textsTo('customer').at(-1)).toContain('Three')
    pass(hour)
    expect(await deliver(...parked)).toEqual([])
    expect(textsTo('customer').at(-1)).toContain('Two')
  })
})
