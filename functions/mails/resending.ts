import { ulid } from 'ulid'
import { suppressionOf } from '../../domain/mail/outcome.ts'
import { mailResent } from '../../domain/mail/told.ts'
import { notFound, Refusal } from '../../domain/refusal.ts'
import type { Ticket } from '../../domain/ticket.ts'
import type { resendMail } from '../../schemas/operations/outgoing-mails.ts'
import type { Request } from '../platform/http/edge.ts'
import { filledLetter } from '../platform/mail/kept-letter.ts'
import { loadCorrespondent } from '../platform/table/correspondents.ts'
import { contacts } from '../platform/table/customers.ts'
import { loadMail, type MailOut, mailChange, mailPut } from '../platform/table/mails.ts'
import { findPerson } from '../platform/table/people.ts'
import { loadRecord } from '../platform/table/records.ts'
import { change } from '../platform/tickets/command.ts'
import { mailFor } from './seeing.ts'
import { shownOut } from './shown.ts'

/**
 * Has a mail sent again: the one that repeats it, that it does, and the ticket's event in one transaction. The notifier hears
 * the event and sends it, as often as SES needs.
 */
export async function resend(request: Request<typeof resendMail>) {
  const { mail: asked } = await mailFor(request)
  let again: MailOut | undefined
  // The version of the ticket is nothing that a mail depends on.
  return change(
    { ...request, ifMatch: undefined },
    asked.ticket,
    async ({ ticket }) => {
      const old = await resendable(ticket, asked.id)
      again = repeating(old, await addressNow(old, ticket), request.now)
      const { id } = again
      const writes = [mailPut(again), mailChange(old, { ...old, resentAs: id })]
      return { command: mailResent(old.id, id), evenMerged: true, writes: () => writes }
    },
    () => request.answer(shownOut(again as MailOut)),
  )
}

function repeating(old: MailOut, to: string, now: string): MailOut {
  const { messageId: _, sesId: __, diagnostic: ___, stateAt: ____, ...same } = old
  return { ...same, id: `mal_${ulid(Date.parse(now))}`, at: now, to, state: 'sending', resentOf: old.id, version: 1 }
}

/** A mail that went out and may go again; refuses what came in, what was repeated already, and what has nothing to say any more. */
async function resendable(ticket: Ticket, id: string): Promise<MailOut> {
  const mail = await loadMail(ticket.number, id)
  if (!mail) throw notFound()
  if (mail.direction === 'in') throw new Refusal('conflict', 'This mail came in: there is nothing to send again.')
  if (mail.resentAs) throw new Refusal('conflict', `It was sent again already, as ${mail.resentAs}.`)
  if (mail.state === 'sending') throw new Refusal('conflict', 'It is being sent at this moment.')
  if (!mail.content || !(await filledLetter(mail.content.letter, ticket))) {
    throw new Refusal('conflict', 'What it said was taken away since, or is for staff only by now.')
  }
  return mail
}

/** Where its reader is reached by now: the first of their addresses that is written to. Refuses where there is none. */
async function addressNow(mail: MailOut, ticket: Ticket): Promise<string> {
  const addresses = await addressesOf(mail, ticket)
  let refusal = new Refusal('conflict', 'Its reader has no address any more.')
  for (const address of addresses) {
    const suppression = suppressionOf(await loadCorrespondent(address))
    if (!suppression) return address
    const why = { bounced: 'mail to it came back for good', complained: 'its reader called a mail unwanted' }
    refusal = new Refusal(
      'conflict',
      `The address is not written to since ${suppression.since}: ${why[suppression.because]}. Correct it, or lift that first.`,
    )
  }
  throw refusal
}

/** What the ticket says of who asked comes before what their record says. */
async function addressesOf({ person: id, to }: MailOut, { requester, contact }: Ticket): Promise<string[]> {
  if (!id) return [to]
  const known = await loadRecord(contacts, { id })
  // What is remembered of people is a minute old: somebody may have corrected the address just now.
  const current = known?.mergedInto ? await loadRecord(contacts, { id: known.mergedInto }) : known
  if (known?.erasingAt || current?.erasingAt) return []
  const onTicket = id === requester && contact?.email ? [contact.email] : []
  if (current) return [...onTicket, ...current.emails.slice(0, 1).map(({ address }) => address)]
  if (onTicket.length > 0) return onTicket
  // Of the desk's own people, or a team with a mailbox.
  const found = await findPerson(id)
  return found?.active === false ? [] : [found?.email ?? to]
}
