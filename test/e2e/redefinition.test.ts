import { afterEach, beforeEach, expect, it } from 'vitest'
import { readOutputs } from '../../infra/local/outputs.ts'
import { deskAt, openPromised } from '../support/desk.ts'
import { eventually } from '../support/eventually.ts'
import type { Definition } from '../support/machine.ts'
import { armedTicket, expectFired, firedAll } from '../support/timers.ts'

const desk = deskAt(readOutputs())
const { machine } = desk
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
  const waits = async (execution: string) =>
    (await machine.path(execution)).filter((state) => !['Route', 'CatchUp', 'Done'].includes(state))
  expect(await waits(old.execution)).toEqual(['Running', 'Warned', 'Escalated', 'Escalated'])
  expect(await waits(young.execution)).toEqual(['Going', 'Warned', 'HandedOn', 'HandedOn'])
  // None was lost on the way: no other execution was started.
  expect(await machine.describe(`${before.number}-2`)).toBeUndefined()
  expect(await machine.describe(`${after.number}-2`)).toBeUndefined()
})
