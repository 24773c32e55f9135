import { plainText } from '../markup/plain.ts'
import { sanitise } from '../markup/sanitise.ts'

/** So much HTML is turned into text; the rest of it is in the HTML only. */
const mostHtml = 4 * 1024 * 1024
/** Elements within each other; tags and entities within one line. Beyond that no program writes, and reading takes the square. */
const deepest = 300
const mostInLine = 3000

/** HTML's words, as a mail without HTML has them. Of what is built to take long, what stands between its tags. */
export function wordsOf(html: string, found: (problem: string) => void): string {
  const read = html.slice(0, mostHtml)
  if (read.length < html.length) found('html-cut')
  if (!isBeyondReason(read))
    try {
      return plainText(sanitise(read))
    } catch (fault) {
      if (!(fault instanceof RangeError)) throw fault
    }
  found('html-simplified')
  const bare = read.replace(lines, '\n$&').replace(/<[a-z/!?][^<>]*>?/gi, '')
  const signs: Record<string, string> = { amp: '&', lt: '<', gt: '>', nbsp: ' ', quot: '"' }
  return bare.replace(/&(amp|lt|gt|nbsp|quot);/g, (_, name: string) => signs[name] ?? '')
}

const lines =
  /<\/?(?:address|article|blockquote|br|center|div|dd|dl|dt|h[1-6]|hr|li|ol|p|pre|section|table|td|th|tr|ul)\b/gi
/** What has no end, or ends where the next of it begins. */
const ofNoDepth = /^(?:area|base|br|col|dd|dt|embed|hr|img|input|li|link|meta|option|p|source|td|th|tr|wbr)$/i

/** Whether no program writes such HTML, and reading it would take the square of its length. */
export function isBeyondReason(html: string): boolean {
  if (html.split(lines).some((line) => line.length > mostInLine && line.split(/[<&]/).length > mostInLine)) return true
  let depth = 0
  for (const [, end, name = ''] of html.matchAll(/<(\/?)([a-z][a-z0-9]*)/gi)) {
    if (ofNoDepth.test(name)) continue
    depth = end ? Math.max(0, depth - 1) : depth + 1
    if (depth > deepest) return true
  }
  return false
}
