import { describe, expect, it } from 'vitest'
import { preview } from '../../domain/preview.ts'
import { duration } from '../../domain/time.ts'
import { SlaPreviewRequest } from '../../schemas/preview.ts'
import type { Deed } from '../domain/support/deeds.ts'
import type { Promised } from '../domain/support/plain-desk.ts'
import { shownIn } from '../domain/support/retold.ts'
import { ToldTwice } from '../domain/support/told-twice.ts'
import { examples, policies } from './sla-examples.ts'

const promises = [...Object.values(policies), { calendar: 'always', pauseOn: [], targets: {}, rules: [] } as const]

/** The ticket of an example, with all that happens to it. */
function lived({ policy, priority, opensAt, deeds, seenAt }: (typeof examples)[number]): ToldTwice {
  const told = new ToldTwice(promises, opensAt, { priority, tags: [policy] })
  for (const { at, deed } of [{ at: opensAt, deed: { does: 'starts' } as const }, ...deeds]) {
    if (!told.does(at, deed)) throw new Error(`${deed.does} is refused`)
    told.compare()
  }
  told.does(seenAt, { does: 'looks' })
  return told
}

/** A change as a preview asks for it; undefined where a preview cannot say it. */
function changeOf(at: number, deed: Deed): object | undefined {
  const when = { at: new Date(at).toISOString() }
  const statuses: Partial<Record<Deed['does'], string>> = {
    starts: 'in_progress',
    resumes: 'in_progress',
    'hands-on': 'assigned',
    resolves: 'resolved',
    reopens: 'reopened',
    cancels: 'cancelled',
    merges: 'cancelled',
    unmerges: 'in_progress',
  }
  const status = deed.does === 'waits' ? deed.for : statuses[deed.does]
  if (status) return { ...when, status }
  if (deed.does === 'answers') return { ...when, reply: 'staff' }
  if (deed.does === 'writes') return { ...when, reply: 'customer' }
  if (deed.does === 'holds') return { ...when, holdUntil: new Date(at + deed.forMs).toISOString() }
  if (deed.does === 'changes' && deed.to.priority) return { ...when, priority: deed.to.priority }
  return undefined
}

/** The clocks of an example as a preview shows them; undefined where it cannot be asked for. */
function previewed({ policy, priority, opensAt, deeds, seenAt }: (typeof examples)[number]) {
  const { calendar, targets, pauseOn, rules } = policies[policy] as Promised
  const changes = [{ at: opensAt, deed: { does: 'starts' } as Deed }, ...deeds].map(({ at, deed }) =>
    changeOf(at, deed),
  )
  if (changes.includes(undefined)) return undefined
  const escalation = rules.map(({ clock, percent }) => ({
    ...{ clock, atPercent: percent },
    actions: [{ action: 'mark-escalated' }],
  }))
  const asked = { calendar, policy: { targets, pauseOn, escalation }, priority, changes }
  const request = { ...asked, start: new Date(opensAt).toISOString(), at: new Date(seenAt).toISOString() }
  return preview(SlaPreviewRequest.parse(request)).clocks.map(shownIn)
}

/** How many of them could be asked for. */
let previews = 0

describe('each example of docs/sla-examples.md', () => {
  it.each(examples)('$line: $told', (example) => {
    const { clock, cycle, seenAt, expected } = example
    const told = lived(example)
    told.look(seenAt)
    const shown = told.shown(seenAt).find((one) => one.clock === clock)
    const supposed = previewed(example)
    // Of what nobody is promised, a preview says nothing.
    if (supposed && (!shown || shown.target)) {
      expect(supposed.find((one) => one.clock === clock)).toEqual(shown)
      previews += 1
    }
    if (!expected) return expect(shown).toBeUndefined()
    const { state, paused, missedBy, light, fired, dueAt, elapsed } = expected
    expect({
      cycle: shown?.cycle,
      state: shown?.state,
      paused: shown?.paused,
      missedBy: shown?.missedByMs === undefined ? undefined : duration(shown.missedByMs),
      light: shown?.light,
      dueAt: shown?.dueAt && new Date(shown.dueAt),
      elapsed: duration(shown?.elapsedMs ?? 0),
      fired: told
        .recorded()
        .fired.filter((one) => one.clock === clock && one.cycle === cycle)
        .map(({ percent, plannedAt, skipped }) => ({ percent, at: new Date(plannedAt), skipped })),
    }).toEqual({
      ...{ cycle, state, paused, missedBy, light, elapsed },
      dueAt: dueAt && new Date(dueAt),
      fired: fired.map((one) => ({ ...one, at: new Date(one.at) })),
    })
  })

  it('is one of many, over every rule', () => expect(examples.length).toBeGreaterThan(60))
  it('can mostly be previewed', () => expect(previews).toBeGreaterThan(60))
})
