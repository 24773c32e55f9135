import { DescribeExecutionCommand, ExecutionAlreadyExists, SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn'
import type { Phase } from '../../domain/phase.ts'
import { environment } from './environment.ts'
import { patience } from './patience.ts'

const machines = new SFNClient({ requestHandler: patience })

/**
 * Which definition an execution began with, and keeps. 1: the first. 2: has a state for a hold. A definition that has other
 * states gets the next number, so that none is sent where it has no way to go.
 */
type Version = 1 | 2
const newest: Version = 2

/** A phase by the name under which a definition knows it. */
export const phaseFor = (v: Version, phase: Phase): Phase => (v < 2 && phase === 'on-hold' ? 'paused' : phase)

/** What an execution carries from state to state. A field is added, never changed: old executions stay understood. */
export interface Sleep {
  v: Version
  number: string
  /** The execution's own name. */
  execution: string
  /** The Wait state that comes next, or `done`. */
  next: Phase | 'done'
  /** To the whole second: a Wait drops milliseconds. */
  wakeAt: string
}

/** The name of a ticket's so-manieth execution; a name is never used twice. */
export const executionOf = (number: string, arming: number): string => `${number}-${arming}`
export const armingOf = (execution: string): number => Number(execution.slice(execution.lastIndexOf('-') + 1))
export const numberOf = (execution: string): string => execution.slice(0, execution.lastIndexOf('-'))

/**
 * Starts an execution that sleeps for a ticket, and says until when it does. One that runs already under that name counts
 * if it wakes in time. Undefined: the name is spent, take the next.
 */
export async function startSleep(asked: Omit<Sleep, 'v'>): Promise<{ wakeAt: string } | undefined> {
  const sleep: Sleep = { v: newest, ...asked }
  const stateMachineArn = environment('STATE_MACHINE_ARN')
  try {
    await machines.send(
      new StartExecutionCommand({ stateMachineArn, name: sleep.execution, input: JSON.stringify(sleep) }),
    )
    return { wakeAt: sleep.wakeAt }
  } catch (fault) {
    if (!(fault instanceof ExecutionAlreadyExists)) throw fault
    const executionArn = `${stateMachineArn.replace(':stateMachine:', ':execution:')}:${sleep.execution}`
    const { status, input } = await machines.send(new DescribeExecutionCommand({ executionArn }))
    const { wakeAt } = JSON.parse(input ?? '{}') as Partial<Sleep>
    return status === 'RUNNING' && wakeAt && wakeAt <= sleep.wakeAt ? { wakeAt } : undefined
  }
}

/** How far ahead a wake may be to have an execution; the sweep arms those that come within it. */
export const withinHorizon = (wakeAt: string, now: number): boolean =>
  Date.parse(wakeAt) <= now + Number(environment('HORIZON_SECONDS')) * 1000
