import { versionKey } from '../../../domain/desk.ts'
import { escalationOf } from '../../../domain/escalation-rules.ts'
import type { Hours } from '../../../domain/hours.ts'
import type { Desk, Ticket } from '../../../domain/ticket.ts'
import type { CalendarVersion } from '../../../schemas/calendar.ts'
import type { SlaPolicy } from '../../../schemas/sla-policy.ts'
import { calendarsNow, calendarsSince, hoursNow, hoursOfVersion } from './calendars.ts'
import { findCustomer, findTeam } from './people.ts'
import { policiesNow, policiesSince, policyVersion } from './policies.ts'
import { revisionsNow } from './revised.ts'
import { deskSettings } from './settings.ts'

/** What a decision will be about. */
interface About {
  brand?: string | undefined
  /** The teams that it may come to. */
  teams?: readonly (string | undefined)[]
  /** Whose ticket it is, where the policy may be chosen. */
  customer?: string | undefined
  /** What its clocks go by. */
  ticket?: Pick<Ticket, 'policy' | 'calendar' | 'course'>
  /** Policies, calendars and customers are to be no older than these revisions. */
  policiesRevision?: number
  calendarsRevision?: number
  customersRevision?: number
}

/** What a decision needs to know of the desk, for the most part from the cache. */
export async function deskFor(about: About): Promise<Desk> {
  const [settings, { policies, calendars }, own] = await Promise.all([
    deskSettings(about.brand),
    choosable(about),
    about.ticket && policyVersion(about.ticket.policy.id, about.ticket.policy.version),
  ])
  const [customer, openHours, ...teams] = await Promise.all([
    about.customer === undefined ? undefined : findCustomer(about.customer, about.customersRevision),
    settings.openHours === 'always' ? undefined : hoursNow(settings.openHours),
    ...teamsOf(about.teams, own).map(findTeam),
  ])
  const { calendar, course = [] } = about.ticket ?? {}
  const kept = [calendar, ...course.map((stretch) => stretch.calendar)].filter((one) => one !== undefined)
  return {
    settings,
    ...(openHours && { openHours }),
    policies,
    calendars: Object.fromEntries(calendars.map(({ id, version }) => [id, version])),
    versions: {
      policies: own ? { [versionKey(own)]: own } : {},
      hours: await readyFor([...calendars, ...kept]),
    },
    ...(customer && { customer }),
    teams: Object.fromEntries(teams.flatMap((team) => (team ? [[team.id, team]] : []))),
  }
}

interface Choosing {
  teams?: readonly (string | undefined)[]
  choosesPolicy?: boolean
  current?: boolean
}

/**
 * The same for a ticket as it is. Its customer's tier and policy matter only where the policy may be chosen anew: by a
 * command that `choosesPolicy`, or by its own escalation. There, and for what is to be `current`, one request more says
 * whether what is remembered here has changed: it may be older than the policy that the ticket has.
 */
export async function deskOf(
  ticket: Pick<Ticket, 'team' | 'brand' | 'customer' | 'policy' | 'calendar' | 'course'>,
  { teams = [], choosesPolicy = false, current = false }: Choosing = {},
): Promise<Desk> {
  const { brand, customer, team } = ticket
  const changes = changesTicket(await policyVersion(ticket.policy.id, ticket.policy.version))
  const asked = choosesPolicy || current || changes
  const about = { brand, teams: [team, ...teams], ticket }
  return deskFor({ ...about, ...(asked && { customer }), ...((current || changes) && (await revisionsNow())) })
}

/** Whether its escalation changes what conditions of policies read. */
const changesTicket = (policy: SlaPolicy): boolean =>
  escalationOf(policy).some(({ actions }) =>
    actions.some(({ action }) => action === 'raise-priority' || action === 'add-tag'),
  )

interface Choosable {
  policies: readonly SlaPolicy[]
  /** The calendars that they choose, as they are now. */
  calendars: readonly CalendarVersion[]
}

/** What can be chosen. A calendar goes only once no policy has it: where one is gone, the policies are read again, too. */
async function choosable({ policiesRevision, calendarsRevision }: About): Promise<Choosable> {
  const policies = await policiesSince(policiesRevision)
  const calendars = await chosenBy(policies, calendarsRevision)
  if (calendars) return { policies, calendars }
  const now = await policiesNow()
  return { policies: now, calendars: (await chosenBy(now)) ?? [] }
}

/** The calendars that policies choose; read again where one is newer than what is remembered. Undefined: one is gone. */
async function chosenBy(policies: readonly SlaPolicy[], revision?: number): Promise<CalendarVersion[] | undefined> {
  const wanted = new Set(policies.map(({ calendar }) => calendar).filter((calendar) => calendar !== 'always'))
  if (wanted.size === 0) return []
  const allIn = (calendars: readonly CalendarVersion[]) => {
    const found = calendars.filter(({ id }) => wanted.has(id))
    return found.length === wanted.size ? found : undefined
  }
  return allIn(await calendarsSince(revision)) ?? allIn(await calendarsNow())
}

async function readyFor(versions: readonly CalendarVersion[]): Promise<Record<string, Hours>> {
  const distinct = new Map(versions.map((version) => [versionKey(version), version]))
  const ready = [...distinct].map(async ([key, version]) => [key, await hoursOfVersion(version)] as const)
  return Object.fromEntries(await Promise.all(ready))
}

/** The teams that matter: those that are asked for, and those that an escalation may hand to. */
function teamsOf(asked: About['teams'] = [], policy?: SlaPolicy): string[] {
  const named = policy ? escalationOf(policy).flatMap(({ actions }) => actions.flatMap(teamIn)) : []
  return [...new Set([...asked, ...named].filter((id) => id !== undefined))]
}

const teamIn = (action: object): string[] => ('team' in action && typeof action.team === 'string' ? [action.team] : [])
