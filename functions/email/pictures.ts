import { withFiles } from '../platform/mail/pictures.ts'
import type { Reading } from '../platform/mail/reading.ts'
import { attachmentIds } from '../platform/tickets/filing.ts'
import type { Filling } from './words.ts'

/** Fills in the attachments that the pictures of a mail become on its ticket. */
export function filling(mail: string, { mail: { html, parts } }: Reading, internal: boolean): Filling {
  if (!parts.some(({ inline }) => inline)) return (shown) => shown
  const ids = attachmentIds(mail, parts, internal)
  return (shown) => withFiles(shown, parts, ids, html)
}
