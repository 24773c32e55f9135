import { beforeEach, vi } from 'vitest'
import { people, teams } from '../../support/people.ts'
import { aDesk, type Call, type Desk } from '../support/desk.ts'
import { aSurvey, type Everything, everything } from '../support/everything.ts'
import { type Answer, type Asked, aTicket, call, type OperationName } from '../support/gateway.ts'
import { MemoryTable } from '../support/memory-table.ts'
import type { Between, Side } from './subjects.ts'

const writing: readonly Call[] = ['TransactWrite', 'Update', 'Put', 'Delete', 'BatchWrite']

interface Both extends Record<Side, Everything> {
  between: Record<Between, string>
}

/** A desk with one of everything of two customers, built once: every test begins with the same. */
export function bothOnADesk() {
  vi.setConfig({ testTimeout: 120_000 })
  const desk = aDesk()
  let built: { table: MemoryTable; both: Both } | undefined
  const restore = () => {
    desk.table = new MemoryTable(built?.table)
  }
  beforeEach(async () => {
    if (!built) {
      const both = await build(desk)
      built = { table: desk.table, both }
    }
    restore()
  })
  return {
    desk,
    get both(): Both {
      if (!built) throw new Error('The desk is not built before its first test')
      return built.both
    },
    /** The answer, as if nobody had asked before; with the calls that it took of each kind, in their order. */
    async answered(name: OperationName, asked: Asked): Promise<Answer & { calls: Call[] }> {
      if (desk.calls.some((made) => writing.includes(made))) restore()
      desk.calls = []
      return { ...(await call(name, asked)), calls: desk.calls }
    },
  }
}

async function build(desk: Desk): Promise<Both> {
  const bakerys = await everything(desk)
  const foundrys = await everything(desk, 'otherCustomer', 'Quokka')
  const houses = await aTicket({}, 'agent')
  const colleagues = await aTicket({}, 'colleague')
  await call('assignTicket', { id: colleagues, body: { team: teams.south, technician: people.teammate.id } })
  for (const ticket of [houses, colleagues]) aSurvey(desk, ticket, people.customer.id, 'Fine.')
  const key = { pk: `TICKET#${houses}`, sk: 'TICKET' }
  const { team: _, gsi4pk: __, gsi4sk: ___, ...nobodys } = desk.table.find(key) ?? {}
  desk.table.put({ ...key, ...nobodys })
  return { bakerys, foundrys, between: { houses, colleagues } }
}

/** What a caller can tell one answer from another by, whatever the ids that they sent. */
export function told({ status, body, headers }: Answer, ids: readonly string[]): string {
  const { requestId: _, instance: __, ...said } = body ?? {}
  const { 'x-request-id': ___, ...rest } = headers
  const all = JSON.stringify({ status, said, rest })
  return ids
    .reduce((text, id) => text.replaceAll(id, '<id>'), all)
    .replace(/[a-z]{3}_[0-9A-HJKMNP-TV-Z]{26}/g, '<id>')
    .replace(/TKT\d+/g, '<number>')
}
