import './support/environment.ts'
import { GetFunctionConfigurationCommand, LambdaClient } from '@aws-sdk/client-lambda'
import { mockClient } from 'aws-sdk-client-mock'
import { beforeEach, describe, expect, it } from 'vitest'
import type { Run } from '../../infra/operator/line/command.ts'
import { reconcile } from '../../infra/operator/timers/reconciling.ts'
import { aDesk, pass } from './support/desk.ts'
import { aTicket } from './support/gateway.ts'
import { changed, quickPolicy, ticketItem, toSupervisor, typesOf } from './support/timers.ts'

const desk = aDesk()
const lambda = mockClient(LambdaClient)
const minute = 60_000
const { STATE_MACHINE_ARN = '', HORIZON_SECONDS = '', TIMERS_QUEUE_URL = '' } = process.env

beforeEach(() => {
  lambda.reset()
  const Environment = { Variables: { STATE_MACHINE_ARN, HORIZON_SECONDS } }
  lambda.on(GetFunctionConfigurationCommand).resolves({ Environment })
})

/** `sla reconcile` on the stage in memory: how it ended, and what it gives to programs. */
async function reconciled({ dryRun = false, functions = { Slaslasupervise176A2306: 'sla-supervise' } as object } = {}) {
  let given: unknown
  const screen = {
    ...{ say: () => {}, table: () => {}, progress: () => ({ at: () => {}, end: () => {} }) },
    give: (value: unknown) => {
      given = value
    },
  }
  const resources = async () => ({ functions, outputs: { TimersQueueUrl: TIMERS_QUEUE_URL } })
  const ending = await reconcile({ dryRun, screen, resources } as unknown as Run, 100)
  return { ending, given }
}
const enqueued = () => desk.queues.timers ?? []
const quick = async () => {
  await quickPolicy()
  return await aTicket({ category: 'network' })
}

describe('sla reconcile', () => {
  it('has an execution that is gone replaced by another', async () => {
    const id = await quick()
    await toSupervisor(changed(id))
    const gone = String(ticketItem(desk, id).armed?.execution)
    desk.machines.end(gone)
    const { ending, given } = await reconciled()
    expect(ending).toBe('well')
    expect(given).toMatchObject({ looked: 1, broken: [{ number: id, execution: gone, status: 'ABORTED' }] })
    expect(await toSupervisor(...enqueued())).toEqual([])
    expect(desk.machines.running).toHaveLength(1)
    expect(desk.machines.running).not.toContain(gone)
    expect((await reconciled({ dryRun: true })).ending).toBe('well')
  })

  it('has a ticket that nothing sleeps for armed, and one past its wake brought up to now', async () => {
    const id = await quick()
    expect((await reconciled()).given).toMatchObject({ unarmed: [id], broken: [] })
    await toSupervisor(...enqueued())
    expect(desk.machines.running).toEqual([`${id}-1`])
    pass(9 * minute)
    expect((await reconciled()).given).toMatchObject({ unarmed: [], late: [id] })
    expect(typesOf(desk, id)).not.toContain('sla.warned')
    await toSupervisor(...enqueued())
    expect(typesOf(desk, id)).toContain('sla.warned')
  })

  it('that is run dry says what it found, and changes nothing', async () => {
    const id = await quick()
    const before = desk.table.items
    const { ending, given } = await reconciled({ dryRun: true })
    expect([ending, given]).toEqual(['found', { dryRun: true, unarmed: [id], late: [], looked: 0, broken: [] }])
    expect(enqueued()).toEqual([])
    expect(desk.table.items).toEqual(before)
  })

  it('of a desk that is well enqueues nothing', async () => {
    const id = await quick()
    await toSupervisor(changed(id))
    expect((await reconciled()).ending).toBe('well')
    expect(enqueued()).toEqual([])
  })

  it('says that a desk without timers has none', async () => {
    await expect(reconciled({ functions: {} })).rejects.toThrow('This desk has no timers.')
  })
})
