import { describe, expect, it } from 'vitest'
import { versionKey } from '../../domain/desk.ts'
import { type About, reapplying } from '../../domain/reapplying.ts'
import type { Desk } from '../../domain/ticket.ts'
import type { SlaPolicy } from '../../schemas/sla-policy.ts'
import { at, hour, minute } from '../support/time.ts'
import { aDesk, aPolicy } from './support/desk.ts'
import { aTicket, type Story } from './support/story.ts'

const targets = (response: string, resolution: string) => ({ high: { response, resolution } })
const first = aPolicy({ targets: targets('PT1H', 'PT4H') })
/** A desk that knows the policy that a ticket goes by, and has others for the next. */
const after = (story: Story, policies: SlaPolicy[]): Desk => {
  const { id, version } = story.ticket.policy
  const own = story.desk.policies.find((policy) => policy.id === id && policy.version === version) ?? first
  return { ...aDesk({ policies }), versions: { policies: { [versionKey(own)]: own }, hours: {} } }
}
const next = (story: Story, more: object) => after(story, [{ ...first, version: 2, ...more }])
const told = (): Story => aTicket({ desk: aDesk({ policies: [first] }), priority: 'high' })
const waits = { do: 'pause', status: 'pending_customer', reason: 'Which oven?' } as const

/** Has a policy reapplied, and gives what is told of it. */
function reapply(story: Story, ms: number, about: About = { policy: first.id }) {
  const { rule, told: said } = reapplying(about)
  return said(story.decided(ms, 'manager', rule), story.desk)
}

describe('a policy that is reapplied to a ticket', () => {
  it('tells what was due when, before and after', () => {
    const story = told()
    story.desk = next(story, { targets: targets('PT2H', 'PT3H') })
    expect(reapply(story, 10 * minute)).toEqual({
      effects: ['later', 'earlier'],
      policy: { from: { id: first.id, version: 1 }, to: { id: first.id, version: 2 } },
      calendar: {},
      clocks: [
        { clock: 'response', dueFrom: at(hour), dueTo: at(2 * hour), breached: false },
        { clock: 'resolution', dueFrom: at(4 * hour), dueTo: at(3 * hour), breached: false },
      ],
    })
    expect(story.all('sla.policy-chosen').at(-1)?.data).toMatchObject({ reapplied: true, policy: { version: 2 } })
  })

  it('does nothing where it is that already, and leaves those of others alone', () => {
    const story = told()
    const before = story.ticket
    expect(reapply(story, minute)).toBeUndefined()
    story.desk = next(story, { targets: targets('PT2H', 'PT4H') })
    expect(reapply(story, minute, { policy: 'pol_premium' })).toBeUndefined()
    expect(reapply(story, minute, { calendar: 'cal_01JD000000000000000000CA01' })).toBeUndefined()
    expect(story.ticket).toEqual(before)
    reapply(story, minute)
    const version = story.ticket.version
    expect(reapply(story, 2 * minute)).toBeUndefined()
    expect(story.ticket.version).toBe(version)
  })

  it('leaves a ticket that has ended as it ended', () => {
    const story = told().does(minute, 'agent', { do: 'resolve', resolution: 'Switched on' })
    story.desk = next(story, { targets: targets('PT1S', 'PT1S') })
    expect(reapply(story, hour)).toBeUndefined()
  })

  it('breaches at once what is past already; of one that rests, it says so once it goes on', () => {
    const late = told()
    late.desk = next(late, { targets: targets('PT5M', 'PT4H') })
    expect(reapply(late, 10 * minute)).toMatchObject({
      effects: ['earlier', 'breached'],
      clocks: [{ clock: 'response', breached: true }, { breached: false }],
    })
    const rests = told()
      .does(8 * minute, 'agent', { do: 'start' })
      .does(10 * minute, 'agent', waits)
    rests.desk = next(rests, { targets: targets('PT5M', 'PT4H') })
    expect(reapply(rests, hour)).toMatchObject({ effects: ['earlier'], clocks: [{ breached: false }, {}] })
    expect(rests.all('sla.breached')).toEqual([])
    rests.does(2 * hour, 'agent', { do: 'resume' })
    expect(rests.all('sla.breached')).toHaveLength(1)
  })

  it('says that a clock is due no more, or is due now', () => {
    const story = told()
    story.desk = next(story, { targets: { high: { resolution: 'PT4H' } } })
    expect(reapply(story, minute)).toMatchObject({ effects: ['later'], clocks: [{ dueFrom: at(hour) }, {}] })
    story.desk = next(story, { version: 3, targets: targets('PT1H', 'PT4H') })
    expect(reapply(story, minute)).toMatchObject({ effects: ['earlier'], clocks: [{ dueTo: at(hour) }, {}] })
  })

  it('gives a ticket to the policy that would be chosen now', () => {
    const story = told()
    const other = aPolicy({ id: 'pol_01JD0000000000000000PCY002', targets: targets('PT1H', 'PT4H') })
    story.desk = after(story, [other, first])
    const said = { effects: ['otherPolicy'], policy: { from: { id: first.id }, to: { id: other.id } } }
    expect(reapply(story, minute, { policy: other.id })).toMatchObject(said)
  })
})
