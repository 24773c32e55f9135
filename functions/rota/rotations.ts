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
import { staffChanged } from '../platform/table/loads.ts'
import { loadRecord } from '../platform/table/records.ts'
import type { StoredAnswer } from '../platform/table/requests.ts'
import { mostRotations, rotations, rotationsNow } from '../platform/table/rotations.ts'
import { teamsNow } from '../platform/table/teams.ts'
import { worker } from './workers.ts'

const writes = () => staffChanged()

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

/** Refuses members who do not work here, and a team that is not there, but for those that it has. */
async function check({ members, team }: NewRotation, before?: Rotation): Promise<void> {
  if (team && team !== before?.team && !(await teamsNow()).some(({ id }) => id === team))
    throw invalid('team', 'is not known', 'the id of a team')
  const known = new Set(before?.members)
  const found = await Promise.all(members.map(async (member) => known.has(member) || !!(await worker(member))))
  refuseFields(
    found.flatMap((here, place) =>
      here
        ? []
        : [{ path: `members.${place}`, message: 'does not work here', expected: 'the id of somebody who does' }],
    ),
  )
}

/** Makes a rotation. Refuses one more than a desk can have. */
export async function makeRotation(request: Request<typeof createRotation>): Promise<StoredAnswer> {
  await check(request.body)
  if ((await rotationsNow()).length >= mostRotations)
    throw new Refusal('conflict', `There are ${mostRotations} rotations already: take one away first.`)
  const id = `rot_${ulid()}`
  const handling = { records: rotations, answer: request.answer, writes }
  return createRecord(request, handling, { id, ...request.body, overrides: [] }, `${basePath}/on-call/${id}`)
}

export const rotationForStaff = (request: Request<typeof getRotation>): Promise<StoredAnswer> =>
  readRecord(request, { records: rotations, answer: request.answer }, { id: request.params.rotation })

/** Replaces all of a rotation but its overrides, which may be sent as they are. */
export async function changeRotation(request: Request<typeof replaceRotation>): Promise<StoredAnswer> {
  const { body, params } = request
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

export const dropRotation = (request: Request<typeof deleteRotation>): Promise<StoredAnswer> =>
  removeRecord(request, { records: rotations, writes }, { id: request.params.rotation })

export async function dutiesForStaff({ params, query, answer }: Request<typeof listDuties>): Promise<StoredAnswer> {
  const rotation = await loadRecord(rotations, { id: params.rotation })
  if (!rotation) throw notFound()
  return answer({ items: duties(rotation, query.from, query.to) })
}
