import * as z from 'zod'
import { PolicyId } from '../actor.ts'
import { CalendarId } from '../calendar.ts'
import { Job } from '../job.ts'
import { CalendarReapply, PolicyReapply } from '../reapply.ts'
import { operation } from './operation.ts'

const reapply = {
  method: 'post',
  roles: ['manager', 'admin'],
  status: 202,
  answer: Job,
  done: 'Taken on: `Location` says where to look how it goes.',
  description:
    'Its policy is chosen anew for every open ticket that is measured by any version of it, or would be now, with the policies and calendars of now. What was spent stays as it was counted; a clock that is late by it is late at once. The results say of each ticket what was due when, before and after; the job counts them. A dry run says the same, and does nothing.',
  tag: 'Service levels',
} as const

export const reapplySlaPolicy = operation({
  ...reapply,
  path: '/sla-policies/{policy}/reapply',
  params: z.strictObject({ policy: PolicyId }),
  body: PolicyReapply,
  summary: 'Apply a policy to tickets under way',
})

export const reapplyCalendar = operation({
  ...reapply,
  path: '/calendars/{calendar}/reapply',
  params: z.strictObject({
    calendar: z.union([z.literal('always'), CalendarId]).meta({ example: 'cal_01JD000000000000000000CA01' }),
  }),
  body: CalendarReapply,
  refusals: ['conflict'],
  summary: 'Apply a calendar to tickets under way',
})
