import { once } from 'node:events'
import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { apiAt, type Call } from '../../infra/local/demo/api.ts'
import type { Cast } from '../../infra/local/demo/cast.ts'
import { feedOf } from '../../infra/local/demo/feed.ts'
import type { HistoryEntry } from '../../schemas/history.ts'
import { getTicketHistory, startTicket } from '../../schemas/operations/tickets.ts'

let server: Server | undefined
afterEach(() => server?.close())

const cast: Cast = { token: async () => 'token', idOf: () => '', nameOf: (id) => id }

async function deskThat(answers: RequestListener): Promise<Call> {
  server = createServer(answers).listen(0, '127.0.0.1')
  await once(server, 'listening')
  return apiAt(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, cast, new AbortController().signal)
}

const entry = (seq: number): HistoryEntry => ({
  id: `ticket.TKT000001.${seq}`,
  seq,
  type: 'ticket.updated',
  occurredAt: new Date(1_800_000_000_000 + seq * 1000).toISOString(),
  actor: { id: 'system', role: 'system' },
  data: {},
})

/** A history that grows; pages as the API gives them: without `next` on the last. */
function growingHistory() {
  const history: HistoryEntry[] = []
  const cursors: (string | null)[] = []
  const answers: RequestListener = (request, response) => {
    const query = new URL(request.url ?? '', 'http://desk').searchParams
    const limit = Number(query.get('limit'))
    cursors.push(query.get('cursor'))
    const rest = history.filter(({ seq }) => seq > Number(query.get('cursor') ?? 0))
    const items = rest.slice(0, limit)
    response.end(JSON.stringify({ items, ...(rest.length > limit && { next: String(items.at(-1)?.seq) }) }))
  }
  return { history, cursors, answers }
}

describe('the feed of the demonstration', () => {
  it('gives each event once, over pages and rounds', async () => {
    const { history, answers, cursors } = growingHistory()
    const feed = feedOf(await deskThat(answers))
    feed.follow('TKT000001')
    const seen: number[] = []
    for (const length of [3, 3, 45, 46]) {
      while (history.length < length) history.push(entry(history.length + 1))
      seen.push(...(await feed.round()).map(({ seq }) => seq))
    }
    expect(seen).toEqual(Array.from({ length: 46 }, (_, at) => at + 1))
    expect(feed.entriesOf('TKT000001')).toHaveLength(46)
    expect(cursors.at(-1), 'reads on from the last page').toBe('40')
  })

  it('reads a ticket only while something is done with it', async () => {
    const { history, answers, cursors } = growingHistory()
    const feed = feedOf(await deskThat(answers))
    history.push(entry(1))
    feed.touch('TKT000001')
    expect(await feed.round()).toHaveLength(1)
    expect(await feed.round()).toHaveLength(0)
    expect(cursors).toHaveLength(1)
  })
})

describe('a call of the demonstration', () => {
  it('is sent again, with the same key, while the desk is too busy', async () => {
    const keys: unknown[] = []
    const call = await deskThat((request, response) => {
      keys.push(request.headers['idempotency-key'])
      response.statusCode = keys.length < 3 ? 503 : 409
      response.end('{}')
    })
    await expect(
      call('technician', startTicket, { params: { id: 'TKT000001' }, body: {}, key: 'one' }),
    ).rejects.toThrow('POST /tickets/TKT000001/start by the technician was answered 409.')
    expect(keys).toEqual(['one', 'one', 'one'])
  })

  it('says what to do when the desk has died', async () => {
    const call = await deskThat((request) => request.socket.destroy())
    await expect(call('agent', getTicketHistory, { params: { id: 'TKT000001' } })).rejects.toMatchObject({
      message: expect.stringContaining('does not answer any more'),
      advice: expect.stringContaining('npm start'),
    })
  })

  it('does not take an answer that the API does not describe', async () => {
    const call = await deskThat((_, response) => response.end('{ "items": [], "more": 1 }'))
    await expect(call('agent', getTicketHistory, { params: { id: 'TKT000001' } })).rejects.toMatchObject({
      message: expect.stringContaining('otherwise than the API describes'),
    })
  })
})
