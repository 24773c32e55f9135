import { type HalfLink, has, link, otherHalf, unlink } from '../../domain/links.ts'
import { invalid, notFound } from '../../domain/refusal.ts'
import { maySee } from '../../domain/visibility.ts'
import type { Link } from '../../schemas/link.ts'
import type { linkTicket, listLinks, unlinkTicket } from '../../schemas/operations/joining.ts'
import type { Request } from '../platform/http/edge.ts'
import { linkDelete, linkPut, linksOf } from '../platform/table/links.ts'
import { readTogether } from '../platform/table/merged.ts'
import type { StoredAnswer } from '../platform/table/requests.ts'
import { loadHeads } from '../platform/table/tickets.ts'
import { type Joining, join } from '../platform/tickets/joining.ts'
import { ticketFor } from '../platform/tickets/seeing.ts'

/** The links of a ticket, and of what is merged into it, to those that the caller may see: three requests, and one for each merged. */
export async function linksForCaller({ actor, params, answer }: Request<typeof listLinks>): Promise<StoredAnswer> {
  const [ticket, own] = await Promise.all([ticketFor(actor, params.id), linksOf(params.id)])
  const [number, ...merged] = await readTogether(ticket, actor)
  const theirs = await Promise.all(merged.map(async (of) => (await linksOf(of)).map((half) => ({ ...half, of }))))
  const links = [...own, ...theirs.flat()].filter((half) => half.ticket !== number && !merged.includes(half.ticket))
  const others = await loadHeads(links.map((half) => half.ticket))
  const items = links.flatMap((half): Link[] => {
    const other = others.get(half.ticket)
    return other && maySee(actor, other) ? [{ ...half, title: other.title, status: other.status }] : []
  })
  return answer({ items })
}

/** Links a ticket to another that the caller may see; what is so already stays so. */
export function linkForStaff(request: Request<typeof linkTicket>): Promise<StoredAnswer> {
  const { actor, body, params } = request
  const half: HalfLink = body
  let shown: Link
  const joining: Joining = {
    others: () => [half.ticket],
    async parts(ticket, others) {
      const other = half.ticket === ticket.number ? ticket : others.get(half.ticket)
      if (!other || !maySee(actor, other)) throw invalid('ticket', 'is not known', 'the number of a ticket')
      shown = { ...body, title: other.title, status: other.status }
      const back = otherHalf(ticket, half.type)
      const [own, theirs] = await Promise.all([linksOf(ticket.number), linksOf(other.number)])
      const first = { ticket, rule: link(half, own) }
      if (other === ticket || has(own, half)) return [first]
      return [
        { ...first, writes: [linkPut(ticket.number, half)] },
        { ticket: other, rule: link(back, theirs), writes: [linkPut(other.number, back)] },
      ]
    },
  }
  return join(request, params.id, joining, () => request.answer(shown))
}

/** Takes both halves of a link away; one to a ticket that the caller may not see is not there. */
export function unlinkForStaff(request: Request<typeof unlinkTicket>): Promise<StoredAnswer> {
  const { actor, params } = request
  const half: HalfLink = { type: params.type, ticket: params.ticket }
  const joining: Joining = {
    others: () => [half.ticket],
    async parts(ticket, others) {
      const other = others.get(half.ticket)
      const own = await linksOf(ticket.number)
      if (!other || !maySee(actor, other) || !has(own, half)) throw notFound()
      const back = otherHalf(ticket, half.type)
      return [
        { ticket, rule: unlink(half, own), writes: [linkDelete(ticket.number, half)] },
        { ticket: other, rule: unlink(back, [back]), writes: [linkDelete(other.number, back)] },
      ]
    },
  }
  return join(request, params.id, joining, () => request.nothing())
}
