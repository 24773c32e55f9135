import { readFileSync } from 'node:fs'
import { join } from 'node:path'

interface Choice {
  Variable?: string
  StringEquals?: string
  Next: string
}
interface State {
  Type: string
  Next?: string
  End?: boolean
  Default?: string
  Choices?: Choice[]
  Catch?: { ErrorEquals: string[]; Next: string }[]
}

function waysOf(name: string, { Type, Next, End, Default, Choices = [], Catch = [] }: State): string[] {
  const chosen = Choices.map((it) => `${name} --> ${it.Next}${it.StringEquals ? `: ${it.StringEquals}` : ''}`)
  const caught = Catch.map((it) => `${name} --> ${it.Next}: ${it.ErrorEquals.join(', ')}`)
  const next = Next ? [`${name} --> ${Next}`] : []
  const otherwise = Default ? [`${name} --> ${Default}: otherwise`] : []
  const ends = End || Type === 'Succeed' || Type === 'Fail' ? [`${name} --> [*]`] : []
  return [...chosen, ...otherwise, ...next, ...caught, ...ends]
}

/** A state machine in the Amazon States Language as a Mermaid diagram. */
export function machineDiagram(root: string, file = 'statemachines/sla-lifecycle.asl.json'): string {
  const { StartAt, States } = JSON.parse(readFileSync(join(root, file), 'utf8')) as {
    StartAt: string
    States: Record<string, State>
  }
  const ways = Object.entries(States).flatMap(([name, state]) => waysOf(name, state))
  return ['```mermaid', 'stateDiagram-v2', ...[`[*] --> ${StartAt}`, ...ways].map((way) => `  ${way}`), '```'].join(
    '\n',
  )
}
