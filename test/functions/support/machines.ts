import {
  type DescribeExecutionCommandInput,
  ExecutionAlreadyExists,
  ExecutionDoesNotExist,
  type StartExecutionCommandInput,
} from '@aws-sdk/client-sfn'

interface Execution {
  status: 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'ABORTED'
  input: string
}

/** Step Functions, as far as names go: one is never used twice, and the same start again counts while it runs. */
export class Machines {
  readonly executions = new Map<string, Execution>()

  /** Another one with the same executions. */
  twin(): Machines {
    const other = new Machines()
    for (const [name, execution] of this.executions) other.executions.set(name, { ...execution })
    return other
  }

  /** The names of the executions that sleep. */
  get running(): string[] {
    return [...this.executions].flatMap(([name, { status }]) => (status === 'RUNNING' ? [name] : []))
  }

  /** What an execution was started with. */
  inputOf(name: string): Record<string, unknown> {
    return JSON.parse(this.executions.get(name)?.input ?? 'null')
  }

  end(name: string, status: Execution['status'] = 'ABORTED'): void {
    const execution = this.executions.get(name)
    if (!execution) throw new Error(`No execution is called ${name}`)
    execution.status = status
  }

  start = ({ name = '', input = '' }: StartExecutionCommandInput) => {
    const known = this.executions.get(name)
    if (known && (known.status !== 'RUNNING' || known.input !== input)) {
      throw new ExecutionAlreadyExists({ message: name, $metadata: {} })
    }
    if (!known) this.executions.set(name, { status: 'RUNNING', input })
    return {}
  }

  describe = ({ executionArn = '' }: DescribeExecutionCommandInput) => {
    const known = this.executions.get(executionArn.split(':').at(-1) ?? '')
    if (!known || !executionArn.includes(':execution:sla-lifecycle:')) {
      throw new ExecutionDoesNotExist({ message: executionArn, $metadata: {} })
    }
    return known
  }
}
