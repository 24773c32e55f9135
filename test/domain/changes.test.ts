import { describe, expect, it } from 'vitest'
import { at, hour, minute } from '../support/time.ts'
import { aDesk, aPolicy, promising } from './support/desk.ts'
import { aTicket, aTicketThatIs, type Story } from './support/story.ts'

/** Urgent in an hour, high in two, medium in four; low is promised nothing. */
const policy = aPolicy({
  targets: { urgent: { resolution: 'PT1H' }, high: { resolution: 'PT2H' }, medium: { resolution: 'PT4H' } },
})
const desk = aDesk({ policies: [policy] })
const told = (): Story => aTicket({ desk, priority: 'medium' })
const waits = { do: 'pause', status: 'pending_customer', reason: 'Which oven?' } as const
const answered = { do: 'resolve', resolution: 'Switched on' } as const

describe('a priority that changes', () => {
  it('holds the new target against the whole of the time spent', () => {
    const story = told().changes(30 * minute, 'agent', { priority: 'urgent' })
    expect(story.explained('resolution', 30 * minute)).toMatchObject({
      target: 'PT1H',
      dueAt: at(hour),
      warnsAt: at(48 * minute),
      remaining: 'PT30M',
    })
    expect(story.ticket).toMatchObject({ dueAt: at(hour), wakeAt: at(48 * minute) })
    expect(story.all('sla.policy-chosen').at(-1)?.data.targets).toEqual({ resolution: 'PT1H' })
  })

  it('breaches at once what is past already: the highest fires, those below it are skipped', () => {
    const story = told().changes(90 * minute, 'agent', { priority: 'urgent' })
    expect(story.fired).toEqual([{ what: 'resolution 100', planned: 90 * minute, recorded: 90 * minute }])
    expect(story.all('sla.breached')[0]?.data).toMatchObject({ skipped: [80], dueAt: at(hour), latenessMs: 0 })
    expect(story.ticket).toMatchObject({ light: 'red', escalationLevel: 1 })
  })

  it('only warns where only the warning is past', () => {
    const story = told().changes(50 * minute, 'agent', { priority: 'urgent' })
    expect(story.all('sla.warned')[0]?.data).toMatchObject({ percent: 80, skipped: [] })
    expect(story.all('sla.breached')).toEqual([])
  })

  it('breaches where the new due instant is this very one', () => {
    expect(told().changes(hour, 'agent', { priority: 'urgent' }).all('sla.breached')).toHaveLength(1)
  })

  it('fires nothing a second time', () => {
    const story = told().changes(50 * minute, 'agent', { priority: 'urgent' })
    story.changes(51 * minute, 'agent', { priority: 'medium' }).changes(52 * minute, 'agent', { priority: 'urgent' })
    expect(story.wakes(59 * minute).fired).toHaveLength(1)
    expect(story.ticket.light).toBe('yellow')
    expect(story.wakes(hour).fired.at(-1)).toMatchObject({ what: 'resolution 100', planned: hour })
  })

  it('from a promise to none leaves the clock counting silently, until there is one again', () => {
    const story = told().changes(minute, 'agent', { priority: 'low' })
    expect(story.explained('resolution', minute)).toMatchObject({ state: 'untargeted', elapsed: 'PT1M' })
    expect(story.wakes(5 * hour).fired).toEqual([])
    story.changes(5 * hour, 'agent', { priority: 'medium' })
    expect(story.all('sla.breached')[0]?.data).toMatchObject({ dueAt: at(4 * hour), skipped: [80] })
  })
})

