import { Trouble } from '../../local/trouble.ts'
import { type Ending, Misuse, type Run } from '../line/command.ts'

interface Person {
  email: string
  name: string
  role: string
  teams: readonly string[]
}

/** Makes somebody who works at the desk. The login first, whose it is last: a try that ended on the way is taken up by the next. */
export async function addUser(given: Run, person: Person): Promise<Ending> {
  const { screen, dryRun } = given
  const { NewTechnician } = await import('../../../schemas/technician.ts')
  const asked = NewTechnician.safeParse(person)
  if (!asked.success) {
    const wrong = asked.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ')
    throw new Misuse(`That is nobody: ${wrong}.`)
  }
  await given.resources()
  const { ulid } = await import('ulid')
  const { giveRole, makeLogin } = await import('../../../functions/people/login.ts')
  const { readAccount } = await import('../../../functions/platform/table/people.ts')
  const { loadRecord } = await import('../../../functions/platform/table/records.ts')
  const { saveRecord } = await import('../../../functions/platform/table/commit-record.ts')
  const { shortFormWrites, technicianRecords } = await import('../../../functions/platform/table/technicians.ts')
  if (dryRun) {
    screen.say(`A login and a record would be made for ${asked.data.role} ${asked.data.name}, or completed.`)
    screen.give({ dryRun, ...asked.data })
    return 'well'
  }
  const { login } = await makeLogin(asked.data.email)
  const account = await readAccount(login.sub)
  if (account?.customer) throw new Trouble('This address is the login of a customer.', 'Take another.')
  const id = account?.person ?? `per_${ulid()}`
  await giveRole(login.sub, asked.data.role)
  if (await loadRecord(technicianRecords, { id })) {
    screen.say(`They are there already, as ${id}: what else changes, changes over HTTP.`)
    screen.give({ id, made: false })
    return 'well'
  }
  const now = new Date().toISOString()
  const teams = asked.data.teams.length > 0 ? asked.data.teams : (account?.teams ?? [])
  const after = {
    ...{ ...asked.data, teams, id, login: login.sub, active: true, absences: [] },
    ...{ status: 'available' as const, statusAt: now, invitedAt: now },
    ...{ version: 1, createdAt: now, updatedAt: now },
  }
  const by = { actor: { id: 'system', role: 'system' }, now, requestId: 'operator' }
  const saved = await saveRecord(technicianRecords, { after, by, writes: shortFormWrites(undefined, after) })
  if (saved.is === 'claimed') throw new Trouble(`${saved.claim} is ${saved.by}’s.`, 'Take another address.')
  if (saved.is !== 'committed') throw new Trouble('Somebody else was at it.', 'Run this again.')
  screen.say(`${id} works at the desk now, as ${asked.data.role}.`)
  screen.give({ id, made: true })
  return 'well'
}
