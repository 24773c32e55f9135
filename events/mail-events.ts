import * as z from 'zod'
import { MailId } from '../schemas/ids.ts'

/** What became of a mail about a ticket, where somebody should know: never to whom it went, or what it said. */
export const mailEvents = {
  'mail.bounced': z.strictObject({
    mail: MailId,
    permanent: z.boolean().meta({ description: 'Whether its address will never take one' }),
    status: z
      .string()
      .regex(/^\d\.\d{1,3}\.\d{1,3}$/)
      .optional()
      .meta({ description: 'Enhanced status code (RFC 3463)', example: '5.1.1' }),
  }),
  'mail.complained': z.strictObject({ mail: MailId }),
  'mail.resent': z.strictObject({ mail: MailId, as: MailId.meta({ description: 'The mail that repeats it' }) }),
} as const