describe('after a breach', () => {
  const breached = () => told().changes(90 * minute, 'agent', { priority: 'urgent' })

  it.each(['medium', 'low'] as const)('a change to %s makes neither the miss undone nor smaller', (priority) => {
    const story = breached().changes(91 * minute, 'agent', { priority })
    expect(story.explained('resolution', 91 * minute)).toMatchObject({
      state: 'breached',
      light: 'red',
      dueAt: at(hour),
    })
    story.does(2 * hour, 'technician', answered)
    expect(story.all('sla.ended').at(-1)?.data).toMatchObject({ outcome: 'missed', missedByMs: hour, dueAt: at(hour) })
  })

  it('what remains is told of the target that was missed', () => {
    const story = breached().changes(91 * minute, 'agent', { priority: 'medium' })
    expect(story.explained('resolution', 2 * hour)).toMatchObject({ target: 'PT4H', remaining: '-PT1H' })
  })

  it('a stricter target does not make the miss greater', () => {
    const story = aTicket({ desk, priority: 'high' })
      .wakes(2 * hour)
      .changes(3 * hour, 'agent', { priority: 'urgent' })
    story.does(3 * hour, 'technician', answered)
    expect(story.fired).toHaveLength(2)
    expect(story.all('sla.ended').at(-1)?.data).toMatchObject({ missedByMs: hour, dueAt: at(2 * hour) })
  })
})

describe('a change while the ticket is paused', () => {
  const paused = () =>
    told()
      .does(0, 'technician', { do: 'start' })
      .does(90 * minute, 'technician', waits)
  const raised = () => paused().changes(100 * minute, 'agent', { priority: 'urgent' })

  it('fires nothing, and tells when what is spent came to the new target', () => {
    const story = raised().wakes(5 * hour)
    expect(story.fired).toEqual([])
    expect(story.ticket.light).toBe('red')
    expect(story.explained('resolution', 5 * hour)).toMatchObject({ state: 'paused', dueAt: at(hour) })
  })

  it('fires what it passed over on resuming, and acts on it', () => {
    const story = raised().does(5 * hour, 'technician', { do: 'resume' })
    expect(story.fired).toEqual([{ what: 'resolution 100', planned: 5 * hour, recorded: 5 * hour }])
    expect(story.all('sla.breached')[0]?.data).toMatchObject({ skipped: [80], dueAt: at(hour) })
    expect(story.ticket.escalationLevel).toBe(1)
  })

  it('fires it at the end if it never resumes', () => {
    const story = raised().does(5 * hour, 'technician', answered)
    expect(story.all('sla.breached')).toHaveLength(1)
    expect(story.all('sla.breached')[0]?.data).toMatchObject({
      skipped: [80],
      actions: [],
      notActedOn: { reason: 'ended', at: at(5 * hour) },
    })
    expect(story.all('sla.ended').at(-1)?.data).toMatchObject({ outcome: 'missed', missedByMs: 30 * minute })
  })

  it('that is taken back before resuming has passed over nothing', () => {
    const story = raised().changes(2 * hour, 'agent', { priority: 'medium' })
    expect(story.does(5 * hour, 'technician', { do: 'resume' }).fired).toEqual([])
  })
})

describe('a change of the policy’s pausing statuses', () => {
  const inHand = aPolicy({
    targets: { medium: { resolution: 'PT4H' }, urgent: { resolution: 'PT1H' } },
    conditions: { tags: ['never-waits'] },
    pauseOn: [],
  })
  const both = aDesk({ policies: [inHand, policy] })
  const pending = () =>
    aTicket({ desk: both, priority: 'medium' })
      .does(0, 'technician', { do: 'start' })
      .does(2 * hour, 'technician', waits)

  it('lets the clocks of a pending ticket go on', () => {
    const story = pending().changes(3 * hour, 'agent', { tags: ['never-waits'] })
    expect(story.explained('resolution', 3 * hour)).toMatchObject({
      state: 'running',
      elapsed: 'PT2H',
      dueAt: at(5 * hour),
    })
    expect(story.all('sla.resumed')).toHaveLength(1)
  })

  it('fires with it what was passed over', () => {
    const story = pending().changes(3 * hour, 'agent', { tags: ['never-waits'], priority: 'urgent' })
    expect(story.fired).toMatchObject([{ what: 'resolution 100', planned: 3 * hour }])
  })

  it('lets them stand where they ran, before what the change passes could fire', () => {
    const story = pending().changes(2 * hour, 'agent', { tags: ['never-waits'] })
    story.changes(150 * minute, 'agent', { tags: [], priority: 'urgent' })
    expect(story.explained('resolution', 3 * hour)).toMatchObject({ state: 'paused', elapsed: 'PT2H30M' })
    expect(story.fired).toEqual([])
  })
})

