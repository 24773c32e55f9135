import { posix } from 'node:path'
import { type Page, titleOf } from './pages.ts'

interface Item {
  text: string
  link: string
}
interface Group {
  text: string
  collapsed: boolean
  items: Item[]
}

const linkTo = (to: string) => `/${to.replace(/\.md$/, '.html').replace(/index\.html$/, '')}`

/** The sidebar: a group for each heading of docs/README.md with the pages that it names, then those that it does not. */
export function sidebarOf(pages: readonly Page[]): Group[] {
  const first = pages.find(({ to }) => to === 'index.md')
  const named = new Map<string, Page>()
  // Pages of the API all come from one document: a link to it is to none of them.
  const own = pages.filter(({ to }) => !to.startsWith('api/'))
  const groups = (first?.text ?? '').split(/^## /m).slice(1)
  const shown = groups.map((group): Group => {
    const [text = ''] = group.split('\n')
    const links = [...group.matchAll(/\]\(([^)#\s]+)[^)]*\)/g)].map(([, link = '']) => posix.join('docs', link))
    const items = links.flatMap((link) => {
      const page = own.find(({ from }) => from === link || from === `${link.replace(/\/$/, '')}/README.md`)
      if (!page || named.has(page.from)) return []
      named.set(page.from, page)
      return [{ text: titleOf(page.text), link: linkTo(page.to) }]
    })
    return { text, collapsed: false, items }
  })
  const isOwn = ({ from, to }: Page) => /^(docs\/adr|files|api)\//.test(from) || /^(api|files)\//.test(to)
  const rest = pages.filter((page) => page !== first && !named.has(page.from) && !isOwn(page))
  const more = {
    text: 'More',
    collapsed: true,
    items: rest.map((it) => ({ text: titleOf(it.text), link: linkTo(it.to) })),
  }
  const of = (text: string, folder: string): Group => ({
    text,
    collapsed: true,
    items: pages
      .filter(({ to }) => to.startsWith(folder) && !to.endsWith('index.md'))
      .map((it) => ({ text: titleOf(it.text), link: linkTo(it.to) })),
  })
  const all = [...shown, of('Operations of the API', 'api/'), of('Each decision', 'adr/'), more]
  return all.filter(({ items }) => items.length > 0)
}
