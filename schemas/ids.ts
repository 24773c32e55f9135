import * as z from 'zod'
import { prefixed } from './actor.ts'

/** The ids of what belongs to people's time and to the ways of a ticket to one of them. */
export const AbsenceId = prefixed('abs', 'an absence').meta({
  id: 'AbsenceId',
  example: 'abs_01JD0000000000000000ABSNC1',
})
export const ShiftId = prefixed('shf', 'a shift').meta({ id: 'ShiftId', example: 'shf_01JD0000000000000000SHFT01' })
export const RotationId = prefixed('rot', 'an on-call rotation').meta({
  id: 'RotationId',
  example: 'rot_01JD0000000000000000R0TA01',
})
export const MailId = prefixed('mal', 'a mail').meta({ id: 'MailId', example: 'mal_01JD0000000000000000MA11N1' })
export const VisitId = prefixed('vis', 'a visit').meta({ id: 'VisitId', example: 'vis_01JD0000000000000000V1S1T1' })
export const OverrideId = prefixed('ovr', 'an override').meta({
  id: 'OverrideId',
  example: 'ovr_01JD00000000000000000VRRD1',
})
export const SubscriptionId = prefixed('sub', 'a subscription').meta({
  id: 'SubscriptionId',
  example: 'sub_01JD0000000000000000SVBSC1',
})
export const AssignmentRuleId = z
  .string()
  .regex(/^asr_([0-9A-HJKMNP-TV-Z]{26}|default-[a-z-]{1,40})$/, 'must be the id of an assignment rule')
  .meta({ id: 'AssignmentRuleId', example: 'asr_default-vip' })
