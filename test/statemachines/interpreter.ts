/** Just the parts of the Amazon States Language that our machines use. */
interface State {
  Type: 'Choice' | 'Wait' | 'Task' | 'Succeed' | 'Fail'
  Comment?: string
  Next?: string
  End?: boolean
  Default?: string
  Choices?: { Variable: string; StringEquals: string; Next: string }[]
  TimestampPath?: string
  Resource?: string
  Parameters?: Record<string, unknown>
  Retry?: { ErrorEquals: string[]; IntervalSeconds: number; BackoffRate: number; MaxAttempts: number }[]
  Catch?: { ErrorEquals: string[]; Next: string }[]
}

export interface Machine {
  StartAt: string
  States: Record<string, State>
}

export type Data = Record<string, unknown>

export interface Walk {
  path: string[]
  /** What each Wait waited for. */
  waits: unknown[]
  /** What each attempt of a Task was sent. */
  sent: Data[]
  /** Seconds between the attempts. */
  pauses: number[]
  outcome: 'SUCCEEDED' | 'FAILED'
  output: Data
}

const at = (data: Data, path: string) => data[path.slice('$.'.length)]

/** Walks a machine with what its tasks answer; a task that throws is tried again as the machine says. */
export function walk(machine: Machine, input: Data, task: (sent: Data) => Data): Walk {
  const done: Walk = { path: [], waits: [], sent: [], pauses: [], outcome: 'SUCCEEDED', output: input }
  let next: string | undefined = machine.StartAt
  while (next !== undefined) {
    const state: State | undefined = machine.States[next]
    if (!state) throw new Error(`There is no state ${next}`)
    done.path.push(next)
    if (done.path.length > 100) throw new Error('It goes round for ever')
    next = step(state, done, task)
  }
  return done
}

function step(state: State, done: Walk, task: (sent: Data) => Data): string | undefined {
  switch (state.Type) {
    case 'Choice':
      return state.Choices?.find((rule) => at(done.output, rule.Variable) === rule.StringEquals)?.Next ?? state.Default
    case 'Wait':
      done.waits.push(at(done.output, state.TimestampPath ?? '$.'))
      return state.Next
    case 'Task':
      return perform(state, done, task)
    case 'Fail':
      done.outcome = 'FAILED'
      return undefined
    case 'Succeed':
      return undefined
  }
}

function perform(state: State, done: Walk, task: (sent: Data) => Data): string | undefined {
  const sent = Object.fromEntries(
    Object.entries(state.Parameters ?? {}).map(([name, value]) =>
      name.endsWith('.$') ? [name.slice(0, -2), at(done.output, String(value))] : [name, value],
    ),
  )
  const [retry] = state.Retry ?? []
  for (let attempt = 0; ; attempt += 1) {
    done.sent.push(sent)
    try {
      done.output = task(sent)
      return state.End ? undefined : state.Next
    } catch {
      if (!retry || attempt >= retry.MaxAttempts) return state.Catch?.[0]?.Next
      done.pauses.push(retry.IntervalSeconds * retry.BackoffRate ** attempt)
    }
  }
}
