import { type Failed, returnedAs } from '../../../domain/mail/returned.ts'
import type { Trust } from '../../../domain/mail/thread.ts'
import type { Instant } from '../../../schemas/time.ts'
import { loadMail } from '../table/mails.ts'
import type { Message } from '../table/messages.ts'
import { comparable, domainOf } from './addresses.ts'
import { noteOutcome } from './became.ts'

/** A report of what did not arrive, which came in as a mail. */
export interface Returned {
  at: Instant
  /** Who sent it, as far as it says, and how far that is believed. */
  from?: string | undefined
  trust: Trust
  failed: readonly Failed[]
  /** The mails of ours that it names, by a Message-ID that only we can have made or that SES gave. */
  returned: readonly Message[]
  requestId: string
}

/**
 * Writes down that a mail of ours came back: only where the report names it, and the address that it went to. A report that is made up
 * marks nothing. However often it is told, it counts once.
 */
export async function noteReturned({ at, from, trust, failed, returned, requestId }: Returned): Promise<void> {
  for (const { ticket, mail: id } of returned) {
    const mail = await loadMail(ticket, id)
    if (mail?.direction !== 'out' || mail.state === 'suppressed') continue
    const meant = failed.find(({ address }) => comparable(address) === comparable(mail.to))
    const outcome = meant && returnedAs(meant, mail.at, at, trust === 'good' && speaksFor(from, mail.to))
    if (outcome) await noteOutcome({ ticket, mail: id }, outcome, requestId)
  }
}

/** Whether somebody writes from the domain of an address, or from below it: its own servers do. */
function speaksFor(from: string | undefined, address: string): boolean {
  const [own, domain] = [domainOf(from ?? ''), domainOf(address)]
  return own !== '' && (own === domain || own.endsWith(`.${domain}`))
}
