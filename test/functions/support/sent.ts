import type { SendEmailCommandInput } from '@aws-sdk/client-sesv2'
import type { Incoming } from '../../../domain/mail/incoming.ts'
import { parse } from '../../../functions/platform/mail/parse.ts'

/** A mail that SES was given, as its reader's program takes it apart. */
export interface Sent extends Incoming {
  /** Whom SES was told to give it to. */
  recipient: string
  /** A header by its name in lower case. */
  header(name: string): string | undefined
  raw: string
}

/** The mails that SES was given, in their order. */
export const sentMails = (desk: { mails: readonly SendEmailCommandInput[] }): Promise<Sent[]> =>
  Promise.all(desk.mails.map(read))

async function read({ Destination, Content }: SendEmailCommandInput): Promise<Sent> {
  const raw = Content?.Raw?.Data
  if (!raw) throw new Error('SES was given a mail that is not raw')
  const mail = await parse(raw)
  if ('unreadable' in mail) throw new Error(`A mail of ours is unreadable: ${mail.unreadable}`)
  return {
    ...mail,
    recipient: Destination?.ToAddresses?.[0] ?? '',
    header: (name) => mail.headers.find(({ key }) => key === name)?.value,
    raw: Buffer.from(raw).toString(),
  }
}
