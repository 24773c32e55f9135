import type { IResource } from 'aws-cdk-lib'
import { CrossStackReferences, ReferenceStrength, type Stack } from 'aws-cdk-lib'
import type { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2'
import type { Table } from 'aws-cdk-lib/aws-dynamodb'
import type { Queue } from 'aws-cdk-lib/aws-sqs'
import type { StateMachine } from 'aws-cdk-lib/aws-stepfunctions'
import type { IConstruct } from 'constructs'
import { DeskFunction } from '../function.ts'
import { DeadLetterQueue, EventQueue } from '../queue.ts'

/** Everything that the dashboards show: found in the stacks, so that what is new is on them by itself. */
export interface Watched {
  readonly functions: readonly DeskFunction[]
  readonly queues: readonly { readonly name: string; readonly at: EventQueue }[]
  readonly deadLetters: readonly { readonly name: string; readonly queue: Queue }[]
  readonly table: Table
  readonly indexes: readonly string[]
  readonly api: HttpApi
  readonly machine: StateMachine
}

const found = <Kind extends IConstruct>(
  stacks: readonly Stack[],
  kind: abstract new (...of: never[]) => Kind,
): Kind[] => stacks.flatMap(({ node }) => node.findAll().filter((part): part is Kind => part instanceof kind))

/** Where a part stands in its stack: `Sla/Timers`. */
const placeOf = ({ node }: IConstruct): string => node.path.split('/').slice(1).join('/')

/** A picture must never keep another stack from replacing what it shows: it reads the names, and holds on to nothing. */
export function watch(stacks: readonly Stack[], one: Pick<Watched, 'table' | 'indexes' | 'api' | 'machine'>): Watched {
  const functions = found(stacks, DeskFunction)
  const queues = found(stacks, EventQueue).map((at) => ({ name: placeOf(at), at }))
  const deadLetters = found(stacks, DeadLetterQueue).map((queue) => ({ name: placeOf(queue), queue }))
  const shown: IResource[] = [...functions, ...deadLetters.map(({ queue }) => queue), one.api, one.machine]
  for (const part of [...shown, ...queues.map(({ at }) => at.queue)]) {
    CrossStackReferences.of(part).produce(ReferenceStrength.WEAK)
  }
  return { ...one, functions, queues, deadLetters }
}
