import { vi } from 'vitest'
import { type Call, type Desk, fault, pass } from './desk.ts'
import { MemoryTable } from './memory-table.ts'

/**
 * What can come between a function and the n-th call that it makes: it fails, or its answer is lost; the service is
 * overloaded; it takes half a minute; or the process is killed before it, so that nothing of it happens any more.
 */
export const troubles = ['fails', 'answer lost', 'throttled', 'delayed', 'killed'] as const
export type Trouble = (typeof troubles)[number]

/** How each service says that it is too much. */
const overloaded = (call: Call): Error => {
  if (call === 'PutEvents') return fault('InternalException')
  if (call === 'SendEmail') return fault('TooManyRequestsException')
  if (call === 'Store') return fault('SlowDown')
  if (call === 'SendMessageBatch' || call === 'StartExecution') return fault('ThrottlingException')
  if (call !== 'TransactWrite') return fault('ProvisionedThroughputExceededException')
  return Object.assign(fault('TransactionCanceledException'), { CancellationReasons: [{ Code: 'ThrottlingError' }] })
}

const slowMs = 30_000

/** From now on the n-th call of the desk meets this; gives whether there was one. */
export function troubleAt(desk: Desk, nth: number, trouble: Trouble): () => boolean {
  let made = 0
  desk.weather = (call, when) => {
    if (when === 'before') made += 1
    if (trouble === 'killed' && made >= nth) throw fault('Killed')
    if (made !== nth) return
    if (when === 'after' && trouble === 'answer lost') throw fault('TimeoutError')
    if (when === 'after') return
    if (trouble === 'fails') throw fault('TimeoutError')
    if (trouble === 'throttled') throw overloaded(call)
    if (trouble === 'delayed') pass(slowMs)
  }
  return () => {
    desk.weather = undefined
    return made >= nth
  }
}

/** Everything that a desk is by now, to be put back as often as one likes; the clock as well. */
export function rememberedDesk(desk: Desk): () => void {
  const now = Date.now()
  const { table, machines, store, pool, clients } = desk
  const kept = {
    table: new MemoryTable(table),
    machines: machines.twin(),
    store: store.twin(),
    pool: pool.twin(),
    clients: clients.twin(),
  }
  const rest = structuredClone({ queues: desk.queues, published: desk.published, suppressed: desk.suppressed })
  const mails = [...desk.mails]
  return () => {
    vi.setSystemTime(now)
    desk.weather = undefined
    Object.assign(desk, structuredClone(rest), {
      ...{
        table: new MemoryTable(kept.table),
        machines: kept.machines.twin(),
        store: kept.store.twin(),
        pool: kept.pool.twin(),
        clients: kept.clients.twin(),
      },
      mails: [...mails],
    })
  }
}
