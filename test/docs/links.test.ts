import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'

const root = fileURLToPath(new URL('../..', import.meta.url))
const pages = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '*.md'], {
  cwd: root,
  encoding: 'utf8',
})
  .trim()
  .split('\n')
  .filter((page) => existsSync(join(root, page)))

const read = (page: string) => readFileSync(join(root, page), 'utf8')
/** As GitHub makes it of a heading. */
const anchor = (heading: string) =>
  heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
    .replaceAll(' ', '-')
const anchorsOf = (page: string) => [...read(page).matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) => anchor(heading))
const prose = (page: string) => read(page).replaceAll(/^```[\s\S]*?^```/gm, '')

/** The links of a page that lead within the repository and nowhere. */
function broken(page: string): string[] {
  const links = [...prose(page).matchAll(/\]\(([^)\s]+)\)/g)].map(([, link = '']) => link)
  return links
    .filter((link) => !/^[a-z]+:/.test(link))
    .filter((link) => {
      const [path = '', heading] = link.split('#')
      const target = path ? relative(root, join(root, dirname(page), path)) : page
      if (!existsSync(join(root, target))) return true
      return heading !== undefined && !anchorsOf(target).includes(heading)
    })
}

/** Files of this repository that a page names as code; a name with a placeholder is none. */
const named = (page: string) =>
  [
    ...prose(page).matchAll(/`((?:docs|domain|events|functions|infra|schemas|statemachines|test)\/[\w./-]+\.\w+)`/g),
  ].map(([, path = '']) => path)

describe.each(pages)('%s', (page) => {
  it('has no link that leads nowhere', () => {
    expect(broken(page)).toEqual([])
  })

  it('names no file that is not there', () => {
    expect(named(page).filter((path) => !existsSync(join(root, path)))).toEqual([])
  })
})

it('the pages link to each other at all', () => {
  expect(pages.flatMap((page) => [...prose(page).matchAll(/\]\(/g)]).length).toBeGreaterThan(30)
})
