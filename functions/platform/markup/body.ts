import type { BodyFormat } from '../../../schemas/comment.ts'
import { escaped, harmless } from './characters.ts'
import { htmlOfMarkdown } from './markdown.ts'
import { plainText } from './plain.ts'
import { sanitise } from './sanitise.ts'

/** A body as it may be shown: sanitised HTML, and the plain text of it. */
export interface Rendered {
  html: string
  text: string
}

/** No text of the size that is taken becomes longer than this, but for those who try. */
const mostHtml = 512 * 1024

/**
 * Renders what somebody wrote. What shows nothing by itself (a lone script), or is nested or blown up beyond reason, is
 * shown as the very text it was written as: so nothing is lost, and the text is never empty for a body that is not.
 */
export function render(format: BodyFormat, source: string): Rendered {
  const html = attempt(() => sanitise(format === 'markdown' ? htmlOfMarkdown(source) : source))
  const text = html === undefined ? '' : plainText(html)
  if (html !== undefined && text && html.length <= mostHtml) return { html, text }
  const shown = harmless(source).trim() || '…'
  return { html: `<pre>${escaped(shown)}</pre>`, text: shown }
}

function attempt(make: () => string): string | undefined {
  try {
    return make()
  } catch (fault) {
    if (fault instanceof RangeError) return undefined
    throw fault
  }
}
