import './support/environment.ts'
import { parse } from 'csv-parse/sync'
import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { asItWas, asksForCsv, csvOf } from '../../functions/platform/http/csv.ts'
import { columnsOf, listedIn } from '../../schemas/csv.ts'
import { listTickets } from '../../schemas/operations/finding.ts'
import { TicketSummary } from '../../schemas/ticket.ts'
import { aDesk } from './support/desk.ts'
import { everything, paramsFor } from './support/everything.ts'
import { aTicket, call, kindOf, type OperationName, operationCalled, operationNames } from './support/gateway.ts'

const desk = aDesk()

const csv = (more: Record<string, string> = {}, query = {}) =>
  call('listTickets', { headers: { accept: 'text/csv', ...more }, query })
const rowsOf = (text: string): Record<string, string>[] => parse(text, { columns: true })

describe('a list as CSV', () => {
  it('has a header of the fields of its schema, and a row for each item', async () => {
    await aTicket({ title: 'One, with a comma and a "quote"' })
    await aTicket({ title: 'Zwei — ünïcödé 印刷' })
    const { status, text, headers } = await csv()
    expect([status, headers['content-type']]).toEqual([200, 'text/csv; charset=utf-8; header=present'])
    expect(text.split('\r\n')[0]).toBe(Object.keys(TicketSummary.shape).join(','))
    expect(rowsOf(text).map(({ title }) => title)).toEqual(['Zwei — ünïcödé 印刷', 'One, with a comma and a "quote"'])
    expect(headers.link).toBeUndefined()
  })

  it('has its header also where there is nothing', async () => {
    const { text } = await csv()
    expect(text).toBe(`${Object.keys(TicketSummary.shape).join(',')}\r\n`)
  })

  it.each([
    ['=1+1', "'=1+1"],
    ['+cmd', "'+cmd"],
    ['-2', "'-2"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['＝1', "'＝1"],
    ['=HYPERLINK("https://evil.example","x")', '\'=HYPERLINK("https://evil.example","x")'],
    ['a\n=1+1\nb', "a\n'=1+1\nb"],
    ['a; =1+1;+2', "a; '=1+1;'+2"],
    ['a\n- b\n--\nc', 'a\n- b\n--\nc'],
    ['harmless - really', 'harmless - really'],
  ])('makes %s harmless to a spreadsheet', async (title, shown) => {
    await aTicket({ title })
    const { text } = await csv()
    expect(rowsOf(text)[0]?.title).toBe(shown)
    expect(asItWas(shown)).toBe(title)
    // Programs that end rows at any line end read the same.
    expect(parse(text, { record_delimiter: ['\n', '\r\n'] })).toHaveLength(2)
  })

  it('goes on where Link says, with nothing lost and nothing twice', async () => {
    for (let n = 0; n < 7; n += 1) await aTicket({ title: `Number ${n}` })
    const first = await csv({}, { limit: '3', priority: 'high' })
    const seen = rowsOf(first.text)
    let link = /^<([^>]+)>; rel="next"$/.exec(String(first.headers.link))?.[1]
    while (link) {
      const query = Object.fromEntries(new URLSearchParams(link.split('?')[1]))
      const page = await csv({}, query)
      seen.push(...rowsOf(page.text))
      link = /^<([^>]+)>/.exec(page.headers.link ?? '')?.[1]
    }
    expect(seen.map(({ title }) => title)).toEqual([6, 5, 4, 3, 2, 1, 0].map((n) => `Number ${n}`))
  })

  it('is refused as JSON is, with a problem', async () => {
    for (const query of [{ limit: '0' }, { limit: '1001' }, { limit: 'many' }, { colour: 'red' }, { cursor: 'mine' }]) {
      const answer = await csv({}, query)
      expect([answer.status, kindOf(answer)]).toEqual([400, 'invalid'])
    }
  })

  it('flattens what is nested, and says what belongs together in one cell', () => {
    const schema = z.object({
      address: z.object({ city: z.string(), line: z.string().optional() }).optional(),
      tags: z.array(z.string()).default([]),
      emails: z.array(z.object({ address: z.string() })),
      latitude: z.number(),
    })
    const item = {
      address: { city: 'Northport' },
      tags: ['a', 'b'],
      emails: [{ address: 'a@b.example' }],
      latitude: -1.5,
    }
    expect(columnsOf(schema)).toEqual(['address.city', 'address.line', 'tags', 'emails', 'latitude'])
    expect(csvOf(schema, [item])).toBe(
      'address.city,address.line,tags,emails,latitude\r\nNorthport,,a; b,"[{""address"":""a@b.example""}]",-1.5\r\n',
    )
  })
})

describe('every list', () => {
  const isList = ({ method, answer }: ReturnType<typeof operationCalled>) => method === 'get' && listedIn(answer)
  const lists = operationNames.filter((name) => isList(operationCalled(name)))
  const range = { from: '2026-11-23T00:00:00Z', to: '2026-12-31T00:00:00Z' }
  const queriesFor = (ticket: string): Partial<Record<OperationName, Record<string, string>>> => ({
    search: { q: 'zebrafish' },
    findProducts: { serial: 'Zebrafish-1' },
    listDuties: range,
    listShifts: range,
    listSlots: { ticket },
    listTroubledMails: { state: 'failed' },
  })

  it('can be had as CSV, with a row for each item and all of its columns', async () => {
    const all = await everything(desk)
    const filled: string[] = []
    for (const name of lists) {
      const as = operationCalled(name).roles.includes('agent') ? 'agent' : 'admin'
      const asked = { as, params: paramsFor(name, all), query: queriesFor(all.ticket)[name] ?? {} } as const
      const { body } = await call(name, asked)
      const { status, headers, text } = await call(name, { ...asked, headers: { accept: 'text/csv' } })
      expect([name, status, headers['content-type']]).toEqual([name, 200, 'text/csv; charset=utf-8; header=present'])
      const rows = rowsOf(text)
      expect([name, rows.length]).toEqual([name, body.items.length])
      if (rows.length > 0) filled.push(name)
      expect(text.split('\r\n')[0]?.split(',')).toEqual(columnsOf(listedIn(operationCalled(name).answer) as z.ZodType))
    }
    expect(filled.length).toBeGreaterThan(lists.length / 2)
  })
})

it.each([
  ['text/csv', true],
  ['text/csv;q=0.9, application/json;q=0.5', true],
  ['application/json', false],
  ['*/*', false],
  ['text/csv;q=0', false],
  ['application/json, text/csv;q=0.5', false],
  [undefined, false],
])('Accept: %s asks for CSV: %s', (accept, expected) => {
  expect(asksForCsv(listTickets, accept)).toBe(expected)
})
