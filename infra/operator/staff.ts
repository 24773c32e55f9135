import { parseArgs } from 'node:util'
import { say, tell } from '../local/steps.ts'
import { Trouble } from '../local/trouble.ts'
import { resourcesOf } from './resources.ts'

const usage = `npm run staff -- --email a@b.example --name "Administrator" [--role admin] [--team tea_…] [--stage local|dev|prod]

Makes somebody who works at the desk, with their login: the first one, who invites the others over HTTP. Somebody who
had a login before people were records keeps it, with who they are. Run again, it completes what is missing.`

interface Given {
  email: string
  name: string
  role: string
  teams: string[]
}

/** The login first, whose it is last: a try that ended on the way is taken up by the next. */
async function make(given: Given): Promise<void> {
  const { NewTechnician } = await import('../../schemas/technician.ts')
  const { giveRole, makeLogin } = await import('../../functions/people/login.ts')
  const { readAccount } = await import('../../functions/platform/table/people.ts')
  const { loadRecord } = await import('../../functions/platform/table/records.ts')
  const { saveRecord } = await import('../../functions/platform/table/commit-record.ts')
  const { shortFormWrites, technicianRecords } = await import('../../functions/platform/table/technicians.ts')
  const { ulid } = await import('ulid')
  const asked = NewTechnician.safeParse(given)
  if (!asked.success) throw new Trouble(`That is nobody: ${asked.error.message}`, usage)
  const { login } = await makeLogin(asked.data.email)
  const account = await readAccount(login.sub)
  if (account?.customer) throw new Trouble('This address is the login of a customer.', 'Take another.')
  const id = account?.person ?? `per_${ulid()}`
  await giveRole(login.sub, asked.data.role)
  if (await loadRecord(technicianRecords, { id })) {
    say(`They are there already, as ${id}: what else changes, changes over HTTP.`)
    return
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
  say(`${id} works at the desk now, as ${asked.data.role}.`)
}

try {
  const { values } = parseArgs({
    options: {
      stage: { type: 'string', default: 'local' },
      email: { type: 'string' },
      name: { type: 'string' },
      role: { type: 'string', default: 'admin' },
      team: { type: 'string', multiple: true, default: [] },
      help: { type: 'boolean' },
    },
  })
  const { email, name, role, team } = values
  if (values.help || !email || !name) {
    say(usage)
    process.exitCode = values.help ? 0 : 2
  } else {
    const { table, userPool } = await resourcesOf(values.stage)
    Object.assign(process.env, { TABLE_NAME: table, USER_POOL_ID: userPool })
    await make({ email, name, role, teams: team })
  }
} catch (error) {
  tell(error)
  process.exitCode = 1
}
