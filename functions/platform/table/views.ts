import { View } from '../../../schemas/view.ts'
import { listRecords, loadRecord, type Records } from './records.ts'

/** Views of teams are few, and lie together; a person's own lie in a partition of theirs. */
const partition = ({ team, owner }: Partial<Pick<View, 'team' | 'owner'>>) => `VIEWS#${team ? 'TEAMS' : owner}`

export const views: Records<View> = {
  kind: 'view',
  schema: View,
  key: (view) => ({ pk: partition(view), sk: view.id }),
}

/** So many are listed; nobody chooses among more. */
export const mostViews = 100

/** Somebody's own views, or those of all teams, oldest first: at most a hundred. */
export const viewsOf = async (owner: string | 'teams'): Promise<View[]> =>
  (await listRecords(views, { pk: owner === 'teams' ? partition({ team: owner }) : partition({ owner }) }, mostViews))
    .items

/** A view by its id: the person's own, or a team's. */
export const findView = async (id: string, owner: string): Promise<View | undefined> =>
  (await loadRecord(views, { id, owner })) ?? (await loadRecord(views, { id, team: 'any' }))
