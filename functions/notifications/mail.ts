import { SESv2Client, SendEmailCommand } from '@aws-sdk/client-sesv2'
import { environment } from '../platform/environment.ts'
import { patience } from '../platform/patience.ts'

export interface Mail {
  subject: string
  text: string
}

const mail = new SESv2Client({ requestHandler: patience })

/** Sends a plain mail of the desk's own; it says that a machine wrote it, so that no other machine answers (RFC 3834). */
export async function sendMail(to: string, { subject, text }: Mail): Promise<void> {
  await mail.send(
    new SendEmailCommand({
      FromEmailAddress: environment('MAIL_FROM'),
      Destination: { ToAddresses: [to] },
      Content: {
        Simple: {
          Subject: { Data: subject },
          Body: { Text: { Data: text } },
          Headers: [{ Name: 'Auto-Submitted', Value: 'auto-generated' }],
        },
      },
    }),
  )
}
