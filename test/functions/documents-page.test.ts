import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { document } from '../../functions/documents/document.ts'
import { inline, markdown } from '../../functions/documents/page/markdown.ts'
import { page, policy } from '../../functions/documents/page/page.ts'
import { html } from '../../functions/platform/markup/html.ts'
import { roles } from '../../schemas/actor.ts'
import { operations } from '../../schemas/operations/catalogue.ts'
import { refusals } from '../../schemas/problem.ts'

const text = page(document)
const attributes = (name: string) => [...text.matchAll(new RegExp(` ${name}="([^"]*)"`, 'g'))].map(([, value]) => value)

describe('the docs page', () => {
  it('shows every operation with its method and path', () => {
    for (const [name, { path }] of Object.entries(operations)) {
      expect(text).toContain(`<article id="${name}">`)
      expect(text).toContain(`<code>${path}</code>`)
    }
  })

  it('explains every role and every kind of problem', () => {
    for (const role of roles) expect(text).toContain(`<td><code>${role}</code></td>`)
    for (const kind of Object.keys(refusals)) expect(text).toContain(`<code>urn:service-desk:problem:${kind}</code>`)
  })

  it('fetches nothing from anywhere', () => {
    expect(text).not.toMatch(/<(script|img|iframe|object|embed|video|audio|base|form)\b/)
    // The examples tell of addresses; they are text, and nothing follows them.
    expect(text.replace(/<pre[^>]*><code>[\s\S]*?<\/code><\/pre>/g, '')).not.toMatch(/https?:\/\//)
    expect(text).not.toMatch(/@import|url\(/)
    expect(attributes('src')).toEqual([])
    expect(new Set(attributes('href').filter((target) => !target?.startsWith('#')))).toEqual(
      new Set(['data:,', 'openapi.json']),
    )
  })

  it('is allowed its own style and nothing else', () => {
    const style = /<style>([\s\S]*)<\/style>/.exec(text)?.[1] ?? ''
    expect(policy).toContain("default-src 'none'")
    expect(policy).toContain(`style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'`)
    expect(policy).not.toMatch(/unsafe|https?:|\*/)
    expect(attributes('style')).toEqual([])
  })

  it('has no link that leads nowhere, and no name twice', () => {
    const ids = attributes('id')
    expect(ids.length).toBe(new Set(ids).size)
    const targets = attributes('href').filter((target) => target?.startsWith('#'))
    expect(targets.filter((target) => !ids.includes(target?.slice(1)))).toEqual([])
  })

  it('shows what it is given as text, never as markup', () => {
    expect(html`<p>${'<script>alert("&")</script>'}</p>`.text).toBe(
      '<p>&lt;script&gt;alert(&quot;&amp;&quot;)&lt;/script&gt;</p>',
    )
    expect(inline('**a<b** and `c<d`').text).toBe('<strong>a&lt;b</strong> and <code>c&lt;d</code>')
  })

  it('reads headings, lists, tables and code', () => {
    const shown = markdown('## A title\nSaid.\n\n- one\n- two\n\n| H |\n| --- |\n| c |\n\n```\nx < y\n```').text
    expect(shown.replaceAll('\n', '')).toBe(
      '<h2 id="a-title">A title</h2><p>Said.</p><ul><li>one</li><li>two</li></ul><div class="wide"><table><thead><tr><th scope="col">H</th></tr></thead><tbody><tr><td>c</td></tr></tbody></table></div><pre><code>x &lt; y</code></pre>',
    )
  })
})
