import { describe, expect, it } from 'vitest'
import type { Refusal } from '../../domain/refusal.ts'
import { sleeps } from '../../domain/timed.ts'
import { watch } from '../../domain/watchers.ts'
import { actors } from '../support/people.ts'
import { at, day, hour } from '../support/time.ts'
import { aDesk } from './support/desk.ts'
import { aTicketThatIs, type Story } from './support/story.ts'

const archivedAfter = (story: Story, ms: number) => story.wakes(ms).ticket.archivedAt !== undefined

describe('a closed ticket', () => {
  it('is archived a year after it was closed', () => {
    const story = aTicketThatIs('closed')
    expect(story.ticket.wakeAt).toBe(at(365 * day))
    expect(archivedAfter(story, 365 * day - 1)).toBe(false)
    expect(archivedAfter(story, 365 * day)).toBe(true)
    expect(story.events.at(-1)).toMatchObject({
      type: 'ticket.archived',
      actor: { role: 'system' },
      data: { status: 'closed' },
    })
    expect(story.ticket).not.toHaveProperty('wakeAt')
    expect(story.wakes(800 * day).all('ticket.archived')).toHaveLength(1)
  })

  it('is archived when the desk’s settings say, but never while it can be reopened', () => {
    const closed = (settings: object) => aTicketThatIs('closed', { desk: aDesk({ settings: { ...settings } }) }).ticket
    expect(closed({ archiveAfter: 'P30D' }).wakeAt).toBe(at(30 * day))
    expect(closed({ archiveAfter: 'PT1H' }).wakeAt).toBe(at(14 * day))
    expect(closed({ archiveAfter: 'PT1H', reopenWithin: 'PT5M' }).wakeAt).toBe(at(hour))
  })

  it('that is reopened counts anew from its next closing', () => {
    const story = aTicketThatIs('closed').does(10 * day, 'customer', { do: 'reopen', reason: 'Cold again' })
    story.does(11 * day, 'manager', { do: 'resolve', resolution: 'Switched on' }).wakes(14 * day)
    expect(story.ticket).toMatchObject({ status: 'closed', wakeAt: at((14 + 365) * day) })
  })
})

describe('a cancelled ticket', () => {
  it('is archived a day later', () => {
    const story = aTicketThatIs('cancelled')
    expect(archivedAfter(story, day - 1)).toBe(false)
    expect(archivedAfter(story, day)).toBe(true)
  })

  it('is archived when the settings say, but never while a merge can be undone', () => {
    const cancelled = (archiveCancelledAfter: string) =>
      aTicketThatIs('cancelled', { desk: aDesk({ settings: { archiveCancelledAfter } }) }).ticket.wakeAt
    expect(cancelled('P7D')).toBe(at(7 * day))
    expect(cancelled('PT1H')).toBe(at(day))
  })
})

describe('an archived ticket', () => {
  const archived = () => aTicketThatIs('closed', { assignee: 'technician' }).wakes(365 * day)
  const refused = (story: Story, act: () => unknown): Refusal => {
    const before = story.ticket
    try {
      act()
    } catch (fault) {
      expect(story.ticket).toBe(before)
      return fault as Refusal
    }
    throw new Error('It was not refused')
  }

  it('makes no more moves, and is told to make none', () => {
    for (const who of ['customer', 'agent', 'manager', 'admin'] as const) {
      const story = archived()
      const refusal = refused(story, () => story.does(366 * day, who, { do: 'reopen', reason: 'Cold again' }))
      expect(refusal).toMatchObject({ kind: 'move-not-allowed', details: { allowed: [] } })
      expect(refusal.message).toContain('archived')
    }
  })

  it('takes no other change either', () => {
    const story = archived()
    expect(refused(story, () => story.changes(366 * day, 'manager', { title: 'Else' })).kind).toBe('move-not-allowed')
    const watching = () => story.does(366 * day, 'agent', watch(actors.agent.id))
    expect(refused(story, watching)).toMatchObject({ kind: 'conflict' })
  })

  it('is archived first by whoever comes after its time, and refused then', () => {
    const story = aTicketThatIs('cancelled')
    const watching = () => story.does(2 * day, 'agent', watch(actors.agent.id))
    expect(refused(story, watching)).toMatchObject({ kind: 'conflict' })
  })
})

describe('an execution', () => {
  it('sleeps for what is under way, not for what only waits to be archived', () => {
    const awake = (['created', 'in_progress', 'pending_customer', 'resolved', 'reopened'] as const).map((status) =>
      sleeps(aTicketThatIs(status).ticket),
    )
    expect(awake).not.toContain(false)
    expect((['closed', 'cancelled'] as const).map((status) => sleeps(aTicketThatIs(status).ticket))).toEqual([
      false,
      false,
    ])
  })
})
