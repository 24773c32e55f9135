import * as z from 'zod'
import { PersonId, staffRoles, TeamId } from './actor.ts'
import { CalendarId, TimeZone } from './calendar.ts'
import { EmailAddress, PhoneNumber } from './contact.ts'
import { ExternalId, Language, Notes, recorded } from './customer.ts'
import { AbsenceId, VisitId } from './ids.ts'
import { Address, Coordinates } from './site.ts'
import { words } from './text.ts'
import { TicketNumber } from './ticket.ts'
import { GivenInstant, Instant, untilAfterFrom } from './time.ts'

/** What somebody can do, by a code of the desk's own: `network`, `heat-pumps`. */
export const Skill = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,39}$/, 'must be up to 40 lower-case letters, digits and hyphens')
  .meta({ id: 'Skill', example: 'network' })

/** Weakest first. */
export const skillLevels = ['basic', 'intermediate', 'expert'] as const
export const SkillLevel = z.enum(skillLevels).meta({ id: 'SkillLevel' })
export type SkillLevel = z.infer<typeof SkillLevel>

const eachOnce = <Entry>(of: (entry: Entry) => string, what: string) =>
  [
    (entries: Entry[]) => new Set(entries.map(of)).size === entries.length,
    { message: `names ${what} twice`, params: { expected: `each ${what} once` } },
  ] as const

const expiresOn = z.iso.date().optional().meta({ description: 'The last day on which it holds; left out: for good' })

const Skills = z
  .array(z.strictObject({ skill: Skill, level: SkillLevel.default('basic'), expiresOn }))
  .max(50)
  .refine(...eachOnce(({ skill }: { skill: string }) => skill, 'skill'))

const Certifications = z
  .array(z.strictObject({ code: Skill, name: words(100).optional(), number: words(60).optional(), expiresOn }))
  .max(50)
  .refine(...eachOnce(({ code }: { code: string }) => code, 'certification'))

/** Where somebody drives to: so far around their home base, or by what postal codes begin with. */
const ServiceArea = z
  .strictObject({
    radiusKm: z.number().positive().max(2000).optional(),
    postalCodes: z
      .array(
        z
          .string()
          .trim()
          .toUpperCase()
          .regex(/^[A-Z0-9][A-Z0-9 -]{0,11}$/, 'must be a postal code, or its beginning'),
      )
      .min(1)
      .max(200)
      .optional()
      .meta({ description: 'Each the beginning of a code; blanks do not matter', example: ['NP1', '104'] }),
  })
  .refine(({ radiusKm, postalCodes }) => (radiusKm === undefined) !== (postalCodes === undefined), {
    message: 'says where in no way, or in two',
    params: { expected: 'radiusKm or postalCodes' },
  })
  .meta({ id: 'ServiceArea', example: { radiusKm: 60 } })

export const absenceKinds = ['vacation', 'sick', 'training', 'other'] as const
export const NewAbsence = z
  .strictObject({
    from: GivenInstant,
    until: GivenInstant.meta({ description: 'When they are back: later than `from`' }),
    kind: z.enum(absenceKinds).default('other'),
    note: words(200).optional().meta({ description: 'For themselves and their supervisors' }),
  })
  .refine(...untilAfterFrom)
  .meta({
    id: 'NewAbsence',
    example: { from: '2026-12-21T00:00:00Z', until: '2027-01-04T00:00:00Z', kind: 'vacation' },
  })
export type NewAbsence = z.infer<typeof NewAbsence>

export const Absence = z
  .strictObject({
    id: AbsenceId,
    from: Instant,
    until: Instant,
    kind: z.enum(absenceKinds),
    note: z.string().optional(),
  })
  .meta({ id: 'Absence' })
export type Absence = z.infer<typeof Absence>
export const mostAbsences = 100

/** `off` gets nothing by the rules; `busy` and `on_the_way` are passed over where others fit as well. */
export const presences = ['available', 'busy', 'on_the_way', 'off'] as const
export const TechnicianStatus = z.enum(presences).meta({ id: 'TechnicianStatus' })
export type TechnicianStatus = z.infer<typeof TechnicianStatus>

const given = {
  name: words(200).meta({ example: 'Technician' }),
  email: EmailAddress.meta({ description: 'One person’s at the desk: what they sign in with, and are written to' }),
  phone: PhoneNumber.optional(),
  role: z.enum(staffRoles).default('technician'),
  teams: z
    .array(TeamId)
    .max(20)
    .refine(...eachOnce((id: string) => id, 'team'))
    .default([]),
  skills: Skills.default([]),
  certifications: Certifications.default([]),
  languages: z.array(Language).max(20).default([]),
  calendar: CalendarId.optional().meta({ description: 'Their working hours; left out: always' }),
  timeZone: TimeZone.optional().meta({
    description: 'Where they live; left out: that of their calendar, else the desk’s',
  }),
  capacity: z.int().min(0).max(1000).default(10).meta({
    description: 'So much at a time: the sum of the weights of their open tickets (setting `assignment.weights`)',
  }),
  assignable: z
    .boolean()
    .default(true)
    .meta({ description: 'Whether the rules may give them tickets: not a manager who only looks on' }),
  homeBase: z.strictObject({ coordinates: Coordinates, address: Address.optional() }).optional(),
  serviceArea: ServiceArea.optional().meta({ description: 'Left out: everywhere' }),
  van: words(100).optional().meta({ example: 'Van 3' }),
  externalId: ExternalId.optional(),
  notes: Notes.optional(),
}

export const NewTechnician = z.strictObject(given).meta({ id: 'NewTechnician' })
export type NewTechnician = z.infer<typeof NewTechnician>

/** Somebody who works for the desk: technicians, agents, and those above them. */
export const Technician = NewTechnician.extend({
  id: PersonId,
  active: z.boolean().meta({ description: 'Whether they work here: who does not signs in no more and gets nothing' }),
  status: TechnicianStatus,
  statusAt: Instant.meta({ description: 'Since when they have this status' }),
  absences: z.array(Absence),
  invitedAt: Instant.optional().meta({ description: 'When they were last invited to sign in' }),
  left: z
    .strictObject({ at: Instant, reason: z.string() })
    .optional()
    .meta({ description: 'Since when they do not work here, and why; for those who see their notes' }),
  ...recorded,
}).meta({ id: 'Technician', description: 'Somebody who works for the desk' })
export type Technician = z.infer<typeof Technician>

/** A record as the desk keeps it: also by what the user pool calls them, once they are invited (the token's `sub`). */
export const KeptTechnician = Technician.extend({ login: z.string().optional() })
export type KeptTechnician = z.infer<typeof KeptTechnician>

export const StatusChange = z.strictObject({ status: TechnicianStatus }).meta({ id: 'TechnicianStatusChange' })

export const Deactivation = z
  .strictObject({ reason: words(200).meta({ example: 'Has left' }) })
  .meta({ id: 'Deactivation' })

/** What a deactivation came to. */
export const Deactivated = z
  .strictObject({
    technician: Technician,
    tickets: z.array(TicketNumber).meta({
      description: 'The open tickets that they had: each goes back to the rules by itself, within seconds',
    }),
    visits: z
      .array(z.strictObject({ id: VisitId, ticket: TicketNumber, from: Instant }))
      .meta({ description: 'The visits that they still had ahead: somebody else must go there' }),
  })
  .meta({ id: 'Deactivated' })
