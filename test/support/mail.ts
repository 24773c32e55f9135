import type { SentMail } from '../../infra/local/mail/outbox.ts'
import type { Outputs } from '../../infra/local/outputs.ts'

/** The mails that went out about a ticket, oldest first: `supervisor@desk.example: …`, without the ticket's number. */
export async function mailsAbout({ outboxUrl }: Pick<Outputs, 'outboxUrl'>, ticket: string): Promise<string[]> {
  const answer = await fetch(`${outboxUrl}/mails.json?limit=1000&about=${encodeURIComponent(`[${ticket}]`)}`)
  const { mails } = (await answer.json()) as { mails: SentMail[] }
  return mails
    .toReversed()
    .flatMap(({ recipients, subject }) => recipients.map((to) => `${to}: ${subject.replace(`[${ticket}] `, '')}`))
}
