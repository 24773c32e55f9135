import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { Phase } from '../../domain/phase.ts'
import { phaseFor } from '../../functions/platform/timers.ts'
import { root } from '../../infra/bundle.ts'
import { faultsOf } from '../../infra/check/state-machine.ts'
import { all, templatesOf } from '../infra/templates.ts'
import { type Data, type Machine, walk } from './interpreter.ts'

const file = join(root, 'statemachines/sla-lifecycle.asl.json')
const text = readFileSync(file, 'utf8')
const machine = JSON.parse(text) as Machine

const sleep = (next: string, second = 0) => ({
  v: 2,
  number: 'TKT000123',
  execution: 'TKT000123-1',
  next,
  wakeAt: `2026-03-02T09:00:0${second}Z`,
})
/** A task that answers with one sleep after another, then that it is done. */
const answering = (...nexts: string[]) => {
  let second = 0
  return () => {
    second += 1
    return sleep(nexts.shift() ?? 'done', second)
  }
}
const failing = (times: number, then: () => Data) => {
  let left = times
  return () => {
    left -= 1
    if (left >= 0) throw new Error('the table is throttled')
    return then()
  }
}

describe('the file', () => {
  test('is valid, and each state says why it exists', () => {
    expect(faultsOf(file)).toEqual([])
  })

  test('names a fault where there is one', () => {
    const broken = join(root, 'test/statemachines/broken.asl.json')
    expect(faultsOf(broken)).toEqual([expect.stringContaining('MISSING_TRANSITION_TARGET'), 'Lonely has no Comment'])
  })

  test('is deployed with every substitution that it names, and no other', () => {
    const named = new Set([...text.matchAll(/\$\{(\w+)\}/g)].map(([, name]) => name))
    const [deployed] = Object.values(all(templatesOf('prod'), 'AWS::StepFunctions::StateMachine'))
    expect(Object.keys(deployed?.Properties.DefinitionSubstitutions)).toEqual([...named])
    expect(deployed?.Properties.StateMachineType).toBe('STANDARD')
  })
})

describe('an execution', () => {
  const phases = {
    running: 'Running',
    warned: 'Warned',
    escalated: 'Escalated',
    paused: 'Paused',
    'on-hold': 'OnHold',
  } satisfies Partial<Record<Phase, string>>

  test.each(Object.entries(phases))('that is %s waits in %s, catches up, and is done', (next, state) => {
    const { path, waits, sent, outcome } = walk(machine, sleep(next), answering())
    expect(path).toEqual(['Route', state, 'CatchUp', 'Route', 'Done'])
    expect(waits).toEqual(['2026-03-02T09:00:00Z'])
    expect(sent).toEqual([{ ...sleep(next), last: false }])
    expect(outcome).toBe('SUCCEEDED')
  })

  test('that is resolved waits, closes, and ends whatever the answer', () => {
    const { path, sent, outcome } = walk(machine, sleep('resolved'), answering('running'))
    expect(path).toEqual(['Route', 'Resolved', 'Close'])
    expect(sent).toEqual([{ ...sleep('resolved'), last: true }])
    expect(outcome).toBe('SUCCEEDED')
  })

  test.each(['done', 'a phase of a later version'])('with nothing to wait for ends at once: %s', (next) => {
    const { path, sent } = walk(machine, sleep(next), answering())
    expect(path).toEqual(['Route', 'Done'])
    expect(sent).toEqual([])
  })

  test('that began with the first definition is never sent to a state that it does not have', () => {
    // As it was deployed: inputs of v 1 keep it, whatever the file says now.
    const { 'on-hold': _, ...known } = phases
    for (const phase of [...Object.keys(phases), 'resolved'] as Phase[]) {
      expect([...Object.keys(known), 'resolved']).toContain(phaseFor(1, phase))
      expect(phaseFor(2, phase)).toBe(phase)
    }
  })

  test("goes round with each answer as the next round's input", () => {
    const { path, waits } = walk(
      machine,
      sleep('running'),
      answering('warned', 'escalated', 'paused', 'on-hold', 'resolved'),
    )
    expect(path.filter((state) => state !== 'Route' && state !== 'CatchUp')).toEqual([
      'Running',
      'Warned',
      'Escalated',
      'Paused',
      'OnHold',
      'Resolved',
      'Close',
    ])
    expect(waits).toEqual([0, 1, 2, 3, 4, 5].map((second) => `2026-03-02T09:00:0${second}Z`))
  })

  test('of a ticket that warns and is then resolved takes at most ten transitions', () => {
    // The start is a transition, and so is each state that is entered.
    const { path } = walk(machine, sleep('running'), answering('warned', 'done'))
    expect(path.length + 1).toBeLessThanOrEqual(10)
  })

  test.each(['running', 'resolved'])('that is %s outlasts five failures, over two minutes', (next) => {
    const { sent, pauses, outcome } = walk(machine, sleep(next), failing(5, answering()))
    expect(sent).toHaveLength(6)
    expect(pauses).toEqual([4, 8, 16, 32, 64])
    expect(outcome).toBe('SUCCEEDED')
  })

  test.each(['running', 'resolved'])('that is %s is lost at the sixth, for the supervisor to arm anew', (next) => {
    const { path, outcome } = walk(machine, sleep(next), failing(6, answering()))
    expect(path.at(-1)).toBe('Lost')
    expect(outcome).toBe('FAILED')
  })

  test('can be in every state of the file', () => {
    const walks = [
      walk(machine, sleep('running'), answering('warned', 'escalated', 'paused', 'on-hold', 'resolved')),
      walk(machine, sleep('running'), answering()),
      walk(machine, sleep('paused'), failing(6, answering())),
    ]
    expect(new Set(walks.flatMap(({ path }) => path))).toEqual(new Set(Object.keys(machine.States)))
  })
})
