import { isDeepStrictEqual } from 'node:util'
import { ulid } from 'ulid'
import { duties, dutyAt } from '../../domain/on-call.ts'
import { invalid, notFound, Refusal, refuseFields } from '../../domain/refusal.ts'
import type { NewRotation, Rotation } from '../../schemas/on-call.ts'
import { basePath } from '../../schemas/operations/operation.ts'
import type {
  createRotation,
  deleteRotation,
  getRotation,
  listDuties,
  listOnCall,
  replaceRotation,
} from '../../schemas/operations/rota.ts'
import type { Request } from '../platform/http/edge.ts'
import { createRecord, readRecord, removeRecord, replaceRecord } from '../platform/http/record.ts'
import { assignmentRulesNow } from '../platform/table/assignment-rules.ts'
import { loadRecord } from '../platform/table/records.ts'
import type { StoredAnswer } from '../platform/table/requests.ts'
import { mostRotations, rotations, rotationsNow } from '../platform/table/rotations.ts'
import { teamsNow } from '../platform/table/teams.ts'
import { staffChangedFrom, staffChanges } from '../platform/table/technicians.ts'
import { worker } from '../platform/table/workers.ts'

/** Who is on call by each rotation, oldest first. */
export async function onCallForStaff({ query, now, answer }: Request<typeof listOnCall>): Promise<StoredAnswer> {
  const { team, at = now } = query
  const found = (await rotationsNow()).filter((rotation) => !team || rotation.team === team)
  return answer({
    items: found.map((rotation) => {
      const duty = dutyAt(rotation, at)
      const { id, name, team: of } = rotation
      return { rotation: id, name, ...(of && { team: of }), now: duty, next: dutyAt(rotation, duty.until) }
    }),
  })
}

/** For one change of a rotation: `check` refuses what it names and is not there; `writes` fail where that has changed since. */
function naming() {
  let seen = 0
  return {
    /** Whom and what it named before it may keep. */
    async check({ members, team }: NewRotation, before?: Rotation): Promise<void> {
      seen = await staffChanges()
      if (team && team !== before?.team && !(await teamsNow()).some(({ id }) => id === team))
        throw invalid('team', 'is not known', 'the id of a team')
      const known = new Set(before?.members)
      const here = await Promise.all(members.map(async (member) => known.has(member) || !!(await worker(member))))
      refuseFields(
        here.flatMap((isHere, place) =>
          isHere
            ? []
            : [{ path: `members.${place}`, message: 'does not work here', expected: 'the id of somebody who does' }],
        ),
      )
    },
    writes: () => [staffChangedFrom(seen)],
  }
}

/** Makes a rotation. Refuses one more than a desk can have. */
export async function makeRotation(request: Request<typeof createRotation>): Promise<StoredAnswer> {
  if ((await rotationsNow()).length >= mostRotations)
    throw new Refusal('conflict', `There are ${mostRotations} rotations already: take one away first.`)
  const id = `rot_${ulid()}`
  const { check, writes } = naming()
  const complete = async (after: Rotation) => {
    await check(after)
    return after
  }
  const handling = { records: rotations, answer: request.answer, complete, writes }
  return createRecord(request, handling, { id, ...request.body, overrides: [] }, `${basePath}/on-call/${id}`)
}

export const rotationForStaff = (request: Request<typeof getRotation>): Promise<StoredAnswer> =>
  readRecord(request, { records: rotations, answer: request.answer }, { id: request.params.rotation })

/** Replaces all of a rotation but its overrides, which may be sent as they are. */
export async function changeRotation(request: Request<typeof replaceRotation>): Promise<StoredAnswer> {
  const { body, params } = request
  const { check, writes } = naming()
  const complete = async (after: Rotation, before: Rotation | undefined) => {
    const overrides = before?.overrides ?? []
    if (body.overrides && !isDeepStrictEqual(body.overrides, overrides))
      throw invalid('overrides', 'cannot be changed here', 'nothing, or what they are now')
    await check(after, before)
    return { ...after, overrides }
  }
  const handling = { records: rotations, answer: request.answer, complete, writes }
  return replaceRecord(request, handling, { id: params.rotation }, { ...body, overrides: [] })
}

/** Takes a rotation away, unless a rule hands tickets to whoever is on call by it. */
export async function dropRotation(request: Request<typeof deleteRotation>): Promise<StoredAnswer> {
  let seen = 0
  const judge = async ({ id }: Rotation) => {
    seen = await staffChanges()
    const users = (await assignmentRulesNow()).filter(({ target }) => 'onCall' in target && target.onCall === id)
    if (users.length === 0) return
    const names = users.map(({ name }) => `the assignment rule ${name}`).join(', ')
    throw new Refusal('conflict', `It is in use: ${names}. Give them another rotation first.`)
  }
  const writes = () => [staffChangedFrom(seen)]
  return removeRecord(request, { records: rotations, judge, writes }, { id: request.params.rotation })
}

export async function dutiesForStaff({ params, query, answer }: Request<typeof listDuties>): Promise<StoredAnswer> {
  const rotation = await loadRecord(rotations, { id: params.rotation })
  if (!rotation) throw notFound()
  return answer({ items: duties(rotation, query.from, query.to) })
}
