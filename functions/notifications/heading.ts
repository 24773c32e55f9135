import type { Settings } from '../../schemas/settings.ts'
import { environment } from '../platform/environment.ts'
import { domainOf } from '../platform/mail/addresses.ts'
import type { Message } from '../platform/mail/compose.ts'
import { mailSecrets } from '../platform/mail/secrets.ts'
import { messageId, replyAddress } from '../platform/mail/tokens.ts'
import { loadThread, type MailContent } from '../platform/table/mails.ts'

/** Whose mail it is: the brand's, else the desk's. */
export const senderOf = (settings: Settings, brand: string) => {
  const name = settings.mailName ?? settings.brands[brand]?.name
  return { address: settings.mailFrom ?? environment('MAIL_FROM'), ...(name && { name }) }
}

/** What a mail says of itself, so that no machine answers it (RFC 3834, and what Exchange heeds), and that our own know it again. */
export function markersOf({ nature, unsubscribe }: MailContent, mailbox: string): Record<string, string> {
  const automatic = {
    'Auto-Submitted': nature === 'auto-reply' ? 'auto-replied' : 'auto-generated',
    'X-Auto-Response-Suppress': 'All',
    // What nobody has asked for in this moment is mail to many; an answer to one is not.
    ...(nature === 'auto-reply' ? { Precedence: 'auto_reply' } : unsubscribe && { Precedence: 'bulk' }),
  }
  return {
    ...(nature !== 'reply' && automatic),
    'X-Loop': mailbox,
    // RFC 8058: one click, without a page in between.
    ...(unsubscribe && {
      'List-Unsubscribe': `<${unsubscribe}>`,
      'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
    }),
  }
}

type Thread = Pick<Message, 'messageId' | 'inReplyTo' | 'references' | 'replyTo'>

/**
 * The place of a mail in the thread of its ticket: below a first id of ours that no mail has, and the last mail that came in.
 * Its own stands last, for SES writes another over its Message-ID, and whoever answers names what stood here.
 */
export async function threadOf(
  ticket: string,
  of: string,
  sender: { address: string; name?: string },
  isAnswerable: boolean,
): Promise<Thread> {
  const [secrets, thread] = await Promise.all([mailSecrets(), loadThread(ticket)])
  const domain = domainOf(sender.address)
  const root = messageId(secrets, domain, { number: ticket, of: 'ticket' })
  const own = messageId(secrets, domain, { number: ticket, of })
  const before = thread.references.filter((id) => id !== thread.lastId)
  return {
    messageId: own,
    inReplyTo: thread.lastId ?? root,
    references: [...new Set([root, ...before, ...(thread.lastId ? [thread.lastId] : []), own])],
    replyTo: isAnswerable ? { ...sender, address: replyAddress(secrets, sender.address, ticket) } : undefined,
  }
}
