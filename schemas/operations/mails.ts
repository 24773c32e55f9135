import * as z from 'zod'
import { Mail, RawMail, WholeMail } from '../mail.ts'
import { operation, staff } from './operation.ts'
import { Cursor, Limit, page } from './paging.ts'
import { TicketParams, TicketPathId } from './ticket-id.ts'

const MailParams = z.strictObject({
  id: TicketPathId,
  mail: z.string().max(64).meta({ example: 'mal_01JD0000000000000000MA11N1' }),
})

const common = { roles: staff, tag: 'Mail' } as const

export const listMails = operation({
  ...common,
  method: 'get',
  path: '/tickets/{id}/mails',
  params: TicketParams,
  query: z.strictObject({ limit: Limit, cursor: Cursor }),
  answer: page(Mail).meta({ id: 'MailPage' }),
  summary: 'The mails of a ticket, in and out, newest first',
  description:
    'By when what they tell of happened: one that waited for a quiet night or a calendar stands where it would have stood, and `at` says when it went; an answer stands above the mail that it answers. With those of tickets that are merged into it: what each became or what became of it, what servers say of it, and why somebody should look twice.',
})

export const getMail = operation({
  ...common,
  method: 'get',
  path: '/tickets/{id}/mails/{mail}',
  params: MailParams,
  answer: WholeMail,
  summary: 'A mail of a ticket with all that it says',
  description:
    'One that came in is read anew from the mail as it came, with what its author quoted; as long as that is kept. One that went out is shown as it was sent, without the links that are for its reader alone.',
})

export const fetchRawMail = operation({
  ...common,
  method: 'get',
  path: '/tickets/{id}/mails/{mail}/raw',
  params: MailParams,
  answer: RawMail,
  refusals: ['conflict'],
  summary: 'Where a mail can be fetched as it came, for five minutes',
  description:
    'As `message/rfc822`, with its files, which nothing has looked through: open it with care. One in which a virus was found is not given out, and one that went out never came.',
})
