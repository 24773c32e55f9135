import { describe, expect, it } from 'vitest'
import { apiPages } from '../../infra/docs/api-pages.ts'
import { machineDiagram } from '../../infra/docs/diagrams/machine.ts'
import { roomsDiagram } from '../../infra/docs/diagrams/rooms.ts'
import { folderPage, linked } from '../../infra/docs/links.ts'
import { sidebarOf } from '../../infra/docs/navigation.ts'
import { decisionsPage, type Page, writtenPages } from '../../infra/docs/pages.ts'
import { operations } from '../../schemas/operations/catalogue.ts'

const written = writtenPages()
const pages = [...written, decisionsPage(written), ...apiPages()]
const places = new Map(pages.filter(({ to }) => !to.startsWith('api/')).map(({ from, to }) => [from, to]))
const page = (text: string, from = 'docs/guides/agents.md', to = 'guides/agents.md'): Page => ({ from, to, text })

describe('a link of a page', () => {
  it.each([
    ['to another page', '[it](../sla.md#escalation)', '[it](../sla.md#escalation)'],
    ['to a page that lies elsewhere', '[it](../../CHANGELOG.md)', '[it](../changelog.md)'],
    ['to a folder with a list of its own', '[it](../adr/)', '[it](../adr/index.md)'],
    ['to a file', '[it](../../schemas/settings.ts)', '[it](/files/schemas/settings.ts.txt)'],
    ['to a document', '[it](../../schemas/generated/openapi.json)', '[it](/files/schemas/generated/openapi.json)'],
    ['to a folder', '[it](../../events/generated)', '[it](../files/events/generated/index.md)'],
    ['to the world', '[it](https://example.com/a.md)', '[it](https://example.com/a.md)'],
    ['within the page', '[it](#there)', '[it](#there)'],
    ['that is only shown', '```\n[it](nowhere.md)\n```', '```\n[it](nowhere.md)\n```'],
  ])('%s leads there on the site, too', (_, text, expected) => {
    const { text: found, dead } = linked(page(text), places)
    expect(found).toBe(expected)
    expect(dead).toEqual([])
  })

  it('to nothing is found', () => {
    expect(linked(page('[it](nowhere.md)'), places).dead).toEqual(['docs/guides/agents.md: nowhere.md'])
  })

  it('to a folder brings all its files', () => {
    const { page: list, files } = folderPage('events/released')
    expect(files).toContain('events/released/SHA256SUMS')
    expect(list.text).toContain('[1.0.0.json](/files/events/released/1.0.0.json)')
  })
})

describe('the sidebar', () => {
  const groups = sidebarOf(pages)
  const links = groups.flatMap(({ items }) => items.map(({ link }) => link))

  it('leads to every page once', () => {
    expect(links.length).toBe(new Set(links).size)
    const shown = links.map((link) =>
      link
        .slice(1)
        .replace(/\.html$/, '.md')
        .replace(/\/$/, '/index.md'),
    )
    expect(pages.map(({ to }) => to).filter((to) => to !== 'index.md' && !shown.includes(to))).toEqual([])
  })

  it('is as docs/README.md says, by role first', () => {
    expect(groups.map(({ text }) => text)).toEqual(
      expect.arrayContaining([
        'Getting started',
        'Guides by role',
        'API',
        'Events',
        'Operations',
        'Security',
        'Scale and cost',
      ]),
    )
  })
})

it('every operation has its place on a page of the API', () => {
  const text = apiPages()
    .map((it) => it.text)
    .join('\n')
  const summaries = Object.values(operations).map(({ summary }) => summary)
  expect(summaries.filter((summary) => !text.includes(`## ${summary}\n`))).toEqual([])
})

describe('a diagram', () => {
  it('has every state of the machine', () => {
    const drawn = machineDiagram(process.cwd())
    for (const state of ['Running', 'Warned', 'Escalated', 'Paused', 'OnHold', 'Resolved', 'CatchUp', 'Close', 'Lost'])
      expect(drawn).toContain(state)
  })

  it('shows that nothing below knows of what is above', () => {
    const ways = roomsDiagram(process.cwd()).split('\n')
    expect(ways).toContain('  functions --> domain')
    expect(ways.filter((way) => /^ {2}(?:schemas|events|domain) --> (?:functions|infra)/.test(way))).toEqual([])
    expect(ways.filter((way) => /^ {2}schemas -->/.test(way))).toEqual([])
  })
})
