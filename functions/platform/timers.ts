import { DescribeExecutionCommand, ExecutionAlreadyExists, SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn'
import type { Phase } from '../../domain/phase.ts'
import { environment } from './environment.ts'
import { patience } from './patience.ts'

const machines = new SFNClient({ requestHandler: patience })

/** What an execution carries from state to state. A field is added, never changed: old executions stay understood. */
export interface Sleep {
  v: 1
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
export async function startSleep(sleep: Sleep): Promise<{ wakeAt: string } | undefined> {
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
