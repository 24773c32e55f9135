import type { Settings } from '../schemas/settings.ts'
import { type SkillLevel, skillLevels } from '../schemas/technician.ts'
import type { Ticket } from './ticket.ts'

/** What a ticket asks of whoever gets it. */
export interface Needs {
  /** Each at that level at least. */
  skills: Readonly<Record<string, SkillLevel>>
  certifications: readonly string[]
}

/** What of a ticket its needs are derived from. */
export type Needing = Pick<Ticket, 'category' | 'subCategory' | 'type' | 'tags' | 'product'> & {
  model?: string | undefined
}

export const levelOf = (level: SkillLevel): number => skillLevels.indexOf(level)
const higher = (a: SkillLevel | undefined, b: SkillLevel): SkillLevel => (a && levelOf(a) > levelOf(b) ? a : b)

/** The needs that the settings derive from category, product and tags: all that hold together, the highest level of each skill. */
export function needsOf({ assignment }: Pick<Settings, 'assignment'>, ticket: Needing): Needs {
  const skills: Record<string, SkillLevel> = {}
  const certifications = new Set<string>()
  for (const { when, skill, level, certification } of assignment.needs) {
    if (!holds(when, ticket)) continue
    if (skill) skills[skill] = higher(skills[skill], level)
    if (certification) certifications.add(certification)
  }
  return { skills, certifications: [...certifications] }
}

/** The same, with a skill that a rule asks for beside them. */
export const withSkill = (needs: Needs, asked: { skill: string; level: SkillLevel } | undefined): Needs =>
  asked
    ? { ...needs, skills: { ...needs.skills, [asked.skill]: higher(needs.skills[asked.skill], asked.level) } }
    : needs

function holds(when: Settings['assignment']['needs'][number]['when'], ticket: Needing): boolean {
  const has: Record<keyof typeof when, readonly (string | undefined)[]> = {
    category: [ticket.category],
    subCategory: [ticket.subCategory],
    type: [ticket.type],
    tags: ticket.tags,
    product: [ticket.product],
    model: [ticket.model],
  }
  return Object.entries(when).every(
    ([name, wanted]) =>
      wanted === undefined ||
      has[name as keyof typeof when].some((value) => value !== undefined && wanted.includes(value as never)),
  )
}
