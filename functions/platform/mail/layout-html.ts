import { escaped, harmless, oneLine } from '../markup/characters.ts'
import type { Framed } from './layout.ts'
import type { Block } from './letter.ts'

/**
 * The only colours: words have that of the reader's own scheme, light or dark, and links are underlined. A button brings its
 * own ground; a line is seen on either (contrast: WCAG 2.2, 1.4.3 and 1.4.11).
 */
export const colours = { button: '#1d5fae', onButton: '#ffffff', line: '#808890' } as const

const font = "font:16px/1.5 system-ui,-apple-system,'Segoe UI',Roboto,Arial,sans-serif"
const small = 'font-size:13px;line-height:1.5'
const link = 'color:inherit;text-decoration:underline'

/** A letter as HTML: no pictures, no fonts, nothing that is loaded. Tables only for what Outlook shows nowhere else. */
export function asHtml({ subject, blocks, frame, marker }: Framed): string {
  const { language, name, signature, unsubscribe } = frame
  const preview = blocks.filter(({ is }) => is === 'paragraph' || is === 'quote')[1] ?? blocks[0]
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<title>${escaped(oneLine(subject))}</title>
<style>:root{color-scheme:light dark;supported-color-schemes:light dark}</style>
</head>
<body style="margin:0;padding:16px;${font}">
<div style="display:none;max-height:0;overflow:hidden;mso-hide:all">${preview && 'text' in preview ? escaped(oneLine(preview.text ?? '', 120)) : ''}</div>
<!--[if mso]><table role="presentation" width="600" align="center"><tr><td><![endif]-->
<div role="article" aria-label="${escaped(oneLine(subject))}" style="max-width:600px;margin:0 auto;overflow-wrap:anywhere">
${[
  marker && `<p style="margin:0 0 16px;${small}">${escaped(marker)}</p>`,
  name &&
    `<p style="margin:0 0 16px;padding:0 0 8px;border-bottom:1px solid ${colours.line};font-weight:bold" dir="auto">${escaped(oneLine(name))}</p>`,
  ...blocks.map(blockHtml),
  signature && `<p style="margin:24px 0 0;${small}" dir="auto">${inLines(signature)}</p>`,
  unsubscribe && blockHtml({ is: 'small', link: unsubscribe }),
]
  .filter((part) => part)
  .join('\n')}
</div>
<!--[if mso]></td></tr></table><![endif]-->
</body>
</html>
`
}

const inLines = (text: string) => escaped(harmless(text)).replace(/\n/g, '<br>\n')
const paragraph = (text: string) => `<p style="margin:0 0 16px">${inLines(text)}</p>`
const anchor = (label: string, url: string) =>
  `<a href="${escaped(url)}" style="${link}" dir="auto">${escaped(oneLine(label))}</a>`

function blockHtml(block: Block): string {
  switch (block.is) {
    case 'paragraph':
      return paragraph(block.text)
    case 'heading':
      return `<h2 style="margin:24px 0 8px;font-size:18px;line-height:1.3" dir="auto">${escaped(oneLine(block.text))}</h2>`
    case 'quote': {
      const words = block.html ?? inLines(block.text)
      const by = block.by ? `<p style="margin:0 0 8px;${small}" dir="auto">${escaped(oneLine(block.by))}:</p>\n` : ''
      return `${by}<blockquote dir="auto" style="margin:0 0 16px;padding:4px 0 4px 12px;border-left:3px solid ${colours.line};border-right:0">${words}</blockquote>`
    }
    case 'button':
      return row(button(block.label, block.url))
    case 'choice':
      return isBrief(block.choices)
        ? row(block.choices.map(({ label, hint, url }) => button(label, url, hint)).join('<td width="8"></td>'))
        : block.choices.map(({ label, hint, url }) => row(button(label, url, hint))).join('\n')
    case 'links': {
      const title = block.title ? `<p style="margin:0 0 4px">${escaped(oneLine(block.title))}:</p>\n` : ''
      const items = block.links.map(
        ({ label, url }) => `<li dir="auto">${url ? anchor(label, url) : escaped(oneLine(label))}</li>`,
      )
      return `${title}<ul style="margin:0 0 16px;padding:0 0 0 24px">${items.join('\n')}</ul>`
    }
    case 'facts':
      return `<table style="margin:0 0 16px;border-collapse:collapse;${font}">${block.facts.map(fact).join('\n')}</table>`
    case 'small':
      return `<p style="margin:16px 0 0;${small}">${[block.text && inLines(block.text), block.link && anchor(block.link.label, block.link.url)].filter((part) => part).join(' ')}</p>`
  }
}

const isBrief = (choices: readonly { label: string }[]) => choices.every(({ label }) => label.length <= 3)
const row = (cells: string) =>
  `<table role="presentation" cellpadding="0" cellspacing="0" border="0" style="margin:0 0 16px"><tr>${cells}</tr></table>`

/** Outlook gives the ground of a cell its size, and of nothing else. */
function button(label: string, url?: string, hint?: string): string {
  const { button: ground, onButton } = colours
  const described = hint ? ` title="${escaped(hint)}" aria-label="${escaped(`${label}: ${hint}`)}"` : ''
  const style = `display:inline-block;padding:12px 20px;color:${onButton};font-weight:bold;text-decoration:none`
  const words = escaped(oneLine(label))
  const inner = url
    ? `<a href="${escaped(url)}"${described} style="${style}">${words}</a>`
    : `<span style="${style}">${words}</span>`
  return `<td bgcolor="${ground}" style="background:${ground};border-radius:6px">${inner}</td>`
}

const fact = ({ label, value }: { label: string; value: string }) =>
  `<tr><th scope="row" align="left" style="padding:2px 16px 2px 0;vertical-align:top;font-weight:normal">${escaped(label)}</th><td dir="auto" style="padding:2px 0;vertical-align:top;font-weight:bold">${escaped(oneLine(value))}</td></tr>`
