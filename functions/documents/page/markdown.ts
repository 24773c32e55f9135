import { type Html, html } from '../../platform/markup/html.ts'

/** The anchor of a heading. */
export const anchor = (heading: string) => heading.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')

export const headings = (markdown: string) => [...markdown.matchAll(/^## (.+)$/gm)].map(([, text = '']) => text)

/** Code and bold: all that our sentences use. */
export function inline(text: string): Html {
  const parts = text.split(/(`[^`]+`|\*\*[^*]+\*\*)/)
  return html`${parts.map((part) => {
    if (part.startsWith('`') && part.length > 1) return html`<code>${part.slice(1, -1)}</code>`
    if (part.startsWith('**')) return html`<strong>${part.slice(2, -2)}</strong>`
    return part
  })}`
}

const cells = (row: string) =>
  row
    .split('|')
    .slice(1, -1)
    .map((cell) => inline(cell.trim()))

function block(text: string): Html {
  const lines = text.split('\n')
  const [first = '', , ...rest] = lines
  if (first.startsWith('## ')) {
    const below = lines.slice(1).join('\n').trim()
    const heading = first.slice(3)
    return html`<h2 id="${anchor(heading)}">${heading}</h2>${below && block(below)}`
  }
  if (first.startsWith('```')) return html`<pre><code>${lines.slice(1, -1).join('\n')}</code></pre>`
  if (first.startsWith('- ')) return html`<ul>${lines.map((line) => html`<li>${inline(line.slice(2))}</li>`)}</ul>`
  if (!first.startsWith('| ')) return html`<p>${inline(text)}</p>`
  return html`<div class="wide"><table><thead><tr>${cells(first).map((cell) => html`<th scope="col">${cell}</th>`)}</tr></thead>
<tbody>${rest.map((row) => html`<tr>${cells(row).map((cell) => html`<td>${cell}</td>`)}</tr>`)}</tbody></table></div>`
}

/** The Markdown of our own documents: headings, paragraphs, lists, tables and code, with blank lines between. */
export const markdown = (text: string): Html =>
  html`${text
    .trim()
    .split(/\n{2,}/)
    .map(block)}`
