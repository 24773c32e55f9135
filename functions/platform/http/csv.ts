import { stringify } from 'csv-stringify/sync'
import type * as z from 'zod'
import { invalid } from '../../../domain/refusal.ts'
import { columnsOf, listedIn, mostCsvRows } from '../../../schemas/csv.ts'
import type { Operation } from '../../../schemas/operations/operation.ts'
import type { StoredAnswer } from '../table/requests.ts'

/** Rows are collected page by page: so many pages at most, since a filter may leave some of them empty. */
const mostPages = 20
/** The sizes of pages that lists take, the largest first. */
const pageSizes = [100, 50, 25]

interface Page {
  items: Record<string, unknown>[]
  next?: string
}

/** How much a caller likes a media type (RFC 9110, 12.5.1): 0 not at all. */
export function liking(accept: string, type: string): number {
  const found = accept.split(',').map((one) => one.trim().split(/\s*;\s*/))
  const named = found.find(([name]) => name?.toLowerCase() === type)
  const quality = named?.find((part) => part.startsWith('q='))
  return named ? Number(quality?.slice(2) ?? 1) : 0
}

/** Whether a list is asked for as CSV: it names that type, and likes it no less than JSON. */
export function asksForCsv({ method, answer }: Operation, accept: string | undefined): boolean {
  if (method !== 'get' || !accept || !listedIn(answer)) return false
  const csv = liking(accept, 'text/csv')
  return csv > 0 && csv >= liking(accept, 'application/json')
}

type Query = Record<string, string | undefined>

/**
 * A list as CSV (RFC 4180): pages are read one after the other until so many rows are there, up to 1,000; where there are
 * more, `Link` says where (RFC 8288).
 */
export async function csvAnswer(
  operation: Operation,
  path: string,
  asked: Query,
  answer: (query: Query) => Promise<StoredAnswer>,
): Promise<StoredAnswer> {
  const rows = rowsOf(asked.limit)
  const { cursor: isPaged, limit: size } = operation.query?.shape ?? {}
  const rowsAPage = pageSizes.find((rows) => size?.safeParse(String(rows)).success) ?? 1
  const items: Page['items'] = []
  let { cursor } = asked
  for (let pages = 0; pages < mostPages && items.length < rows; pages += 1) {
    const limit = String(Math.min(rowsAPage, rows - items.length))
    const given = await answer({ ...asked, ...(isPaged && { limit }), ...(cursor && { cursor }) })
    const page: Page = JSON.parse(given.body)
    items.push(...page.items)
    cursor = page.next
    if (!cursor) break
  }
  return {
    status: 200,
    headers: {
      'content-type': 'text/csv; charset=utf-8; header=present',
      'content-disposition': 'attachment; filename="list.csv"',
      ...(cursor && { link: `<${path}?${new URLSearchParams({ ...asked, cursor })}>; rel="next"` }),
    },
    body: csvOf(listedIn(operation.answer) as z.ZodType, items),
  }
}

/** Items as CSV: a header of their schema's fields, then a row each. */
export function csvOf(item: z.ZodType, items: readonly Record<string, unknown>[]): string {
  const columns = columnsOf(item)
  const rows = items.map((one) => columns.map((column) => cell(valueAt(one, column))))
  return stringify([columns, ...rows], { record_delimiter: 'windows', quoted_match: /[\r\n]/ })
}

const valueAt = (item: unknown, column: string): unknown =>
  column.split('.').reduce<unknown>((value, step) => (value as Record<string, unknown> | undefined)?.[step], item)

function cell(value: unknown): string {
  if (value === undefined || value === null) return ''
  if (Array.isArray(value) && value.every((one) => typeof one !== 'object')) return harmless(value.join('; '))
  if (typeof value === 'object') return JSON.stringify(value)
  return typeof value === 'string' ? harmless(value) : String(value)
}

/** Where a spreadsheet takes what follows for a formula: full-width signs are signs to some, too. */
const atStart = /^\s*[=+\-@＝＋－＠]|^[\t\r\n]/
/** The same where one that expects another separator begins a cell; a list's dashes are no formulas. */
const within = /([;\t\r\n][^\S\t\r\n]*)(?=[=+@＝＋＠]|[-－](?![\s-]))/g

/** A text that a spreadsheet would take for a formula gets an apostrophe in front (OWASP, "CSV Injection"). */
const harmless = (text: string): string => `${atStart.test(text) ? "'" : ''}${text.replace(within, "$1'")}`

/** The text that a cell was made of: what was put before a formula is taken away again. */
export const asItWas = (cell: string): string =>
  cell.replace(/^'(?=\s*[=+\-@＝＋－＠])/, '').replace(/([;\t\r\n][^\S\t\r\n]*)'(?=[=+@＝＋＠]|[-－](?![\s-]))/g, '$1')

/** The number of rows that is asked for: all that a page may have, where nothing is said. */
function rowsOf(limit = `${mostCsvRows}`): number {
  const rows = /^\d{1,4}$/.test(limit) ? Number(limit) : 0
  if (rows < 1 || rows > mostCsvRows) throw invalid('limit', 'is not a number of rows', `1 to ${mostCsvRows}`)
  return rows
}
