import { decide } from '../../../domain/lifecycle.ts'
import { isNews, isTold, type Outcome } from '../../../domain/mail/outcome.ts'
import { mailBounced, mailComplained } from '../../../domain/mail/told.ts'
import { system } from '../../../schemas/actor.ts'
import type { Counted } from '../../../schemas/measures.ts'
import { untilWon } from '../retry.ts'
import { commitChange } from '../table/commit.ts'
import { deskOf } from '../table/desk.ts'
import { changeMail, loadMail, type MailOut, mailChange } from '../table/mails.ts'
import type { Message } from '../table/messages.ts'
import { loadTicket } from '../table/tickets.ts'
import { count } from '../telemetry.ts'
import { noteAddress } from './suppression.ts'

/**
 * Writes down what became of a mail that went out: at its address, on the mail, and where somebody should know also in the
 * history of its ticket, from which its agent is told. Once, however often and in whatever order it is told; what is known
 * already is passed over. Gives the mail as it is then; undefined where there is none.
 */
export async function noteOutcome(
  { ticket, mail: id }: Message,
  outcome: Outcome,
  correlationId: string,
): Promise<MailOut | undefined> {
  const found = await loadMail(ticket, id)
  if (found?.direction !== 'out') return undefined
  await noteAddress(found.to, outcome, correlationId)
  if (!isNews(found.state, outcome)) return found
  const after = await (isTold(outcome) ? tell(found, outcome, correlationId) : write(found, outcome))
  count(counters[outcome.state])
  return after
}

const counters: Record<Outcome['state'], Counted> = {
  delivered: 'MailsDelivered',
  delayed: 'MailsDelayed',
  bounced: 'MailsBounced',
  complained: 'MailsComplained',
  suppressed: 'MailsSuppressed',
  failed: 'MailsFailed',
}

const become = (mail: MailOut, { state, at, diagnostic }: Outcome): MailOut => ({
  ...mail,
  state,
  stateAt: at,
  ...(diagnostic && { diagnostic }),
})

const write = async ({ ticket, id }: MailOut, outcome: Outcome) =>
  (await changeMail(ticket, id, (mail) =>
    mail.direction === 'out' && isNews(mail.state, outcome) ? become(mail, outcome) : undefined,
  )) as MailOut | undefined

/** The mail and the ticket's event in one transaction: a duplicate finds both. Of what is archived, only the mail. */
const tell = (found: MailOut, outcome: Outcome, correlationId: string): Promise<MailOut | undefined> =>
  untilWon(async () => {
    const [mail, { loaded }] = await Promise.all([loadMail(found.ticket, found.id), loadTicket(found.ticket)])
    if (mail?.direction !== 'out' || !isNews(mail.state, outcome)) return found
    if (!loaded || loaded.ticket.archivedAt) return write(mail, outcome)
    const { state, permanent = false, status } = outcome
    const rule = state === 'complained' ? mailComplained(mail.id) : mailBounced(mail.id, permanent, status)
    const now = new Date().toISOString()
    const decision = decide(loaded.ticket, rule, system, await deskOf(loaded.ticket), now)
    const after = become(mail, outcome)
    const writes = [mailChange(mail, after)]
    return (await commitChange(loaded, { decision, correlationId, writes })).is === 'committed' ? after : undefined
  })
