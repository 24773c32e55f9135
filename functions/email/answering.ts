import { loadMail } from '../platform/table/mails.ts'
import type { Message } from '../platform/table/messages.ts'

/** Whether a mail answers one of the desk's own that nobody has written. */
export const answersAutomatic = async (answers: readonly Message[]): Promise<boolean> =>
  (await Promise.all(answers.map(isAutomatic))).some(Boolean)

async function isAutomatic({ ticket, mail }: Message): Promise<boolean> {
  const kept = await loadMail(ticket, mail)
  return kept?.direction === 'out' && kept.content?.nature !== 'reply'
}
