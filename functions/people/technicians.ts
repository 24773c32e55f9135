import { ulid } from 'ulid'
import { isLanguage } from '../../domain/assignment-matching.ts'
import { levelOf } from '../../domain/needs.ts'
import { dateIn } from '../../domain/number.ts'
import { holdsOn, judgeChange, technicianSeenBy } from '../../domain/people.ts'
import { invalid, notFound, Refusal, refuseFields } from '../../domain/refusal.ts'
import { basePath } from '../../schemas/operations/operation.ts'
import type {
  changeTechnician,
  createTechnician,
  getTechnician,
  listTechnicians,
} from '../../schemas/operations/people.ts'
import { type KeptTechnician, NewTechnician, type Technician } from '../../schemas/technician.ts'
import { openCursor, sealCursor } from '../platform/http/cursor.ts'
import type { Request } from '../platform/http/edge.ts'
import { createRecord, patchRecord, readRecord, taken } from '../platform/http/record.ts'
import { askerOf } from '../platform/table/asker.ts'
import { calendarThere, findCalendar } from '../platform/table/calendars.ts'
import { sortable } from '../platform/table/customers.ts'
import { findTeam, forgetStaff } from '../platform/table/people.ts'
import type { StoredAnswer } from '../platform/table/requests.ts'
import { deskSettings } from '../platform/table/settings.ts'
import {
  everybody,
  mostTechnicians,
  shortFormWrites,
  technicianRecords,
  techniciansNow,
} from '../platform/table/technicians.ts'
import type { Write } from '../platform/table/transaction.ts'

type Answering = Pick<Request<typeof getTechnician>, 'actor' | 'answer'>

/** How records of people are answered and kept: as their reader may see them, with everything that goes with a change. */
export async function handlingFor({ actor, answer }: Answering) {
  const asker = await askerOf(actor)
  return {
    records: technicianRecords,
    answer: ({ login: _, ...technician }: KeptTechnician, headers: Record<string, string>) =>
      answer(technicianSeenBy(asker, technician), headers),
    writes: shortFormWrites,
    refuse: (claim: string) => taken(claim.replace(/^emails#/, 'email#')),
  }
}

/** People by their names, as far as they are asked for. */
export async function techniciansForStaff(request: Request<typeof listTechnicians>): Promise<StoredAnswer> {
  const { actor, now, query } = request
  const { limit, cursor, ...wanted } = query
  const owner = `technicians ${JSON.stringify(wanted)} ${actor.id}`
  const after = cursor ? openCursor(cursor, owner) : ''
  const { timeZone } = await deskSettings()
  const place = ({ name, id }: Technician) => `${sortable(name)}#${id}`
  const found = (await everybody())
    .filter((one) => isWanted(one, wanted, dateIn(timeZone, now)) && place(one) > after)
    .toSorted((a, b) => (place(a) < place(b) ? -1 : 1))
  const items = found.slice(0, limit)
  const asker = await askerOf(actor)
  const last = found.length > limit && items.at(-1)
  return request.answer({
    items: items.map(({ login: _, ...technician }) => technicianSeenBy(asker, technician)),
    ...(last && { next: sealCursor(place(last), owner) }),
  })
}

type Wanted = Omit<Request<typeof listTechnicians>['query'], 'limit' | 'cursor'>

function isWanted(technician: Technician, wanted: Wanted, day: string): boolean {
  const { team, skill, level = 'basic', certification, language, role, status, active } = wanted
  const atLeast = levelOf(level)
  return (
    (!team || technician.teams.includes(team)) &&
    (!skill ||
      technician.skills.some((has) => has.skill === skill && levelOf(has.level) >= atLeast && holdsOn(has, day))) &&
    (!certification || technician.certifications.some((has) => has.code === certification && holdsOn(has, day))) &&
    (!language || technician.languages.some((has) => isLanguage(has, language))) &&
    (!role || technician.role === role) &&
    (!status || technician.status === status) &&
    (!active || technician.active === (active === 'true'))
  )
}

/** Refuses what names a team or a calendar that is not there. */
async function complete(after: KeptTechnician, before?: KeptTechnician): Promise<KeptTechnician> {
  const known = new Set(before?.teams)
  const teams = await Promise.all(
    after.teams.map(async (team, at) => (known.has(team) || (await findTeam(team)) ? [] : [`teams.${at}`])),
  )
  refuseFields(teams.flat().map((path) => ({ path, message: 'is not known', expected: 'the id of a team' })))
  if (after.calendar && after.calendar !== before?.calendar && !(await findCalendar(after.calendar))) {
    throw invalid('calendar', 'is not known', 'the id of a calendar')
  }
  return after
}

/** Beside what goes with every change: what is named from now on is there. */
const writes = (before: KeptTechnician | undefined, after: KeptTechnician | undefined): Write[] => [
  ...shortFormWrites(before, after),
  ...(after?.calendar && after.calendar !== before?.calendar ? [calendarThere(after.calendar)] : []),
]

export async function createTechnicianRecord(request: Request<typeof createTechnician>): Promise<StoredAnswer> {
  const { actor, body, now } = request
  judgeChange(actor, undefined, body)
  if ((await techniciansNow()).length >= mostTechnicians) {
    throw new Refusal('conflict', `There are ${mostTechnicians} people already.`)
  }
  const id = `per_${ulid()}`
  const fresh = { ...body, id, active: true, status: 'available' as const, statusAt: now, absences: [] }
  const handling = { ...(await handlingFor(request)), complete, writes }
  return createRecord(request, handling, fresh, `${basePath}/technicians/${id}`)
}

export const readTechnician = async (request: Request<typeof getTechnician>): Promise<StoredAnswer> =>
  readRecord(request, await handlingFor(request), request.params)

export async function changeTechnicianRecord(request: Request<typeof changeTechnician>): Promise<StoredAnswer> {
  const { actor, params, body } = request
  const completed = (after: KeptTechnician, before?: KeptTechnician) => {
    judgeChange(actor, before, after)
    return complete(after, before)
  }
  const handling = { ...(await handlingFor(request)), complete: completed, writes }
  const answer = await patchRecord(request, handling, params, body, NewTechnician)
  forgetStaff(params.id)
  return answer
}

/** Refuses who is not there, or stands above who asks. */
export const judgeAbove =
  (actor: Request['actor']) =>
  (technician: KeptTechnician | undefined): void => {
    if (!technician) throw notFound()
    judgeChange(actor, technician, technician)
  }
