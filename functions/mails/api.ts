import { Refusal } from '../../domain/refusal.ts'
import { plus } from '../../domain/time.ts'
import * as operations from '../../schemas/operations/mails.ts'
import * as outgoing from '../../schemas/operations/outgoing-mails.ts'
import { openCursor, sealCursor } from '../platform/http/cursor.ts'
import { edge } from '../platform/http/edge.ts'
import { isRawKept, presignRaw, rawSeconds } from '../platform/mail/intake.ts'
import { listMails } from '../platform/table/mails.ts'
import { readTogether } from '../platform/table/merged.ts'
import { ticketFor } from '../platform/tickets/seeing.ts'
import { resend } from './resending.ts'
import { mailFor } from './seeing.ts'
import { shown, wholeIn, wholeOut } from './shown.ts'
import { lift, suppressed } from './suppressions.ts'
import { troubled } from './troubled.ts'

export const handler = edge(
  { ...operations, ...outgoing },
  {
    resendMail: resend,
    listTroubledMails: troubled,
    listSuppressions: suppressed,
    liftSuppression: lift,

    async listMails(request) {
      const { actor, params, query } = request
      const ticket = await ticketFor(actor, params.id)
      const owner = `mails ${ticket.number} ${actor.id}`
      const after = query.cursor && openCursor(query.cursor, owner)
      const { items, next } = await listMails(await readTogether(ticket, actor), { limit: query.limit, after })
      return request.answer({ items: items.map(shown), ...(next && { next: sealCursor(next, owner) }) })
    },

    async getMail(request) {
      const { ticket, mail } = await mailFor(request)
      return request.answer(mail.direction === 'in' ? await wholeIn(mail) : await wholeOut(mail, ticket))
    },

    async fetchRawMail(request) {
      const { mail } = await mailFor(request)
      if (mail.direction === 'out') throw new Refusal('conflict', 'The mail went out: there is none that came.')
      if (mail.verdicts?.virus === 'fail')
        throw new Refusal('conflict', 'A virus was found in it: it is not given out.')
      if (!(await isRawKept(mail.objectKey))) {
        throw new Refusal('conflict', 'The mail is not kept as it came any more.')
      }
      const url = await presignRaw(mail.objectKey, mail.id)
      return request.answer({ url, expiresAt: plus(request.now, rawSeconds * 1000) })
    },
  },
)
