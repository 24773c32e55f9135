import { describe, expect, it } from 'vitest'
import { route } from '../../domain/routing.ts'
import type { Technician } from '../../schemas/technician.ts'
import { at } from '../support/time.ts'
import { aboutTicket, aRule, aSite, aStaff, home, member, team } from './support/staff.ts'

const now = at(0)

describe('rules', () => {
  it.each([
    ['round-robin', 'it was their turn'],
    ['least-loaded', 'nobody who fits has less in hand for what they can take'],
    ['best-skilled', 'nobody who fits is better skilled for it'],
    ['nearest', 'nobody who fits is nearer'],
    ['best-match', 'nobody who fits has a better score: '],
  ] as const)('say why they chose by %s; of only one who fits, that they are it', (by, because) => {
    const away = member(2, { status: 'off' })
    const says = (...technicians: Technician[]) =>
      route(aStaff(technicians, { rules: [aRule({ team, by })] }), aboutTicket({}, { site: aSite(0) }), now).says
    const begins = 'Rule "A rule" holds (priority medium): Technician 1 gets it, because'
    const near = member(1, { homeBase: home })
    expect(says(near, away, member(3))).toEqual([expect.stringContaining(`${begins} ${because}`)])
    expect(says(near, away)).toEqual([`${begins} they are the only one who fits (of 2).`])
    expect(says(near)).toEqual([`${begins} they are the only one who fits.`])
  })

  it('do not say that anybody is the nearest where nobody’s way is known', () => {
    const { says } = route(
      aStaff([member(1), member(2)], { rules: [aRule({ team, by: 'nearest' })] }),
      aboutTicket(),
      now,
    )
    expect(says).toEqual([expect.stringContaining("because nobody's way there is known, and nobody who fits has less")])
  })
})
