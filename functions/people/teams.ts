import { ulid } from 'ulid'
import { isBrand } from '../../domain/brand.ts'
import { Refusal, refuseFields } from '../../domain/refusal.ts'
import { basePath } from '../../schemas/operations/operation.ts'
import type { changeTeam, createTeam, deleteTeam, getTeam, listTeams } from '../../schemas/operations/people.ts'
import { NewTeam, type Team } from '../../schemas/team.ts'
import { openCursor, sealCursor } from '../platform/http/cursor.ts'
import type { Request } from '../platform/http/edge.ts'
import { createRecord, patchRecord, readRecord, removeRecord } from '../platform/http/record.ts'
import { sortable } from '../platform/table/customers.ts'
import { keys } from '../platform/table/keys.ts'
import { forgetStaff, worksHere } from '../platform/table/people.ts'
import { listRecords } from '../platform/table/records.ts'
import type { StoredAnswer } from '../platform/table/requests.ts'
import { deskSettings } from '../platform/table/settings.ts'
import { mostTeams, teamRecords, teamsNow, teamWrites } from '../platform/table/teams.ts'
import { everybody } from '../platform/table/technicians.ts'
import { notChanged, type Usage, usageOf } from './team-usage.ts'

const { pk } = keys.listedTeam('')

export async function teamsForStaff(request: Request<typeof listTeams>): Promise<StoredAnswer> {
  const { actor, query } = request
  const owner = `teams ${actor.id}`
  const after = query.cursor && openCursor(query.cursor, owner)
  const [{ items, next }, all] = await Promise.all([listRecords(teamRecords, { pk }, query.limit, after), everybody()])
  const people = all.filter(({ active }) => active).toSorted((a, b) => (sortable(a.name) < sortable(b.name) ? -1 : 1))
  const members = (team: string) => people.filter(({ teams }) => teams.includes(team)).map(({ id }) => id)
  return request.answer({
    items: items.map((team) => ({ ...team, members: members(team.id) })),
    ...(next && { next: sealCursor(next, owner) }),
  })
}

/** Refuses a supervisor or manager who does not work here, and a brand that is not there. */
async function complete(after: Team, before?: Team): Promise<Team> {
  const leaders = (['supervisor', 'manager'] as const).filter((role) => after[role] && after[role] !== before?.[role])
  const here = await Promise.all(leaders.map((role) => worksHere(String(after[role]))))
  const { brand } = after
  const isKnown = !brand || brand === before?.brand || isBrand(await deskSettings(), brand)
  refuseFields([
    ...leaders
      .filter((_, at) => !here[at])
      .map((path) => ({ path, message: 'is not known', expected: 'the id of somebody who works here' })),
    ...(isKnown ? [] : [{ path: 'brand', message: 'is not known', expected: '`main`, or a brand of the settings' }]),
  ])
  return after
}

export async function makeTeam(request: Request<typeof createTeam>): Promise<StoredAnswer> {
  if ((await teamsNow()).length >= mostTeams) {
    throw new Refusal('conflict', `There are ${mostTeams} teams already: take one away first.`)
  }
  const id = `tea_${ulid()}`
  const handling = { records: teamRecords, answer: request.answer, complete, writes: teamWrites }
  return createRecord(request, handling, { ...request.body, id }, `${basePath}/teams/${id}`)
}

export const readTeam = (request: Request<typeof getTeam>): Promise<StoredAnswer> =>
  readRecord(request, { records: teamRecords, answer: request.answer }, request.params)

export async function changeTeamRecord(request: Request<typeof changeTeam>): Promise<StoredAnswer> {
  const { params, body } = request
  const handling = { records: teamRecords, answer: request.answer, complete, writes: teamWrites }
  const answer = await patchRecord(request, handling, params, body, NewTeam)
  forgetStaff(params.id)
  return answer
}

/** Takes a team away. Refuses one that something names: with what does. */
export async function dropTeam(request: Request<typeof deleteTeam>): Promise<StoredAnswer> {
  const { params } = request
  let seen: Usage | undefined
  const judge = async ({ id }: Team) => {
    seen = await usageOf(id)
    if (seen.by.length === 0) return
    throw new Refusal('conflict', `It is in use: ${seen.by.join(', ')}. Give them another team first.`)
  }
  const writes = (before: Team | undefined) => [
    ...teamWrites(before, undefined, seen?.staff),
    ...(seen ? notChanged(seen) : []),
  ]
  const answer = await removeRecord(request, { records: teamRecords, judge, writes }, params)
  forgetStaff(params.id)
  return answer
}
