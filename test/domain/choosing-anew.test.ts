import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { businessTime, never } from '../../domain/business-time.ts'
import { preview } from '../../domain/preview.ts'
import { SlaPreviewRequest } from '../../schemas/preview.ts'
import { aCase } from './support/calendars.ts'

const minute = 60_000
const aTarget = fc.oneof(
  fc.integer({ min: 1, max: 200 * 60 }).map((minutes) => `PT${minutes}M`),
  fc.integer({ min: 1, max: 12 }).map((days) => `P${days}D`),
)
const told = (given: object) => preview(SlaPreviewRequest.parse(given))

/**
 * A new target is held against the whole time spent since the start; with another calendar what was spent is banked, and the
 * rest runs on. Where neither changes, both say what was said before (docs/sla.md, "Changes under way").
 */
it('choosing anew what holds already moves nothing, whenever that is, and in any calendar', () => {
  void fc.assert(
    fc.property(aCase, aTarget, fc.integer({ min: 0, max: 14 * 24 * 60 }), ({ calendar, at }, target, minutes) => {
      const hours = businessTime(calendar)
      fc.pre(hours.due(at, hours.targetMs(target as 'PT1M', at)) < never)
      const start = new Date(at).toISOString()
      const then = new Date(at + minutes * minute).toISOString()
      const targets = { high: { resolution: target }, urgent: { resolution: target } }
      const given = { calendar, policy: { targets, escalation: [] }, priority: 'high', start, at: then }
      const chosen = told({ ...given, changes: [{ at: then, priority: 'urgent' }] })
      expect(chosen).toEqual({ ...told(given), priority: 'urgent' })
    }),
    { numRuns: Number(process.env.RUNS ?? 300) },
  )
})
