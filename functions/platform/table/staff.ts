import { always } from '../../../domain/hours.ts'
import type { Staff } from '../../../domain/staff.ts'
import { assignmentRulesNow } from './assignment-rules.ts'
import { calendarsSince, hoursOfVersion } from './calendars.ts'
import { loadsNow } from './loads.ts'
import { revised, revisionsNow } from './revised.ts'
import { rotationsNow } from './rotations.ts'
import { deskSettings, settingsSince } from './settings.ts'
import { shiftsAround } from './shifts.ts'
import { teamsNow } from './teams.ts'
import { techniciansNow } from './technicians.ts'

/** Here remembered by how often any of it has changed (`loadsNow`): no older than what the loads were read with. */
const remembered = revised(async () => {
  const [technicians, teams, rules, rotations] = await Promise.all([
    techniciansNow(),
    teamsNow(),
    assignmentRulesNow(),
    rotationsNow(),
  ])
  return { technicians, rules, rotations, teams: Object.fromEntries(teams.map((team) => [team.id, team])) }
})

/** What routing needs to know of those who work here: two requests side by side, which also say whether anything of what is remembered has changed. */
export async function staffNow(now: string, brand?: string): Promise<Staff> {
  const [{ loads, changes }, { settingsRevision, calendarsRevision }] = await Promise.all([loadsNow(), revisionsNow()])
  const [known, settings, calendars, shifts] = await Promise.all([
    remembered(changes),
    settingsSince(settingsRevision).then(() => deskSettings(brand)),
    calendarsSince(calendarsRevision),
    shiftsAround(now, changes),
  ])
  const { openHours } = settings
  const ready = await Promise.all(calendars.map(async (one) => [one.id, await hoursOfVersion(one)] as const))
  const hours = Object.fromEntries(ready)
  return {
    ...known,
    loads,
    hours,
    zones: Object.fromEntries(calendars.map(({ id, timeZone }) => [id, timeZone])),
    shifts,
    openHours: openHours === 'always' ? always : (hours[openHours] ?? always),
    settings,
  }
}
