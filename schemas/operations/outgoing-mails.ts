import * as z from 'zod'
import { EmailAddress } from '../contact.ts'
import { MailOut, MailTrouble } from '../mail.ts'
import { Suppression } from '../suppression.ts'
import { operation, staff } from './operation.ts'
import { Cursor, Limit, page } from './paging.ts'
import { agents } from './record-forms.ts'
import { TicketPathId } from './ticket-id.ts'

const tag = 'Mail'

export const resendMail = operation({
  tag,
  roles: staff,
  method: 'post',
  path: '/tickets/{id}/mails/{mail}/resend',
  params: z.strictObject({
    id: TicketPathId,
    mail: z.string().max(64).meta({ example: 'mal_01JD0000000000000000MA11N1' }),
  }),
  status: 202,
  answer: MailOut,
  refusals: ['conflict'],
  summary: 'Send a mail again',
  done: 'Taken on: this is the mail that repeats it. What becomes of it is seen where the mails of the ticket are.',
  description:
    'The same letter, once, to where its reader is reached by now: correct the address first where it was wrong. Refused for what came in, what was sent again already, a letter whose words were taken away, and an address that is not written to (`DELETE /suppressions/{address}` lifts that).',
})

export const listTroubledMails = operation({
  tag,
  roles: agents,
  method: 'get',
  path: '/mails',
  query: z.strictObject({
    state: MailTrouble.meta({ description: 'What went wrong' }),
    limit: Limit,
    cursor: Cursor,
  }),
  answer: page(MailOut).meta({ id: 'TroubledMailPage' }),
  summary: 'The mails of all tickets that did not come, or were not wanted; the last first',
  description: 'Those that were sent again since are left out: the mail that repeats one stands for it.',
})

export const listSuppressions = operation({
  tag,
  roles: agents,
  method: 'get',
  path: '/suppressions',
  query: z.strictObject({ limit: Limit, cursor: Cursor }),
  answer: page(Suppression).meta({ id: 'SuppressionPage' }),
  summary: 'The addresses that nothing automatic goes to, the last first',
  description:
    'Mail to them came back for good, or their reader called one unwanted. The contact whose address it is says so, too.',
})

export const liftSuppression = operation({
  tag,
  roles: ['supervisor', 'manager', 'admin'],
  method: 'delete',
  path: '/suppressions/{address}',
  params: z.strictObject({ address: EmailAddress.meta({ example: 'anna@example.com' }) }),
  status: 204,
  answer: 'nothing',
  summary: 'Write to an address again',
  description:
    "Here, on its contact, and on the account's suppression list of SES. What did not go meanwhile does not go now: send it again where it matters. An address that is still gone comes back.",
})
