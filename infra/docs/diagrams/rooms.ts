import { globSync, readFileSync } from 'node:fs'
import { dirname, join, posix } from 'node:path'

const rooms = ['schemas', 'events', 'domain', 'functions/platform', 'functions', 'infra', 'test', 'clients'] as const
const shown: Partial<Record<string, string>> = { functions: 'functions/&lt;capability&gt;' }
const idOf = (room: string) => room.replaceAll('/', '_')
const roomOf = (path: string) => rooms.find((room) => path.startsWith(`${room}/`))

/** Which room imports which, by the import statements of all sources, as a Mermaid flowchart. */
export function roomsDiagram(root: string): string {
  const ways = new Set<string>()
  for (const room of ['schemas', 'events', 'domain', 'functions', 'infra'])
    for (const file of globSync(`${room}/**/*.ts`, { cwd: root })) {
      const text = readFileSync(join(root, file), 'utf8')
      // What is generated, or only generates, stands beside the rooms: it may look at all of them.
      if (/page\.ts$|generate\.ts$/.test(file)) continue
      for (const [, target = ''] of text.matchAll(/^(?:import|export)[^;]*?from '(\.[^']+)'/gm)) {
        const [from, to] = [roomOf(file), roomOf(posix.join(dirname(file), target))]
        if (from && to && from !== to) ways.add(`${idOf(from)} --> ${idOf(to)}`)
      }
    }
  const used = rooms.filter((room) => [...ways].some((way) => way.split(' --> ').includes(idOf(room))))
  const names = used.map((room) => `  ${idOf(room)}["${shown[room] ?? room}/"]`)
  return ['```mermaid', 'flowchart BT', ...names, ...[...ways].sort().map((way) => `  ${way}`), '```'].join('\n')
}
