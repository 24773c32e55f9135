import { decide } from '../../../domain/lifecycle.ts'
import { everyTicket } from '../../../functions/platform/search/everything.ts'
import { deskOf } from '../../../functions/platform/table/desk.ts'
import { keys, numberIn } from '../../../functions/platform/table/keys.ts'
import { loadHeads, readAll } from '../../../functions/platform/table/tickets.ts'
import { system } from '../../../schemas/actor.ts'

/** What the sweep would find in a table, and what would come of it. */
interface Awaited {
  tickets: number
  /** Those that something is timed for. */
  timed: number
  /** Those that the sweep would have armed: their wake comes within the horizon, and nothing is armed for it. */
  toArm: number
  /** Those whose time has come already. */
  overdue: number
  /** What would go on record of those, by type of event. */
  wouldHappen: Readonly<Record<string, number>>
  /** Those that the wake index does not have where the ticket says: the sweep would miss them. */
  misplaced: readonly string[]
}

const together = 100

type Item = Record<string, unknown>
interface Places {
  wakeAt?: string
  gsi5pk?: string
  gsi5sk?: string
}

/** Goes through the table as the sweep would, reading only; `horizon` is until when it arms. */
export async function awaited(now: number, horizon: string): Promise<Awaited> {
  const found = { tickets: 0, timed: 0, toArm: 0, overdue: 0, misplaced: [] as string[] }
  const wouldHappen: Record<string, number> = {}
  for await (const items of everyItem()) {
    const timed = items.filter((item) => (item as Places).wakeAt)
    const overdue = timed.filter((item) => Date.parse(String((item as Places).wakeAt)) <= now).map(numberIn)
    found.tickets += items.length
    found.timed += timed.length
    found.overdue += overdue.length
    found.toArm += timed.filter((item) => isToArm(item, horizon)).length
    found.misplaced.push(...timed.filter(isMisplaced).map(numberIn))
    for (const type of await happening(overdue, now)) wouldHappen[type] = (wouldHappen[type] ?? 0) + 1
  }
  return { ...found, wouldHappen }
}

const isToArm = ({ wakeAt = '', gsi5pk }: Places, horizon: string): boolean =>
  gsi5pk?.startsWith('UNARMED') === true && wakeAt <= horizon
const isMisplaced = (item: Item): boolean => {
  const { wakeAt, gsi5sk }: Places = item
  return gsi5sk !== `${wakeAt}#${numberIn(item)}`
}

async function* everyItem(): AsyncGenerator<Item[]> {
  for await (const page of everyTicket('ALL')) {
    for (let at = 0; at < page.length; at += together) {
      yield await readAll(page.slice(at, at + together).map(({ number }) => keys.ticket(number)))
    }
  }
}

/** The types of what would go on record if these were brought up to now. */
async function happening(numbers: readonly string[], now: number): Promise<string[]> {
  const types: string[] = []
  for (const ticket of (await loadHeads(numbers, true)).values()) {
    const desk = await deskOf(ticket)
    const { earlier = [], ...last } = decide(ticket, { do: 'catch-up' }, system, desk, new Date(now).toISOString())
    types.push(...[...earlier, last].flatMap(({ events }) => events.map(({ type }) => type)))
  }
  return types
}