describe('a change to a ticket that is resolved', () => {
  it('touches no clock that has ended', () => {
    const story = told().does(90 * minute, 'technician', answered)
    const { onRestart: _, ...before } = story.clock('resolution')
    story.changes(100 * minute, 'agent', { priority: 'urgent' })
    expect(story.clock('resolution')).toEqual({ ...before, onRestart: { target: 'PT1H' } })
    expect(story.fired).toEqual([])
  })

  it('holds once it is reopened: the ticket is measured by what was chosen last', () => {
    const story = told()
      .does(30 * minute, 'technician', answered)
      .changes(40 * minute, 'agent', { priority: 'urgent' })
    story.does(10 * hour, 'customer', { do: 'reopen', reason: 'Cold again' })
    expect(story.explained('resolution', 10 * hour)).toMatchObject({
      target: 'PT1H',
      dueAt: at(10 * hour + 30 * minute),
    })
  })

  it('that puts it behind its new target breaches on reopening', () => {
    const story = told()
      .does(90 * minute, 'technician', answered)
      .changes(100 * minute, 'agent', { priority: 'urgent' })
    story.does(10 * hour, 'customer', { do: 'reopen', reason: 'Cold again' })
    expect(story.fired).toMatchObject([{ what: 'resolution 100', planned: 10 * hour }])
  })

  it('to a priority that is promised nothing leaves it untargeted on reopening', () => {
    const story = told()
      .does(30 * minute, 'technician', answered)
      .changes(40 * minute, 'agent', { priority: 'low' })
    story.does(10 * hour, 'customer', { do: 'reopen', reason: 'Cold again' })
    expect(story.explained('resolution', 10 * hour).state).toBe('untargeted')
  })
})

describe('a policy made later', () => {
  const stricter = aPolicy({ targets: { medium: { resolution: 'PT1H' } } })

  it('moves no ticket under way', () => {
    const story = told()
    story.desk = aDesk({ policies: [stricter, policy] })
    story.changes(30 * minute, 'agent', { title: 'The oven stays cold since Monday' })
    expect(story.explained('resolution', 30 * minute).target).toBe('PT4H')
  })

  it('moves none by being reopened either', () => {
    const story = told().does(30 * minute, 'technician', answered)
    story.desk = aDesk({ policies: [stricter, policy] })
    story.does(hour, 'customer', { do: 'reopen', reason: 'Cold again' })
    expect(story.explained('resolution', hour).target).toBe('PT4H')
  })
})

describe('what sla-tracking says of the warning', () => {
  it('is when it will be reached, and once it was, when that was', () => {
    const story = aTicketThatIs('in_progress', { desk: promising({ resolution: 'PT1H' }) })
    expect(story.explained('resolution', minute).warnsAt).toBe(at(48 * minute))
    story.does(50 * minute, 'technician', waits)
    expect(story.explained('resolution', 2 * hour)).toMatchObject({ warnsAt: at(48 * minute) })
    story.does(3 * hour, 'technician', { do: 'resume' })
    expect(story.explained('resolution', 3 * hour)).toMatchObject({
      warnsAt: at(48 * minute),
      dueAt: at(3 * hour + 10 * minute),
    })
  })

  it('is when 80 % were reached, where a change passed the breach with it: never after the due instant', () => {
    const { warnsAt = '', dueAt = '' } = told()
      .changes(90 * minute, 'agent', { priority: 'urgent' })
      .explained('resolution', 2 * hour)
    expect(warnsAt < dueAt).toBe(true)
    expect(warnsAt).toBe(at(48 * minute))
  })
})
