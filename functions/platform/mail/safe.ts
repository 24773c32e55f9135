import { sanitise } from '../markup/sanitise.ts'
import { isBeyondReason } from './html-words.ts'

/** The HTML of a mail, safe to show; nothing where it is built to take long, or deeper than anybody can read. */
export function safeToShow(html: string): string | undefined {
  if (isBeyondReason(html)) return undefined
  try {
    return sanitise(html)
  } catch (fault) {
    if (fault instanceof RangeError) return undefined
    throw fault
  }
}
