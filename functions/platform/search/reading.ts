import { keys } from '../table/keys.ts'
import { queryAll } from '../table/partition.ts'
import { readAll } from '../table/tickets.ts'
import { documentOf, type SearchDocument } from './document.ts'

type Item = Record<string, unknown>

/** Of the items beside a ticket, those with words in them: its long text, calls, comments. */
const firstSpoken = 'BODY'
const lastSpoken = 'COMMENT#~'
const isSpoken = (sk: string): boolean => /^(BODY|CALL#.*|COMMENT#.*)$/.test(sk)

/**
 * A ticket as the index is to know it, read whole and consistently: two rounds of requests. A ticket that is not there is
 * gone, for the event that led here came after it was written.
 */
export async function readDocument(number: string): Promise<SearchDocument> {
  const readAt = Date.now()
  const [[ticket], beside] = await Promise.all([readAll([keys.ticket(number)]), readSpoken(number)])
  if (!ticket) return { number, version: 0, readAt }
  const about = await readAll(mentionedIn(ticket))
  return wholeDocument(ticket, beside, [...about, ...(await readAll(pointedTo(about)))], readAt)
}

/** Whom and what a ticket names: what is known of them is searched, too. */
export function mentionedIn(ticket: Item): { pk: string; sk: string }[] {
  const { requester, customer } = ticket
  return [
    ...(requester ? [keys.person(String(requester))] : []),
    ...(customer ? [keys.customer(String(customer))] : []),
  ]
}

/** Who somebody turned out to be: their name and addresses are found by, too. */
export const pointedTo = (about: readonly Item[]): { pk: string; sk: string }[] =>
  about.flatMap(({ mergedInto }) => (mergedInto ? [keys.person(String(mergedInto))] : []))

export function wholeDocument(
  ticket: Item,
  beside: readonly Item[],
  about: readonly Item[],
  readAt: number,
): SearchDocument {
  const body = beside.find(({ sk }) => sk === 'BODY')
  const conversation = beside.filter((item) => item !== body)
  return documentOf({ ticket, body, conversation, about }, readAt)
}

export async function readSpoken(number: string): Promise<Item[]> {
  const items = await queryAll({
    KeyConditionExpression: 'pk = :pk AND sk BETWEEN :first AND :last',
    ExpressionAttributeValues: { ':pk': keys.ticket(number).pk, ':first': firstSpoken, ':last': lastSpoken },
  })
  return items.filter(({ sk }) => isSpoken(String(sk)))
}
