import { ulid } from 'ulid'
import { absencesKept, minds } from '../../domain/people.ts'
import { notFound, Refusal } from '../../domain/refusal.ts'
import { basePath } from '../../schemas/operations/operation.ts'
import type { addAbsence, removeAbsence, setTechnicianStatus } from '../../schemas/operations/people.ts'
import { type KeptTechnician, mostAbsences } from '../../schemas/technician.ts'
import type { Request } from '../platform/http/edge.ts'
import { amendRecord } from '../platform/http/record.ts'
import { askerOf } from '../platform/table/asker.ts'
import type { StoredAnswer } from '../platform/table/requests.ts'
import { handlingFor } from './technicians.ts'

type Asked = Request<typeof setTechnicianStatus> | Request<typeof addAbsence> | Request<typeof removeAbsence>

/** How the time of a person is changed: by themselves, their supervisors, and those above. */
async function ofTheirs(request: Asked) {
  const asker = await askerOf(request.actor)
  const judge = (person: KeptTechnician) => {
    if (!minds(asker, person)) {
      throw new Refusal('forbidden', 'That is for themselves, the supervisors of their teams, and managers to say.')
    }
  }
  return { ...(await handlingFor(request)), judge }
}

export async function sayStatus(request: Request<typeof setTechnicianStatus>): Promise<StoredAnswer> {
  const { body, now, params } = request
  return amendRecord(request, await ofTheirs(request), params, (before) =>
    before.status === body.status ? before : { ...before, status: body.status, statusAt: now },
  )
}

export async function beAway(request: Request<typeof addAbsence>): Promise<StoredAnswer> {
  const { body, now, params } = request
  const id = `abs_${ulid()}`
  const handling = await ofTheirs(request)
  const location = `${basePath}/technicians/${params.id}/absences/${id}`
  const answer = (after: KeptTechnician, headers: Record<string, string>) =>
    handling.answer(after, { ...headers, location })
  return amendRecord(request, { ...handling, answer }, params, (before) => {
    const absences = absencesKept([...before.absences, { id, ...body }], now)
    if (absences.length > mostAbsences) {
      throw new Refusal('conflict', `There are ${mostAbsences} absences already: take one away first.`)
    }
    return { ...before, absences }
  })
}

export async function beThereAfterAll(request: Request<typeof removeAbsence>): Promise<StoredAnswer> {
  const { now, params } = request
  return amendRecord(request, await ofTheirs(request), { id: params.id }, (before) => {
    const absences = before.absences.filter(({ id }) => id !== params.absence)
    if (absences.length === before.absences.length) throw notFound()
    return { ...before, absences: absencesKept(absences, now) }
  })
}
