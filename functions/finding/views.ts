import { ulid } from 'ulid'
import { invalid, notFound, Refusal } from '../../domain/refusal.ts'
import { selectionFor } from '../../domain/selection.ts'
import { mayKeepView, maySeeView } from '../../domain/view.ts'
import type {
  createView,
  deleteView,
  getView,
  listViews,
  listViewTickets,
  updateView,
} from '../../schemas/operations/finding.ts'
import { basePath } from '../../schemas/operations/operation.ts'
import type { Filter } from '../../schemas/selection.ts'
import { type View, ViewFields } from '../../schemas/view.ts'
import type { Request } from '../platform/http/edge.ts'
import { createRecord, patchRecord, readRecord, removeRecord } from '../platform/http/record.ts'
import { findTeam } from '../platform/table/people.ts'
import type { StoredAnswer } from '../platform/table/requests.ts'
import { findView, mostViews, views, viewsOf } from '../platform/table/views.ts'
import { counted } from './counting.ts'
import { checkCustom } from './listing.ts'
import { pageOf } from './page.ts'

/** The views that the caller may see, their own first; with counts where they are asked for. */
export async function viewsForCaller({ actor, query, answer }: Request<typeof listViews>): Promise<StoredAnswer> {
  const [own, teams] = await Promise.all([viewsOf(actor.id), viewsOf('teams')])
  const items = [...own, ...teams].filter((view) => maySeeView(actor, view))
  if (query.counts !== 'true') return answer({ items })
  return answer({
    items: await Promise.all(
      items.map(async (view) => ({ ...view, ...(await counted(actor, selectionFor(view.filter, actor), view.sort)) })),
    ),
  })
}

/** Keeps a new view. Refuses one more than can be listed, and one for a team that the caller does not lead. */
export async function keepView(request: Request<typeof createView>): Promise<StoredAnswer> {
  const { actor, body } = request
  if (body.team && !(await findTeam(body.team))) throw invalid('team', 'is not known', 'the id of a team')
  if (!mayKeepView(actor, { owner: actor.id, team: body.team })) throw notTheirs()
  await checkCustom(body.filter, false, 'filter.custom')
  const others = await viewsOf(body.team ? 'teams' : actor.id)
  if (others.length >= mostViews) throw tooMany()
  const id = `viw_${ulid()}`
  const value = { ...body, id, owner: actor.id }
  return createRecord(request, { records: views, answer: request.answer }, value, `${basePath}/views/${id}`)
}

/** A view that the caller may see. */
async function shown(id: string, { actor }: Pick<Request, 'actor'>): Promise<View> {
  const view = await findView(id, actor.id)
  if (!view || !maySeeView(actor, view)) throw notFound()
  return view
}

/** One that they may change, too. */
async function kept(id: string, request: Pick<Request, 'actor'>): Promise<View> {
  const view = await shown(id, request)
  if (!mayKeepView(request.actor, view)) throw notTheirs()
  return view
}

const notTheirs = () =>
  new Refusal('forbidden', "A team's views are made and changed by its supervisors, managers and admins.")
const tooMany = () => new Refusal('conflict', `There are ${mostViews} views already: take one away first.`)

export async function viewForCaller(request: Request<typeof getView>): Promise<StoredAnswer> {
  return readRecord(request, { records: views, answer: request.answer }, await shown(request.params.view, request))
}

export async function changeView(request: Request<typeof updateView>): Promise<StoredAnswer> {
  const view = await kept(request.params.view, request)
  await checkCustom(named(request.body.filter?.custom), false, 'filter.custom')
  return patchRecord(request, { records: views, answer: request.answer }, view, request.body, ViewFields)
}

/** The custom fields that a patch names; what else may be wrong with it is found when it is applied. */
const named = (custom: unknown): Filter => {
  const names = Object.entries(custom ?? {}).flatMap(([name, value]) => (value === null ? [] : [[name, '']]))
  return { custom: Object.fromEntries(names) }
}

export async function dropView(request: Request<typeof deleteView>): Promise<StoredAnswer> {
  return removeRecord(request, { records: views }, await kept(request.params.view, request))
}

/** A page of a view's tickets, as far as the caller may see them: two people may see different ones. */
export async function viewedForCaller(request: Request<typeof listViewTickets>): Promise<StoredAnswer> {
  const { actor, params, query, answer } = request
  const { filter, sort } = await shown(params.view, request)
  return answer(await pageOf({ actor, selection: selectionFor(filter, actor), sort, ...query }))
}
