import { GetCommand, QueryCommand } from '@aws-sdk/lib-dynamodb'
import { fromMs, plus } from '../../../domain/time.ts'
import { Attachment, maxAttachments, maxOpenUploads } from '../../../schemas/attachment.ts'
import { uploadSeconds } from '../files.ts'
import { table, tableName } from './client.ts'
import { commitOnce } from './commit-once.ts'
import { listEntries } from './entries.ts'
import { everyShard, keys, numberIn, shardOf } from './keys.ts'
import type { Page } from './lists.ts'
import { type RequestKey, requestPut, type StoredAnswer, type StoredRequest, storedRequest } from './requests.ts'
import { readAll } from './tickets.ts'
import { transact, type Write } from './transaction.ts'
import { updateTo } from './update.ts'

type Item = Record<string, unknown>

/** How long after its last instant an upload may still be under way, before it is given up. */
const graceMs = 5 * 60 * 1000
/** When a file that is scanned is first looked after if nothing has been heard of it, and then again and again. */
const lookAfterMs = 2 * 60 * 1000
const lookAgainMs = 10 * 60 * 1000

/** A file's place among those that something is still to be done for; the sweep looks there. */
const pending = ({ ticket, id }: Attachment, at: string) => ({
  gsi5pk: `FILES#${shardOf(ticket)}`,
  gsi5sk: `${at}#${id}`,
})

/** When an upload that was prepared at an instant is given up. */
const givenUpAt = (createdAt: string) => plus(createdAt, uploadSeconds * 1000 + graceMs)
export const isGivenUp = ({ createdAt }: Attachment, now: number): boolean => givenUpAt(createdAt) <= fromMs(now)

const fields = new Set(Object.keys(Attachment.shape))
/** The file in an item of the table. */
export const attachmentIn = (item: Item): Attachment =>
  Attachment.parse(Object.fromEntries(Object.entries(item).filter(([name]) => fields.has(name))))

export async function loadAttachment(ticket: string, id: string): Promise<Attachment | undefined> {
  const { Item } = await table.send(
    new GetCommand({ TableName: tableName(), Key: keys.attachment(ticket, id), ConsistentRead: true }),
  )
  return Item && attachmentIn(Item)
}

/** A file of one of these tickets: of one, and of those that are merged into it. */
export async function findAttachment(numbers: readonly string[], id: string): Promise<Attachment | undefined> {
  const [item] = await readAll(numbers.map((number) => keys.attachment(number, id)))
  return item && attachmentIn(item)
}

/** A page of the files of some tickets that have arrived, oldest first; `publicOnly`: without those kept from customers. */
export async function listAttachments(
  numbers: readonly string[],
  { limit, after, publicOnly }: { limit: number; after?: string | undefined; publicOnly: boolean },
): Promise<Page<Attachment>> {
  const kind = { prefix: 'ATTACHMENT#', read: attachmentIn, publicOnly }
  const { items, ...more } = await listEntries(numbers, kind, { order: 'oldest', limit, after })
  return { items: items.filter(({ arrivedAt }) => arrivedAt !== undefined), ...more }
}

/** How preparing an upload ended: `full` says which limit is reached. */
export type Prepared =
  | { is: 'committed' | 'raced' }
  | { is: 'full'; of: 'files' | 'uploads' }
  | { is: 'repeated'; stored: StoredRequest }

/**
 * Writes that a file is awaited, counts it against the ticket's limits, and keeps the answer: one transaction. Not the
 * ticket: as long as nothing has arrived, nothing has happened to it.
 */
export async function commitUpload(
  file: Attachment,
  request: RequestKey | undefined,
  answer: StoredAnswer,
): Promise<Prepared> {
  const first: Write[] = request ? [requestPut(request, answer)] : []
  const outcome = await transact([...first, awaitedPut(file), heldUpdate(file)])
  if (outcome.is !== 'refused') return outcome
  if (request && outcome.at < first.length) {
    const stored = storedRequest(outcome.item, request.now)
    return stored ? { is: 'repeated', stored } : { is: 'raced' }
  }
  if (outcome.at === first.length) return { is: 'raced' }
  return { is: 'full', of: Number(outcome.item?.held) >= maxAttachments ? 'files' : 'uploads' }
}

const awaitedPut = (file: Attachment): Write => ({
  Put: {
    TableName: tableName(),
    Item: {
      ...keys.attachment(file.ticket, file.id),
      ...file,
      public: !file.internal,
      ...pending(file, givenUpAt(file.createdAt)),
    },
    ConditionExpression: 'attribute_not_exists(pk)',
  },
})

/** `held` is how many files a ticket has or awaits, `open` those that it awaits: no count of items is needed, and none can race. */
const heldUpdate = ({ ticket, id }: Attachment): Write => ({
  Update: {
    TableName: tableName(),
    Key: keys.uploads(ticket),
    UpdateExpression: 'ADD held :one, #open :this',
    ConditionExpression:
      '(attribute_not_exists(held) OR held < :files) AND (attribute_not_exists(#open) OR size(#open) < :uploads)',
    ExpressionAttributeNames: { '#open': 'open' },
    ExpressionAttributeValues: {
      ':one': 1,
      ':this': new Set([id]),
      ':files': maxAttachments,
      ':uploads': maxOpenUploads,
    },
    ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
  },
})

