import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import type { Phase } from '../../domain/phase.ts'
import { phaseFor, type Sleep } from '../../functions/platform/timers.ts'
import { aDesk, pass } from '../functions/support/desk.ts'
import { aTicket, call } from '../functions/support/gateway.ts'
import { changed, quickPolicy, ticketItem, toSupervisor, typesOf, wake } from '../functions/support/timers.ts'
import { at } from '../support/time.ts'
import { type Data, type Machine, walk } from './interpreter.ts'

const folder = 'statemachines/versions'
const read = (path: string) => readFileSync(path, 'utf8')
const machineIn = (path: string) => JSON.parse(read(path)) as Machine

interface Released {
  v: Sleep['v']
  started: Sleep
  sent: { CatchUp: Sleep & { last: boolean }; Close: Sleep & { last: boolean } }
}
const released = JSON.parse(read(join(folder, 'inputs.json'))) as Released[]
const versions = released.map(({ v }) => v)
const newest = Math.max(...versions)

/** What was released is never changed: executions may be asleep in it. A new version gets a line of its own. */
const asReleased: Record<number, string> = {
  1: '079dc3aaa322f518',
  2: '789715f89b987215',
}
const digest = (value: unknown) => createHash('sha256').update(JSON.stringify(value)).digest('hex').slice(0, 16)

/** What a definition does, without what it says of itself. */
const bare = (machine: Machine) =>
  JSON.parse(JSON.stringify(machine, (key, value) => (key === 'Comment' ? undefined : value))) as Machine

describe('what was released', () => {
  it('is all kept, each definition with its inputs, as it was', () => {
    const kept = readdirSync(folder).flatMap((name) => /^(\d+)\.asl\.json$/.exec(name)?.[1] ?? [])
    expect(kept.map(Number).toSorted()).toEqual(versions)
    const digests = released.map((one) => [one.v, digest([bare(machineIn(join(folder, `${one.v}.asl.json`))), one])])
    expect(Object.fromEntries(digests)).toEqual(asReleased)
  })

  it('has the definition that is deployed now as its newest: another one is another version', () => {
    const now = bare(machineIn('statemachines/sla-lifecycle.asl.json'))
    expect(now).toEqual(bare(machineIn(join(folder, `${newest}.asl.json`))))
  })

  it.each(released)('sends from version $v what is written down of it', ({ v, started, sent }) => {
    const machine = machineIn(join(folder, `${v}.asl.json`))
    const done = { ...started, next: 'done' }
    expect(walk(machine, { ...started }, () => ({ ...done })).sent).toEqual([sent.CatchUp])
    expect(walk(machine, { ...started, next: 'resolved' }, () => ({ ...done })).sent).toEqual([sent.Close])
  })
})

describe('the function of today', () => {
  const desk = aDesk()
  const id = 'TKT000001'
  const execution = `${id}-1`
  const minute = 60_000
  beforeEach(async () => {
    await quickPolicy()
    await aTicket({ category: 'network' })
    await toSupervisor(changed(id))
  })

  it('starts executions with an input of the newest version: another shape is another version', () => {
    const now = desk.machines.inputOf(execution)
    expect(now.v).toBe(newest)
    expect(Object.keys(now).toSorted()).toEqual(Object.keys(released.at(-1)?.started ?? {}).toSorted())
  })

  it.each(versions)('sends an execution of version %i only where it has a way to go', (v) => {
    const { Route } = machineIn(join(folder, `${v}.asl.json`)).States
    const known = Route?.Choices?.map(({ StringEquals }) => StringEquals)
    const phases: Phase[] = ['running', 'warned', 'escalated', 'paused', 'on-hold', 'resolved']
    for (const phase of phases) expect(known).toContain(phaseFor(v, phase))
  })

  /** One round of an execution: what its own definition sends when it wakes, answered by today's function. */
  async function round(v: number, data: Data): Promise<Data> {
    const machine = machineIn(join(folder, `${v}.asl.json`))
    const [sent] = walk(machine, data, () => ({ ...data, next: 'done' })).sent
    expect(Object.keys(sent ?? {})).toEqual(Object.keys(released.find((one) => one.v === v)?.sent.CatchUp ?? {}))
    return { ...(await wake(sent as Partial<Sleep>)) }
  }

  it.each(released)(
    'takes an execution of version $v through warning, breach, hold and its end',
    async ({ v, started }) => {
      const asleep = { ...started, wakeAt: at(8 * minute) }
      pass(8 * minute)
      const warned = await round(v, asleep)
      expect(warned).toEqual({ ...asleep, next: 'warned', wakeAt: at(10 * minute) })
      pass(2 * minute)
      const escalated = await round(v, warned)
      expect(escalated).toMatchObject({ v, next: 'escalated', wakeAt: at(48 * minute) })
      expect(typesOf(desk)).toEqual(expect.arrayContaining(['sla.warned', 'sla.breached']))

      await call('holdTicket', { as: 'agent', id, body: { until: at(60 * minute), reason: 'Away' } })
      pass(38 * minute)
      const held = await round(v, escalated)
      expect(held).toMatchObject({ v, next: v < 2 ? 'paused' : 'on-hold', wakeAt: at(60 * minute) })
      await call('resumeTicket', { as: 'agent', id, body: {} })
      await call('resolveTicket', { as: 'agent', id, body: { resolution: 'Done' } })
      pass(12 * minute)
      // Its closing is beyond the horizon: it ends, and the next begins as it comes near.
      expect(await round(v, held)).toMatchObject({ v, next: 'done' })
      pass(Date.parse(String(ticketItem(desk).wakeAt)) - Date.now() - 10 * minute)
      await toSupervisor({ number: id })
      const { armed } = ticketItem(desk)
      pass(10 * minute)
      expect(await round(v, { ...started, ...armed, next: 'resolved' })).toMatchObject({ v, next: 'done' })
      expect(ticketItem(desk).status).toBe('closed')
    },
  )
})
