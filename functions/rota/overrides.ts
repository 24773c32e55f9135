import { ulid } from 'ulid'
import { duties } from '../../domain/on-call.ts'
import { invalid, notFound, Refusal } from '../../domain/refusal.ts'
import { dayMs, plus } from '../../domain/time.ts'
import { mostOverrides, type Override, type Rotation } from '../../schemas/on-call.ts'
import type { addOverride, removeOverride } from '../../schemas/operations/rota.ts'
import type { Request } from '../platform/http/edge.ts'
import { amendRecord } from '../platform/http/record.ts'
import { staffChanged } from '../platform/table/loads.ts'
import type { StoredAnswer } from '../platform/table/requests.ts'
import { rotations } from '../platform/table/rotations.ts'
import { worker } from '../platform/table/workers.ts'

/** So long an override is kept once it has ended. */
const keptMs = 366 * dayMs

/** More people than this are not named one by one: a transaction takes a hundred writes. */
const mostNamed = 80

/** Who is on call otherwise by an override that came or went: of them, too, is decided anew. */
function concerned(before: Rotation, after: Rotation): string[] {
  const apart = (one: Rotation, other: Rotation) =>
    one.overrides.filter(({ id }) => !other.overrides.some((override) => override.id === id))
  const during = ({ from, until }: Override) => [before, after].flatMap((one) => duties(one, from, until))
  // Those that ended long ago go by themselves, and concern nobody.
  const changed = [...apart(after, before), ...apart(before, after)].filter(({ until }) => until > after.updatedAt)
  const people = [...new Set(changed.flatMap(during).map(({ person }) => person))]
  return people.length > mostNamed ? [] : people
}

const handlingFor = ({ answer }: Pick<Request<typeof addOverride>, 'answer'>) => ({
  records: rotations,
  answer,
  writes: (before: Rotation | undefined, after: Rotation | undefined) =>
    staffChanged(...(before && after ? concerned(before, after) : [])),
})

/** Lets somebody else be on call for a while. Refuses who does not work here. */
export async function standIn(request: Request<typeof addOverride>): Promise<StoredAnswer> {
  const { body, now, params } = request
  if (!(await worker(body.person))) throw invalid('person', 'does not work here', 'the id of somebody who does')
  const id = `ovr_${ulid()}`
  return amendRecord(request, handlingFor(request), { id: params.rotation }, (before) => {
    const kept = before.overrides.filter(({ until }) => until > plus(now, -keptMs))
    if (kept.length >= mostOverrides)
      throw new Refusal('conflict', `There are ${mostOverrides} overrides already: take one away first.`)
    return { ...before, overrides: [...kept, { id, ...body }] }
  })
}

export const standDown = (request: Request<typeof removeOverride>): Promise<StoredAnswer> =>
  amendRecord(request, handlingFor(request), { id: request.params.rotation }, (before) => {
    const overrides = before.overrides.filter(({ id }) => id !== request.params.override)
    if (overrides.length === before.overrides.length) throw notFound()
    return { ...before, overrides }
  })