/** How many more files a ticket has room for, and those of some that it knows already, by their ids. */
export async function loadRoom(
  ticket: string,
  ids: readonly string[],
): Promise<{ room: number; known: Map<string, Attachment> }> {
  const items = await readAll([keys.uploads(ticket), ...ids.map((id) => keys.attachment(ticket, id))])
  const held = items.find(({ sk }) => sk === keys.uploads(ticket).sk)?.held
  const files = items.filter(({ sk }) => sk !== keys.uploads(ticket).sk).map(attachmentIn)
  return { room: maxAttachments - Number(held ?? 0), known: new Map(files.map((file) => [file.id, file])) }
}

/**
 * Writes that files of one ticket are awaited, and counts them against its limit, all or none; those that the desk itself brings
 * are not counted among the open uploads. False where somebody else was faster.
 */
export async function commitAwaited(files: readonly Attachment[]): Promise<boolean> {
  const [first] = files
  if (!first) return true
  const held: Write = {
    Update: {
      TableName: tableName(),
      Key: keys.uploads(first.ticket),
      UpdateExpression: 'ADD held :more',
      ConditionExpression: 'attribute_not_exists(held) OR held <= :most',
      ExpressionAttributeValues: { ':more': files.length, ':most': maxAttachments - files.length },
    },
  }
  return (await transact([...files.map(awaitedPut), held])).is === 'committed'
}

/** The file has arrived: it is not awaited any more. For the transaction of the ticket. */
export const arrivalWrites = (file: Attachment): Write[] => [
  fileUpdate(file, 'awaiting', fromMs(Date.now() + lookAfterMs)),
  release(file, 0),
]

/** The file was scanned. For the transaction of the ticket. */
export const judgedWrites = (file: Attachment): Write[] => [fileUpdate(file, 'scanning')]

/** The file is to go: its mark stays, and that its bytes are still to be deleted. For the transaction of the ticket. */
export const removalWrites = (file: Attachment, from: Attachment['state'], now: string): Write[] => [
  fileUpdate(file, from, now),
  release(file, -1),
]

/** Nothing is known of its scan yet: it goes behind the others for which something is to be done. */
export const postpone = (file: Attachment) => transact([fileUpdate(file, 'scanning', fromMs(Date.now() + lookAgainMs))])

/** Is clean: nothing that the ticket has to tell. False if it was not being scanned any more. */
export const commitClean = async (file: Attachment): Promise<boolean> =>
  (await transact(judgedWrites({ ...file, state: 'clean' }))).is === 'committed'

/** Gives up an upload of which nothing has come. The ticket never knew of it. False if it has come after all. */
export async function giveUp(file: Attachment, now: string, request?: RequestKey, answer?: StoredAnswer) {
  const gone: Attachment = { ...file, state: 'removed', removedAt: now }
  return commitOnce(removalWrites(gone, 'awaiting', now), request, answer)
}

/** Writes down that the bytes of a removed file are deleted. Of one that never arrived, nothing stays. */
export async function settle(file: Attachment): Promise<void> {
  await transact([file.arrivedAt ? fileUpdate(file, 'removed') : markDelete(file)])
}

const markDelete = ({ ticket, id }: Attachment): Write => ({
  Delete: {
    TableName: tableName(),
    Key: keys.attachment(ticket, id),
    ConditionExpression: '#state = :removed',
    ExpressionAttributeNames: { '#state': 'state' },
    ExpressionAttributeValues: { ':removed': 'removed' },
  },
})

/** Writes what has changed of a file, on condition that it was in this state; with a place for the sweep, or none. */
function fileUpdate(file: Attachment, from: Attachment['state'], at?: string): Write {
  const { id, ticket, ...rest } = file
  const after: Item = { ...rest, ...(at && pending(file, at)) }
  const changeable = [...fields].filter((name) => name !== 'id' && name !== 'ticket')
  const update = updateTo(after, [...changeable, 'gsi5pk', 'gsi5sk'])
  return {
    Update: {
      TableName: tableName(),
      Key: keys.attachment(ticket, id),
      UpdateExpression: update.UpdateExpression,
      ConditionExpression: '#state = :from',
      ExpressionAttributeNames: { ...update.ExpressionAttributeNames, '#state': 'state' },
      ExpressionAttributeValues: { ...update.ExpressionAttributeValues, ':from': from },
    },
  }
}

const release = ({ ticket, id }: Attachment, by: 0 | -1): Write => ({
  Update: {
    TableName: tableName(),
    Key: keys.uploads(ticket),
    UpdateExpression: 'ADD held :by DELETE #open :this',
    ExpressionAttributeNames: { '#open': 'open' },
    ExpressionAttributeValues: { ':by': by, ':this': new Set([id]) },
  },
})

/** The files that something should have been done for before an instant, soonest first; at most so many a shard. */
export async function overdueFiles(before: string, most = 100): Promise<{ ticket: string; id: string }[]> {
  const answers = await Promise.all(
    everyShard('FILES').map((key) =>
      table.send(
        new QueryCommand({
          TableName: tableName(),
          IndexName: 'gsi5',
          KeyConditionExpression: 'gsi5pk = :pk AND gsi5sk < :before',
          ExpressionAttributeValues: { ':pk': key, ':before': before },
          Limit: most,
        }),
      ),
    ),
  )
  return answers.flatMap(({ Items = [] }) =>
    Items.map((item) => ({ ticket: numberIn(item), id: String(item.sk).slice('ATTACHMENT#'.length) })),
  )
}
