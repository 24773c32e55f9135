import { deflateRawSync, inflateRawSync } from 'node:zlib'
import { fromOutside } from '../../../domain/visibility.ts'
import type { Actor, ActorReference } from '../../../schemas/actor.ts'
import type { BodyFormat } from '../../../schemas/comment.ts'
import { tableName } from './client.ts'
import { listEntries } from './entries.ts'
import { keys } from './keys.ts'
import type { Page } from './lists.ts'
import { queryAll } from './partition.ts'
import { readAll } from './tickets.ts'
import { timelinePlace } from './timeline.ts'
import type { Write } from './transaction.ts'

/** What a comment says: made safe when it was written, and as it was written. */
interface Words {
  html: string
  text: string
  format: BodyFormat
  source: string
}

/** A comment as it is kept. */
export interface KeptComment {
  id: string
  /** The ticket that it was written on, which may have been merged into another. */
  ticket: string
  customer?: string
  internal: boolean
  author: ActorReference
  /** Absent once it was redacted. */
  words?: Words
  mentions: readonly string[]
  inReplyTo?: string
  createdAt: string
  version: number
  editedAt?: string
  redacted?: { at: string; by: ActorReference; reason: string }
  /** The ticket that was made of it. */
  splitInto?: string
  /** The mail that it came by. */
  mail?: string
}

/** What a comment said before an edit. */
export interface KeptVersion {
  version: number
  words: Words
  from: string
  until: string
}

type Item = Record<string, unknown>

const wordsItem = ({ html, text, format, source }: Words) => ({
  html: deflateRawSync(html),
  source: deflateRawSync(source),
  format,
  // As it is: the search index reads it.
  text,
})
const wordsIn = ({ html, source, format, text }: Item): Words => ({
  html: inflateRawSync(html as Uint8Array).toString(),
  source: inflateRawSync(source as Uint8Array).toString(),
  format: format as BodyFormat,
  text: String(text),
})

const item = ({ words, redacted, ...comment }: KeptComment): Item => ({
  ...keys.comment(comment.ticket, comment.id),
  ...timelinePlace(comment.customer, comment.createdAt, comment.id),
  ...comment,
  public: !comment.internal,
  ...(words && wordsItem(words)),
  ...(redacted && { redacted, redactedAt: redacted.at }),
})

/** A comment in an item of the table. */
function commentIn(from: Item): KeptComment {
  const { id, ticket, customer, internal, author, mentions, inReplyTo, createdAt, version, editedAt, redacted } = from
  return {
    ...({ id, ticket, internal, author, createdAt, version } as KeptComment),
    mentions: (mentions ?? []) as string[],
    ...(customer !== undefined && { customer: String(customer) }),
    ...(inReplyTo !== undefined && { inReplyTo: String(inReplyTo) }),
    ...(editedAt !== undefined && { editedAt: String(editedAt) }),
    ...(from.splitInto !== undefined && { splitInto: String(from.splitInto) }),
    ...(from.mail !== undefined && { mail: String(from.mail) }),
    ...(redacted !== undefined && { redacted: redacted as NonNullable<KeptComment['redacted']> }),
    ...(from.html !== undefined && { words: wordsIn(from) }),
  }
}

export const commentPut = (comment: KeptComment): Write => ({
  Put: { TableName: tableName(), Item: item(comment), ConditionExpression: 'attribute_not_exists(pk)' },
})

/** Writes a comment that has changed, if it is still as it was read. */
const changedPut = (before: KeptComment, after: KeptComment): Write => ({
  Put: {
    TableName: tableName(),
    Item: item(after),
    ConditionExpression: 'version = :version AND attribute_not_exists(redactedAt)',
    ExpressionAttributeValues: { ':version': before.version },
  },
})

/** An edit: the comment as it is now, and what it said before. */
export function editWrites(before: KeptComment, after: KeptComment): Write[] {
  if (!before.words) throw new Error(`${before.id} has no words`)
  const { ticket, id, version } = before
  const old = { ...wordsItem(before.words), version, from: before.editedAt ?? before.createdAt, until: after.editedAt }
  return [
    changedPut(before, after),
    { Put: { TableName: tableName(), Item: { ...keys.commentVersion(ticket, id, version), ...old } } },
  ]
}

/** A redaction: the mark that stays; what it ever said goes. */
export const redactionWrites = (before: KeptComment, after: KeptComment): Write[] => [
  changedPut(before, after),
  ...Array.from({ length: before.version - 1 }, (_, at) => ({
    Delete: { TableName: tableName(), Key: keys.commentVersion(before.ticket, before.id, at + 1) },
  })),
]

/** Marks a comment as one that became a ticket of its own, once. */
export const splitUpdate = ({ ticket, id, version }: KeptComment, into: string): Write => ({
  Update: {
    TableName: tableName(),
    Key: keys.comment(ticket, id),
    UpdateExpression: 'SET splitInto = :into',
    ConditionExpression: 'version = :version AND attribute_not_exists(splitInto) AND attribute_not_exists(redactedAt)',
    ExpressionAttributeValues: { ':into': into, ':version': version },
  },
})

/** Finds a comment on any of these tickets: one request, consistent. */
export async function loadComment(numbers: readonly string[], id: string): Promise<KeptComment | undefined> {
  const [found] = await readAll(numbers.map((number) => keys.comment(number, id)))
  return found && commentIn(found)
}

/** What a comment said before its edits, oldest first. */
export async function commentVersions({ ticket, id }: KeptComment): Promise<KeptVersion[]> {
  const items = await queryAll({
    KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
    ExpressionAttributeValues: { ':pk': keys.ticket(ticket).pk, ':prefix': `COMMENT-VERSION#${id}#` },
  })
  return items.map((one) => ({
    version: Number(one.version),
    words: wordsIn(one),
    from: String(one.from),
    until: String(one.until),
  }))
}

/** A page of what was said on these tickets; to a caller from outside, internal comments do not exist. */
export const listComments = (
  numbers: readonly string[],
  actor: Actor,
  asked: Parameters<typeof listEntries>[2],
): Promise<Page<KeptComment>> =>
  listEntries(
    numbers,
    {
      prefix: 'COMMENT#',
      read: commentIn,
      sizeOf: ({ words }) => (words ? words.html.length + 2 * words.text.length : 0),
      publicOnly: fromOutside(actor),
    },
    asked,
  )
