import * as z from 'zod'
import { PersonId } from './actor.ts'
import { TimeZone } from './calendar.ts'
import { recorded } from './customer.ts'
import { MailLanguage, QuietHours, TimeOfDay } from './mail-settings.ts'
import { Instant } from './time.ts'

/** `now`: as it happens, outside quiet hours. `digest`: in one mail a day. `off`: not at all. */
const ways = ['now', 'digest', 'off'] as const
export type Way = (typeof ways)[number]

const anyWay = z.enum(ways).default('now')
/** Asks something of its reader, or is stale a day later. */
const orOff = z.enum(['now', 'off']).default('now')
/** Is theirs to see to: nobody turns it off for themselves. */
const orDigest = z.enum(['now', 'digest']).default('now')

/** What people can be told of, and how each may be told. */
const Wishes = z
  .strictObject({
    opened: orOff.meta({ description: 'Their request was received' }),
    assigned: anyWay.meta({ description: 'A ticket has come to them; to customers: somebody has theirs' }),
    moved: anyWay.meta({ description: 'A ticket that they watch, or theirs, has another status' }),
    answered: anyWay.meta({ description: 'A public comment' }),
    resolved: orOff.meta({ description: 'Theirs is resolved: do they agree?' }),
    reminded: orOff.meta({ description: 'Theirs waits for their answer' }),
    late: anyWay.meta({ description: 'Theirs takes longer than it should' }),
    visits: orOff.meta({ description: 'A visit to them was planned, moved, cancelled, or is near' }),
    survey: orOff.meta({ description: 'How was it?' }),
    mentioned: anyWay.meta({ description: 'Somebody has named them' }),
    followUpDue: anyWay.meta({ description: 'A follow-up of theirs is due' }),
    warned: anyWay.meta({ description: 'The time of a promise runs out' }),
    breached: orDigest.meta({ description: 'A promise was not kept; breaks through quiet hours' }),
    escalated: orDigest.meta({ description: 'A ticket was escalated to them; breaks through quiet hours' }),
    mail: anyWay.meta({ description: 'A mail of one of their tickets came back, or was called unwanted' }),
    poorScore: anyWay.meta({ description: 'A customer was not content' }),
    atRisk: z
      .enum(['digest', 'off'])
      .default('off')
      .meta({ description: 'Of staff: every morning, the open tickets of theirs that are at risk' }),
  })
  .meta({ id: 'NotificationWishes' })
export type Topic = keyof z.infer<typeof Wishes>

const given = {
  notices: Wishes.prefault({}),
  quietHours: z
    .union([QuietHours, z.literal('none')])
    .optional()
    .meta({ description: "In which only what cannot wait is told. Left out: of staff the desk's; `none`: never" }),
  digestAt: TimeOfDay.optional().meta({
    description: 'When the digest comes. Left out: when they begin to work, by their calendar; else at 08:00',
  }),
  timeZone: TimeZone.optional().meta({ description: "Left out: that of their calendar, else the desk's" }),
  language: MailLanguage.optional().meta({ description: "Left out: that of their record, else the desk's" }),
}

/** How somebody wants to be told of what, as they give it. */
export const NewNotificationPreferences = z.strictObject(given).meta({
  id: 'NewNotificationPreferences',
  example: { notices: { moved: 'digest', atRisk: 'digest' }, quietHours: { from: '20:00', to: '07:00' } },
})

/** The record: of somebody who has said nothing yet it is as it comes, in version 0. */
export const NotificationPreferences = NewNotificationPreferences.extend({
  id: PersonId.meta({ description: 'Whose they are' }),
  notices: Wishes,
  version: z.int().min(0).meta({ description: '0: they have said nothing yet' }),
  createdAt: Instant.optional(),
  updatedAt: Instant.optional(),
}).meta({ id: 'NotificationPreferences', description: 'How somebody wants to be told of what' })

/** As they are kept. */
export const KeptPreferences = NotificationPreferences.extend(recorded)
export type KeptPreferences = z.infer<typeof KeptPreferences>
/** What they come to for whoever tells them. */
export type Preferences = Omit<KeptPreferences, keyof typeof recorded | 'id'>
