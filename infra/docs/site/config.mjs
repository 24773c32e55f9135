import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** What the pages are, written beside them when they were gathered. */
const { sidebar } = JSON.parse(readFileSync(join(import.meta.dirname, 'navigation.json'), 'utf8'))

/** As GitHub makes an anchor of a heading, so that links hold in both places. */
const slugify = (heading) =>
  heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
    .replaceAll(' ', '-')

export default {
  title: 'Service desk',
  description: 'A serverless service desk: how to use it, look after it, and build on it',
  lang: 'en',
  cleanUrls: false,
  lastUpdated: false,
  outDir: '../site',
  cacheDir: '../cache',
  markdown: {
    // Pages are plain Markdown: what looks like HTML, or like a template of Vue, is text.
    html: false,
    attrs: { disable: true },
    anchor: { slugify },
    config(md) {
      const fence = md.renderer.rules.fence
      md.renderer.rules.fence = (tokens, at, options, env, self) => {
        const { info, content } = tokens[at]
        if (info.trim() !== 'mermaid') return fence(tokens, at, options, env, self)
        return `<pre class="mermaid">${md.utils.escapeHtml(content)}</pre>`
      }
      const render = md.render.bind(md)
      md.render = (source, env) => `<div v-pre>${render(source.replaceAll(/^<!--.*-->$/gm, ''), env)}</div>`
      const renderAsync = md.renderAsync?.bind(md)
      if (renderAsync)
        md.renderAsync = async (source, env) =>
          `<div v-pre>${await renderAsync(source.replaceAll(/^<!--.*-->$/gm, ''), env)}</div>`
    },
  },
  themeConfig: {
    sidebar,
    outline: { level: [2, 3] },
    search: { provider: 'local' },
    docFooter: { prev: false, next: false },
  },
  vite: { build: { chunkSizeWarningLimit: 2000 } },
}
