import { notFound } from '../../domain/refusal.ts'
import type { Ticket } from '../../domain/ticket.ts'
import { maySee } from '../../domain/visibility.ts'
import * as operations from '../../schemas/operations/surveys.ts'
import { openCursor, sealCursor } from '../platform/http/cursor.ts'
import { edge } from '../platform/http/edge.ts'
import { etag, notModified } from '../platform/http/etag.ts'
import { listSurveys, loadSurvey } from '../platform/table/surveys.ts'
import { ticketFor } from '../platform/tickets/seeing.ts'

export const handler = edge(operations, {
  async getSurvey(request) {
    const { actor, params, ifNoneMatch } = request
    const { number } = await ticketFor(actor, params.id)
    const survey = await loadSurvey(number)
    if (!survey) throw notFound()
    return notModified(ifNoneMatch, survey.version) ?? request.answer(survey, { etag: etag(survey.version) })
  },

  async listSurveys(request) {
    const { actor, query } = request
    const { limit, cursor, ...wanted } = query
    const owner = `surveys ${JSON.stringify(wanted)} ${actor.role} ${actor.id}`
    // A technician sees those of the tickets that they may see; all others on the desk see every one.
    const sight = actor.role === 'technician' ? (ticket: Ticket) => maySee(actor, ticket) : undefined
    const { items, next } = await listSurveys(wanted, limit, cursor && openCursor(cursor, owner), sight)
    return request.answer({ items, ...(next && { next: sealCursor(next, owner) }) })
  },
})
