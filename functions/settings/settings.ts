import { isBrand, settingsOf } from '../../domain/brand.ts'
import { visibleFields } from '../../domain/custom-fields.ts'
import { notFound, refuseFields } from '../../domain/refusal.ts'
import { fromOutside } from '../../domain/visibility.ts'
import type { changeSettings, getSettings } from '../../schemas/operations/settings.ts'
import { GivenSettings, type Settings } from '../../schemas/settings.ts'
import type { Request } from '../platform/http/edge.ts'
import { etag, notModified } from '../platform/http/etag.ts'
import { patchRecord } from '../platform/http/record.ts'
import { calendarsNow, calendarThere } from '../platform/table/calendars.ts'
import { findTeam } from '../platform/table/people.ts'
import type { StoredAnswer } from '../platform/table/requests.ts'
import { changeCounted } from '../platform/table/revised.ts'
import { keepSettings, settingsNow, settingsRecords } from '../platform/table/settings.ts'
import { checkAssignment } from './assignment.ts'

/** The settings of the desk, or as they hold for one brand: whole for staff, what concerns them for callers from outside. */
export async function settingsForCaller(request: Request<typeof getSettings>): Promise<StoredAnswer> {
  const { actor, query, ifNoneMatch } = request
  const { id: _, version, createdAt, updatedAt, ...desk } = await settingsNow()
  if (query.brand && !isBrand(desk, query.brand)) throw notFound()
  const known = notModified(ifNoneMatch, version)
  if (known) return known
  const headers = { etag: etag(version) }
  const { brands, ...own } = settingsOf(desk, query.brand ?? 'main')
  if (fromOutside(actor)) {
    const { categories, customFields } = own
    return request.answer({ categories, customFields: visibleFields(customFields, actor) }, headers)
  }
  return request.answer({ ...own, ...(!query.brand && { brands }), version, createdAt, updatedAt }, headers)
}

/** Changes the settings by a merge patch. Refuses a team or a calendar that is not there. */
export async function changeForAdmin(request: Request<typeof changeSettings>): Promise<StoredAnswer> {
  const { body } = request
  await checkTeams(body)
  await keepSettings()
  const handling = {
    records: settingsRecords,
    answer: ({ id: _, ...settings }: Awaited<ReturnType<typeof settingsNow>>, headers: Record<string, string>) =>
      request.answer(settings, headers),
    complete,
    // A calendar that goes at this moment does not go while it comes into use.
    writes: (_: unknown, after: Settings | undefined) => [
      changeCounted('settings'),
      ...[...new Set(calendarsOf(after).map(({ calendar }) => calendar))].map(calendarThere),
    ],
  }
  return patchRecord(request, handling, { id: 'main' }, body, GivenSettings)
}

/** The calendars that the settings name, and where. */
function calendarsOf({ openHours, brands }: Partial<Settings> = {}) {
  const named = [
    { path: 'openHours', calendar: openHours },
    ...Object.entries(brands ?? {}).map(([name, brand]) => ({
      path: `brands.${name}.openHours`,
      calendar: brand.openHours,
    })),
  ]
  return named.flatMap(({ path, calendar }) => (calendar && calendar !== 'always' ? [{ path, calendar }] : []))
}

/** Refuses what names something that is not there. */
async function complete<Given extends Settings>(after: Given, before: Settings | undefined): Promise<Given> {
  checkAssignment(after, before)
  return checkCalendars(after)
}

async function checkCalendars<Given extends Settings>(after: Given): Promise<Given> {
  const named = calendarsOf(after)
  const known = new Set(named.length > 0 ? (await calendarsNow()).map(({ id }) => id) : [])
  const missing = named.filter(({ calendar }) => !known.has(calendar))
  refuseFields(
    missing.map(({ path }) => ({ path, message: 'is not known', expected: '`always`, or the id of a calendar' })),
  )
  return after
}

async function checkTeams({ defaultTeam, brands }: Record<string, unknown>): Promise<void> {
  const ofBrands = Object.entries(brands ?? {}).map(([name, brand]) => {
    const team = (brand as { defaultTeam?: unknown } | null)?.defaultTeam
    return { path: `brands.${name}.defaultTeam`, team }
  })
  const errors = await Promise.all(
    [{ path: 'defaultTeam', team: defaultTeam }, ...ofBrands].map(async ({ path, team }) =>
      // What is no id at all is found when the patch is applied.
      typeof team === 'string' && team.startsWith('tea_') && !(await findTeam(team))
        ? [{ path, message: 'is not known', expected: 'the id of a team' }]
        : [],
    ),
  )
  refuseFields(errors.flat())
}
