import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { consumers } from '../../../events/consumers.ts'
import { machineDiagram } from './machine.ts'
import { roomsDiagram } from './rooms.ts'

const path = 'docs/diagrams.md'

/** Types by their subject, so that each arrow says of what somebody hears. */
function consumersDiagram(): string {
  const lines = consumers.flatMap(({ who, types }, at) => {
    const bySubject = Map.groupBy(types, (type) => type.slice(0, type.indexOf('.')))
    const words = [...bySubject].map(
      ([subject, all]) => `<b>${subject}</b> ${all.map((type) => type.slice(subject.length + 1)).join(', ')}`,
    )
    return [`  bus{{bus}} --> t${at}["${words.join('<br/>')}"] --> c${at}["${who}"]`]
  })
  return ['```mermaid', 'flowchart LR', ...lines, '```'].join('\n')
}

/** The page with its diagrams as the code has them now; the words between are by hand. */
export function diagramsPage(root: string): [path: string, text: string] {
  const parts: Record<string, () => string> = {
    rooms: () => roomsDiagram(root),
    machine: () => machineDiagram(root),
    consumers: consumersDiagram,
  }
  const text = readFileSync(join(root, path), 'utf8').replace(
    /(<!-- generated: (\w+) -->\n)[\s\S]*?(<!-- end -->)/g,
    (_, begin: string, name: string, end: string) => `${begin}${parts[name]?.()}\n${end}`,
  )
  return [path, text]
}
