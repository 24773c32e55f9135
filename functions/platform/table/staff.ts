import { always } from '../../../domain/hours.ts'
import type { Staff } from '../../../domain/staff.ts'
import { assignmentRulesNow } from './assignment-rules.ts'
import { calendarsSince, hoursOfVersion } from './calendars.ts'
import { loadsNow } from './loads.ts'
import { revised } from './revised.ts'
import { deskSettings } from './settings.ts'
import { teamsNow } from './teams.ts'
import { techniciansNow } from './technicians.ts'

/** Here remembered by how often any of it has changed (`loadsNow`): no older than what the loads were read with. */
const remembered = revised(async () => {
  const [technicians, teams, rules] = await Promise.all([techniciansNow(), teamsNow(), assignmentRulesNow()])
  return { technicians, rules, teams: Object.fromEntries(teams.map((team) => [team.id, team])) }
})

/**
 * What routing needs to know of those who work here: one request, which also says whether anything of what is remembered has
 * changed. Settings and calendars are a minute old at most.
 */
export async function staffNow(now: string, brand?: string): Promise<Staff> {
  const { loads, changes } = await loadsNow()
  const [known, settings, calendars] = await Promise.all([remembered(changes), deskSettings(brand), calendarsSince()])
  const { openHours } = settings
  const ready = await Promise.all(calendars.map(async (one) => [one.id, await hoursOfVersion(one)] as const))
  const hours = Object.fromEntries(ready)
  return {
    ...known,
    loads,
    hours,
    zones: Object.fromEntries(calendars.map(({ id, timeZone }) => [id, timeZone])),
    rotations: [],
    shifts: [],
    openHours: openHours === 'always' ? always : (hours[openHours] ?? always),
    settings,
  }
}
