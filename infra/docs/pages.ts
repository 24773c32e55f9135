import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../bundle.ts'

/** A page of the site. */
export interface Page {
  /** Where it comes from, from the root of the repository: links of it are from there. */
  readonly from: string
  /** Where it is on the site: `guides/agents.md`. */
  readonly to: string
  readonly text: string
}

/** Pages that lie elsewhere, where people look for them in a repository. */
const elsewhere: Record<string, string> = {
  'CHANGELOG.md': 'changelog.md',
  'CONTRIBUTING.md': 'contributing.md',
  'events/CHANGELOG.md': 'events-changelog.md',
}

export const titleOf = (text: string): string => /^# (.+)$/m.exec(text)?.[1] ?? 'Untitled'

const read = (from: string, to: string): Page => ({ from, to, text: readFileSync(join(root, from), 'utf8') })

/** Every page that is written or generated in the repository; docs/README.md is the first. */
export function writtenPages(): Page[] {
  const docs = globSync('docs/**/*.md', { cwd: root })
    .sort()
    .map((from) => read(from, from.replace(/^docs\//, '').replace(/README\.md$/, 'index.md')))
  return [...docs, ...Object.entries(elsewhere).map(([from, to]) => read(from, to))]
}

/** A list of all decisions, for a folder that has no page of its own. */
export function decisionsPage(pages: readonly Page[]): Page {
  const decisions = pages.filter(({ from }) => from.startsWith('docs/adr/'))
  const lines = decisions.map(({ from, text }) => `- [${titleOf(text)}](${from.replace('docs/adr/', '')})`)
  return { from: 'docs/adr/README.md', to: 'adr/index.md', text: ['# Decisions', '', ...lines, ''].join('\n') }
}
