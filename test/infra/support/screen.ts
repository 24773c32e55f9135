import { laidOut, type Screen } from '../../../infra/operator/line/screen.ts'

/** A screen whose words and values are kept to be looked at; whoever is asked there agrees, or does not. */
export function aScreen({ agrees }: { agrees?: boolean } = {}) {
  const lines: string[] = []
  const given: unknown[] = []
  const screen: Screen = {
    isForPrograms: false,
    say: (line = '') => void lines.push(line),
    table: (heading, rows) => void (rows.length > 0 && lines.push(...laidOut(heading, rows))),
    give: (value) => void given.push(value),
    progress: () => ({ at: () => {}, end: () => {} }),
    confirm: () => Promise.resolve(agrees),
  }
  return { screen, lines, given }
}
