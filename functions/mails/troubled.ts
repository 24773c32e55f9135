import type { listTroubledMails } from '../../schemas/operations/outgoing-mails.ts'
import { openCursor, sealCursor } from '../platform/http/cursor.ts'
import type { Request } from '../platform/http/edge.ts'
import { listTroubled } from '../platform/table/mails.ts'
import { shownOut } from './shown.ts'

/** A page of the mails that went wrong in one way; those who ask see every ticket. */
export async function troubled(request: Request<typeof listTroubledMails>) {
  const { actor, query, answer } = request
  const owner = `troubled ${query.state} ${actor.id}`
  const before = query.cursor && openCursor(query.cursor, owner)
  const { items, next } = await listTroubled(query.state, query.limit, before)
  return answer({ items: items.map(shownOut), ...(next && { next: sealCursor(next, owner) }) })
}
