import { isBrand, settingsOf } from '../../domain/brand.ts'
import { visibleFields } from '../../domain/custom-fields.ts'
import { notFound, refuseFields } from '../../domain/refusal.ts'
import { fromOutside } from '../../domain/visibility.ts'
import type { changeSettings, getSettings } from '../../schemas/operations/settings.ts'
import { GivenSettings } from '../../schemas/settings.ts'
import type { Request } from '../platform/http/edge.ts'
import { etag, isKnown } from '../platform/http/etag.ts'
import { patchRecord } from '../platform/http/record.ts'
import { findTeam } from '../platform/table/people.ts'
import type { StoredAnswer } from '../platform/table/requests.ts'
import { changeCounted } from '../platform/table/revised.ts'
import { keepSettings, settingsNow, settingsRecords } from '../platform/table/settings.ts'

/** The settings of the desk, or as they hold for one brand: whole for staff, what concerns them for callers from outside. */
export async function settingsForCaller(request: Request<typeof getSettings>): Promise<StoredAnswer> {
  const { actor, query, ifNoneMatch } = request
  const { id: _, version, createdAt, updatedAt, ...desk } = await settingsNow()
  if (query.brand && !isBrand(desk, query.brand)) throw notFound()
  const headers = { etag: etag(version) }
  if (ifNoneMatch && isKnown(ifNoneMatch, version)) return { status: 304, headers, body: '' }
  const { brands, ...own } = settingsOf(desk, query.brand ?? 'main')
  if (fromOutside(actor)) {
    const { categories, customFields } = own
    return request.answer({ categories, customFields: visibleFields(customFields, actor) }, headers)
  }
  return request.answer({ ...own, ...(!query.brand && { brands }), version, createdAt, updatedAt }, headers)
}

/** Changes the settings by a merge patch. Refuses a team that is not there. */
export async function changeForAdmin(request: Request<typeof changeSettings>): Promise<StoredAnswer> {
  const { body } = request
  await checkTeams(body)
  await keepSettings()
  const handling = {
    records: settingsRecords,
    answer: ({ id: _, ...settings }: Awaited<ReturnType<typeof settingsNow>>, headers: Record<string, string>) =>
      request.answer(settings, headers),
    writes: () => [changeCounted('settings')],
  }
  return patchRecord(request, handling, { id: 'main' }, body, GivenSettings)
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
