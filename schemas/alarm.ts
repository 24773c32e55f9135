import * as z from 'zod'

/** How loudly an alarm speaks: somebody gets up; somebody sees to it today; it is only shown. */
export const alarmLevels = ['page', 'ticket', 'note'] as const
export type AlarmLevel = (typeof alarmLevels)[number]

/** What an alarm says of itself: the link to its paragraph of the runbook, and its level. */
export const describe = (link: string, level: AlarmLevel): string => `${link} (${level})`
const described = new RegExp(`^(\\S+) \\((${alarmLevels.join('|')})\\)$`)

/** The link and the level in an alarm's description. */
const Description = z
  .string()
  .regex(described, 'must be a link to the runbook and a level')
  .transform((text) => {
    const [, link = '', level = ''] = described.exec(text) ?? []
    return { link, level: level as AlarmLevel }
  })

/** What CloudWatch tells SNS of an alarm, of a metric or of several alarms. */
export const AlarmMessage = z.object({
  AlarmName: z.string(),
  AlarmDescription: Description,
  NewStateValue: z.enum(['ALARM', 'OK', 'INSUFFICIENT_DATA']),
  NewStateReason: z.string(),
  /** `2026-11-22T06:53:01.236+0000` */
  StateChangeTime: z.string().refine((text) => !Number.isNaN(Date.parse(text)), 'must be an instant'),
})
