import { notFound, Refusal } from '../../domain/refusal.ts'
import type { inviteTechnician } from '../../schemas/operations/people.ts'
import type { KeptTechnician } from '../../schemas/technician.ts'
import { type Request, replayed } from '../platform/http/edge.ts'
import { amendRecord } from '../platform/http/record.ts'
import { forgetStaff, readAccount } from '../platform/table/people.ts'
import { loadRecord } from '../platform/table/records.ts'
import { findRequest, type StoredAnswer } from '../platform/table/requests.ts'
import { technicianRecords } from '../platform/table/technicians.ts'
import { bringIntoLine, findLogin, giveRole, inviteAgain, makeLogin, othersLogin } from './login.ts'
import { handlingFor, judgeAbove } from './technicians.ts'

/**
 * Gives somebody a login and has the pool write to them. The login comes first, its group next, and last, in one transaction,
 * whose it is: a try that ends on the way leaves a login that belongs to nobody, and the next one takes it up.
 */
export async function invite(request: Request<typeof inviteTechnician>): Promise<StoredAnswer> {
  const { actor, now, once, params } = request
  // A mail would go out again, before the answer of the first time were found.
  const stored = once && (await findRequest(once))
  if (stored) return replayed(stored, once)
  const judge = judgeAbove(actor)
  const first = await loadRecord(technicianRecords, params)
  if (!first) throw notFound()
  judge(first)
  judgeWorks(first)
  const login = await loginOf(first)
  await giveRole(login, first.role)
  const handling = await handlingFor(request)
  const anyVersion = { ...request, ifMatch: undefined }
  const answer = await amendRecord(anyVersion, { ...handling, judge }, params, (before) => {
    judgeWorks(before)
    // What has changed since, or changes now, follows at the login (functions/people/follow.ts).
    return { ...before, invitedAt: now, login }
  })
  forgetStaff(params.id)
  return answer
}

function judgeWorks({ active }: KeptTechnician): void {
  if (!active) throw new Refusal('conflict', 'They do not work here any more: reactivate them first.')
}

/** Their login, with a mail on its way to who has not signed in yet. Refuses an address that is somebody else's login. */
async function loginOf(technician: KeptTechnician): Promise<string> {
  const { id, email, login: known } = technician
  const had = known && (await findLogin(known))
  if (had) {
    await bringIntoLine({ ...technician, login: had.sub })
    if (!had.confirmed) await inviteAgain(email)
    return had.sub
  }
  const { login, isNew } = await makeLogin(email)
  if (isNew) return login.sub
  const account = await readAccount(login.sub)
  if (account && account.person !== id) {
    throw new Refusal('conflict', othersLogin)
  }
  if (!login.confirmed) await inviteAgain(email)
  return login.sub
}
