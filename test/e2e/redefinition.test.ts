import { afterEach, beforeEach, expect, it } from 'vitest'
import { plus } from '../../domain/time.ts'
import { readOutputs } from '../../infra/local/outputs.ts'
import { deskAt, openPromised } from '../support/desk.ts'
import { eventually } from '../support/eventually.ts'
import { ofType } from '../support/history.ts'
import type { Definition } from '../support/machine.ts'
import { armedTicket, expectFired, firedAll } from '../support/timers.ts'

const desk = deskAt(readOutputs())
const { call, machine, table } = desk
const all = ['response 80', 'response 100', 'resolution 80', 'resolution 100']

let deployed: Definition
beforeEach(async () => {
  deployed = await machine.definition()
})
afterEach(() => machine.redefine(deployed))

/** The same machine, with a new name for one of its states. */
const renamed = (definition: Definition, from: string, to: string): Definition =>
  JSON.parse(JSON.stringify(definition).replaceAll(`"${from}"`, `"${to}"`))

it('a definition that is updated while executions wait: those keep theirs, new ones take the new, and each milestone fires once', async () => {
  const before = await openPromised(desk, { response: 'PT8S', resolution: 'PT14S' })
  const old = await armedTicket(desk, before.number)
  await eventually('it waits', async () => (await machine.path(old.execution)).at(-1) === 'Running')

  await machine.redefine(renamed(renamed(deployed, 'Running', 'Going'), 'Escalated', 'HandedOn'))
  const after = await openPromised(desk, { response: 'PT6S', resolution: 'PT12S' })
  const young = await armedTicket(desk, after.number)

  expectFired(await firedAll(desk, before.number, all), all)
  expectFired(await firedAll(desk, after.number, all), all)
  for (const { execution } of [old, young]) {
    await eventually(`${execution} has ended`, async () => (await machine.describe(execution))?.status === 'SUCCEEDED')
  }
  const path = await machine.path(old.execution)
  expect(path).toEqual(expect.arrayContaining(['Running', 'Escalated']))
  expect(path).not.toEqual(expect.arrayContaining(['HandedOn']))
  const anew = await machine.path(young.execution)
  expect(anew).toEqual(expect.arrayContaining(['Going', 'HandedOn']))
  expect(anew).not.toEqual(expect.arrayContaining(['Running']))
  // None was lost on the way: no other execution was started.
  expect(await machine.describe(`${before.number}-2`)).toBeUndefined()
  expect(await machine.describe(`${after.number}-2`)).toBeUndefined()
})

it('an execution of the first definition, which had no state for a hold, waits as paused and ends the hold all the same', async () => {
  const { OnHold: _, ...States } = deployed.States as Record<string, { Choices?: { Next: string }[] }>
  const Choices = States.Route?.Choices?.filter(({ Next }) => Next !== 'OnHold')
  await machine.redefine({ ...deployed, States: { ...States, Route: { ...States.Route, Choices } } })

  const { number: id } = await openPromised(desk, { response: 'PT10S', resolution: 'PT1H' })
  const first = await armedTicket(desk, id)
  // As the desk began executions then.
  const [execution, wakeAt] = [`${id}-9`, String(first.armed?.wakeAt)]
  await machine.start(execution, { v: 1, number: id, execution, next: 'running', wakeAt })
  await table.arm(id, { execution, wakeAt }, 9)
  await machine.stop(first.execution)

  const until = plus(wakeAt, 4000)
  await call('holdTicket', 'agent', { id, body: { until, reason: 'Away until then' } })
  await eventually('the hold has ended', async () => !(await call('getTicket', 'agent', { id })).body.onHoldUntil)
  const fired = await firedAll(desk, id, ['response 100'])
  expectFired(fired, ['response 80', 'response 100'])
  expect(ofType(fired, 'ticket.hold-ended')).toMatchObject([{ data: { until, reason: 'time' } }])
  const states = await machine.path(execution)
  expect(states.filter((state) => !['Route', 'CatchUp'].includes(state)).slice(0, 3)).toEqual([
    'Running',
    'Paused',
    'Running',
  ])
})
