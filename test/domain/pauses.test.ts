import { describe, expect, it } from 'vitest'
import type { Stretch } from '../../domain/course.ts'
import { pausesOf } from '../../domain/pauses.ts'
import { at } from '../support/time.ts'

const minute = 60_000
const working: Stretch = { from: at(0), status: 'in_progress' }
const from = (minutes: number, more: Partial<Stretch>): Stretch => ({ ...working, from: at(minutes * minute), ...more })
const waiting = (minutes: number) => from(minutes, { status: 'pending_customer', standstill: 'status' })
const pauses = (course: Stretch[], begin = 0, end = 100) => pausesOf(course, at(begin * minute), at(end * minute))

describe('the pauses of a clock', () => {
  it('are none where nothing stood still', () => {
    expect(pauses([])).toEqual({ count: 0, ms: 0 })
    expect(pauses([working, from(10, { status: 'assigned' })])).toEqual({ count: 0, ms: 0 })
  })

  it('are counted, and summed on the wall', () => {
    const course = [working, waiting(10), from(15, {}), from(40, { standstill: 'hold' }), from(60, {})]
    expect(pauses(course)).toEqual({ count: 2, ms: 25 * minute })
  })

  it('are one where a pause goes on in another way', () => {
    const course = [working, waiting(10), from(15, { status: 'pending_parts', standstill: 'status' }), from(20, {})]
    expect(pauses(course)).toEqual({ count: 1, ms: 10 * minute })
  })

  it('are only those while the clock ran, as far as it did', () => {
    const course = [waiting(0), from(10, {}), waiting(50), from(70, {}), waiting(80)]
    expect(pauses(course, 5, 60)).toEqual({ count: 2, ms: 15 * minute })
    expect(pauses(course, 10, 50)).toEqual({ count: 0, ms: 0 })
  })

  it('are not the time for which it had ended', () => {
    expect(pauses([working, from(10, { status: 'resolved', standstill: 'ended' }), from(30, {})])).toEqual({
      count: 0,
      ms: 0,
    })
  })
})
