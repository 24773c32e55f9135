import * as z from 'zod'
import { Skill, SkillLevel } from './technician.ts'
import { words } from './text.ts'

export const ServiceCode = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,39}$/, 'must be up to 40 lower-case letters, digits and hyphens')
  .meta({ id: 'ServiceCode', example: 'wifi-survey' })

/** What the desk sends people out for: what it asks of them, and how long it takes. */
export const Service = z
  .strictObject({
    code: ServiceCode,
    name: words(100).meta({ example: 'Wi-Fi survey' }),
    skill: Skill.optional(),
    level: SkillLevel.default('basic'),
    certification: Skill.optional(),
    durationMinutes: z.int().min(5).max(1440).default(60),
  })
  .meta({ id: 'Service' })
export type Service = z.infer<typeof Service>
