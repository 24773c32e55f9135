import { existsSync, readdirSync, statSync } from 'node:fs'
import { join, posix } from 'node:path'
import { root } from '../bundle.ts'
import type { Page } from './pages.ts'

/** A page whose links hold on the site, what it brings along of the repository, and links that lead nowhere. */
export interface Linked {
  readonly text: string
  readonly files: readonly string[]
  readonly folders: readonly string[]
  readonly dead: readonly string[]
}

const isFolder = (path: string) => statSync(join(root, path)).isDirectory()

/** Where a file of the repository is on the site: pictures as they are, all else as text, whatever a browser would take its ending for. */
export const placeOf = (path: string): string =>
  /\.(?:svg|png|json)$/.test(path) ? `files/${path}` : `files/${path}.txt`

/** Rewrites the links of a page from where it lies in the repository to where things are on the site. */
export function linked({ from, to, text }: Page, places: ReadonlyMap<string, string>): Linked {
  const files: string[] = []
  const folders: string[] = []
  const dead: string[] = []
  const relative = (target: string) => posix.relative(posix.dirname(to), target)

  const rewritten = (link: string): string => {
    if (/^[a-z]+:/.test(link) || link.startsWith('#')) return link
    const [path = '', anchor] = link.split('#')
    const target = posix.join(posix.dirname(from), path).replace(/\/$/, '')
    const mark = anchor === undefined ? '' : `#${anchor}`
    const page = places.get(target) ?? places.get(`${target}/README.md`)
    if (page) return relative(page) + mark
    if (!existsSync(join(root, target))) {
      dead.push(`${from}: ${link}`)
      return link
    }
    if (isFolder(target)) {
      folders.push(target)
      return relative(`files/${target}/index.md`)
    }
    files.push(target)
    return `/${placeOf(target)}`
  }

  const parts = text.split(/(^```[\s\S]*?^```$)/m)
  const prose = parts.map((part, at) =>
    at % 2 === 1 ? part : part.replaceAll(/\]\(([^)\s]+)\)/g, (_, link: string) => `](${rewritten(link)})`),
  )
  return { text: prose.join(''), files, folders, dead }
}

/** The page of a folder that pages link to: its files, each as text. */
export function folderPage(folder: string): { page: Page; files: string[] } {
  const names = readdirSync(join(root, folder)).filter((name) => !isFolder(`${folder}/${name}`))
  const lines = names.map((name) => `- [${name}](/${placeOf(`${folder}/${name}`)})`)
  const text = [`# ${folder}`, '', ...lines, ''].join('\n')
  return {
    page: { from: folder, to: `files/${folder}/index.md`, text },
    files: names.map((name) => `${folder}/${name}`),
  }
}
