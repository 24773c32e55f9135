import { randomUUID } from 'node:crypto'
import { basePath } from '../../schemas/operations/operation.ts'
import type { Caller } from '../support/client.ts'
import type { Desk } from '../support/desk.ts'
import type { Floor } from './floor.ts'

interface Request {
  method: string
  url: string
  headers: Record<string, string>
  body?: string
}
/** A call of an operation: what is sent, what is expected, and what to do with what came. */
export interface Call {
  request: Request
  status: number
  heed?(answer: Response, text: string): void
}
export type Source = () => Call

interface Ticket {
  number: string
  etag: string
}

const description =
  'It was there this morning. The lamp on its front blinks twice, then stays dark. It was switched off and on again, and the cable was changed for another one.'
const ticketFields = { description, priority: 'medium', type: 'issue', category: 'hardware' }

/** What is called: each call another ticket, as far as there are enough. */
export async function sourcesFor(desk: Desk, floor: Floor) {
  const tickets: Ticket[] = []
  const api = `${desk.outputs.apiUrl}${basePath}`
  const as = async (who: Caller) => ({ authorization: `Bearer ${await desk.tokenOf(who)}` })
  const [customer, agent] = [await as('customer'), await as('agent')]
  const json = { 'content-type': 'application/json' }
  const write = (who: Record<string, string>) => ({ ...who, ...json, 'idempotency-key': randomUUID() })
  let turn = 0
  const anyTicket = () => tickets[(turn++ * 7) % tickets.length] as Ticket

  const create: Source = () => ({
    request: {
      method: 'POST',
      url: `${api}/tickets`,
      headers: write(customer),
      body: JSON.stringify({ title: 'The label printer is offline', ...ticketFields }),
    },
    status: 201,
    heed: (answer, text) =>
      void tickets.push({ number: JSON.parse(text).number, etag: String(answer.headers.get('etag')) }),
  })
  const read: Source = () => ({
    request: { method: 'GET', url: `${api}/tickets/${anyTicket().number}`, headers: agent },
    status: 200,
  })
  const list: Source = () => ({
    request: { method: 'GET', url: `${api}/tickets?limit=25`, headers: agent },
    status: 200,
  })
  const update: Source = () => {
    // The one that was longest untouched, so that nobody else is at it.
    const ticket = tickets.shift() as Ticket
    tickets.push(ticket)
    return {
      request: {
        method: 'PUT',
        url: `${api}/tickets/${ticket.number}`,
        headers: { ...write(agent), 'if-match': ticket.etag },
        body: JSON.stringify({ title: `The label printer is offline (${++turn})`, ...ticketFields }),
      },
      status: 200,
      heed: (answer) => {
        ticket.etag = String(answer.headers.get('etag'))
      },
    }
  }
  const nothing: Source = () => ({ request: { method: 'GET', url: floor.url, headers: agent }, status: 200 })
  return { operations: { create, read, list, update } satisfies Record<string, Source>, floor: nothing }
}
