import { NewComment } from '../../schemas/comment.ts'
import type { replyByLink } from '../../schemas/operations/track.ts'
import type { Request } from '../platform/http/edge.ts'
import { tokenOf } from '../platform/mail/links.ts'
import { mailSecrets } from '../platform/mail/secrets.ts'
import type { StoredAnswer } from '../platform/table/requests.ts'
import { addComment } from '../platform/tickets/commenting.ts'
import { conversation } from './conversation.ts'
import { seeOther } from './page.ts'
import { check, type Visitor, visitorBy } from './visitor.ts'
import { asHtml, linesOf, onceOf, wrongWith } from './written.ts'

/** What is written in the box of the page: the same as a customer's comment. */
export async function reply(request: Request<typeof replyByLink>): Promise<StoredAnswer> {
  const { now, body } = request
  const visitor = await visitorBy('track', request)
  const text = linesOf(body.text)
  const wrong = wrongWith(text, visitor.words)
  if (wrong !== undefined) return conversation(visitor, now, { text, wrong })
  return say(visitor, request, text)
}

async function say(visitor: Visitor, { now, requestId, body }: Request<typeof replyByLink>, text: string) {
  const { actor, link, token, loaded } = visitor
  const secrets = await mailSecrets()
  const once = onceOf(visitor, 'replyByLink', now, body.key, text)
  const asking = { actor, now, requestId, ifMatch: undefined, once }
  return addComment(
    asking,
    loaded.ticket.number,
    NewComment.parse({ body: asHtml(text), format: 'html' }),
    (comment, { ticket }) => {
      if (comment.ticket === loaded.ticket.number) {
        check('track', link, ticket, actor)
        return seeOther(`../${token}?done=replied#conversation`)
      }
      // It came too late: whoever wrote it is shown what it has begun.
      return seeOther(`../${tokenOf(secrets, 'track', ticket, link)}?done=followed`)
    },
  )
}
