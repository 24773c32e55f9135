import { ConditionalCheckFailedException, TransactionConflictException } from '@aws-sdk/client-dynamodb'
import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb'
import type { RefusedFile } from '../../../domain/mail/files.ts'
import type { Verdicts } from '../../../domain/mail/incoming.ts'
import type { KindFound } from '../../../domain/mail/kind.ts'
import { isTrouble, type OutState } from '../../../domain/mail/outcome.ts'
import type { MailTrouble, MailIn as ShownIn } from '../../../schemas/mail.ts'
import type { MailLanguage } from '../../../schemas/mail-settings.ts'
import type { Letter } from '../mail/letter.ts'
import { untilWon } from '../retry.ts'
import { table, tableName } from './client.ts'
import { listEntries } from './entries.ts'
import { keys } from './keys.ts'
import type { Page } from './lists.ts'
import { newestIn } from './newest.ts'
import { readAll } from './tickets.ts'
import type { Write } from './transaction.ts'

interface AnyMail {
  id: string
  ticket: string
  at: string
  subject: string
  /** Counts the changes of it. */
  version: number
}

/** A mail that came in, in its ticket's partition; as it came it lies in the bucket. */
export interface MailIn extends AnyMail {
  direction: 'in'
  objectKey: string
  state: ShownIn['state']
  kind?: KindFound['kind']
  /** By what it is known to be of that kind. */
  because?: string
  from?: string
  person?: string
  messageId?: string
  comment?: string
  verdicts?: Verdicts
  /** Nothing automatic may follow it: it is a machine's, or its sender is not believed. */
  unanswered?: true
  /** Why staff should look twice: `not-believed`, `spam`, `virus`, `unreadable` … */
  marked?: readonly string[]
  /** How many of its files the ticket has, and those that it has not. */
  files?: number
  refused?: readonly RefusedFile[]
  /** What was not as it should be, as codes. */
  problems?: readonly string[]
}

/** `reply`: what a person wrote. `auto-reply`: answers a mail of theirs. `automatic`: everything else that nobody wrote. */
export type Nature = 'reply' | 'auto-reply' | 'automatic'

/** What a mail says, without the words of others in it, and how it goes. */
export interface MailContent {
  letter: Letter
  brand: string
  nature: Nature
  /** The name beside the address that it goes to. */
  name?: string | undefined
  /** Whether an answer to it is read. */
  isAnswerable: boolean
  /** Where its reader gets no more of the kind. */
  unsubscribe?: string | undefined
}

/** A mail that went out. */
export interface MailOut extends AnyMail {
  direction: 'out'
  state: OutState
  to: string
  person?: string
  /** The event that it tells of, and which letter. */
  event?: string
  notice?: string
  language?: MailLanguage
  /** What it says and how it goes, for whoever looks at it, or sends it again. */
  content?: MailContent
  /** Ours, which stands in `References` where SES has written another over it; and SES's own. */
  messageId?: string
  sesId?: string
  stateAt?: string
  /** What a server, or the desk itself, said of why it is so. */
  diagnostic?: string
  /** The mail that it repeats; the one that repeats it. */
  resentOf?: string
  resentAs?: string
}

/** One mail of a ticket. */
export type KeptMail = MailIn | MailOut

type Item = Record<string, unknown>
const itemOf = (mail: KeptMail): Item => ({ ...keys.mail(mail.ticket, mail.id), ...mail, ...troublePlace(mail) })
function mailIn({ pk: _, sk: __, gsi6pk: ___, gsi6sk: ____, ...mail }: Item): KeptMail {
  return mail as unknown as KeptMail
}

const troubleKey = (state: MailTrouble): string => `MAILS#${state}`

/** Where those lie that somebody should look at, until they are sent again. */
function troublePlace(mail: KeptMail): Item {
  if (mail.direction === 'in' || !isTrouble(mail.state) || mail.resentAs) return {}
  return { gsi6pk: troubleKey(mail.state), gsi6sk: `${mail.stateAt ?? mail.at}#${mail.ticket}#${mail.id}` }
}

/** A page of the mails that went wrong in one way, the newest first. */
export async function listTroubled(state: MailTrouble, limit: number, before?: string): Promise<Page<MailOut>> {
  const { items, ...rest } = await newestIn(troubleKey(state), limit, before)
  return { items: items.map((item) => mailIn(item) as MailOut), ...rest }
}

type Puts = { Put: NonNullable<Write['Put']> }

/** A new mail, for the transaction of what it does. */
export const mailPut = (mail: KeptMail): Puts => ({
  Put: { TableName: tableName(), Item: itemOf(mail), ConditionExpression: 'attribute_not_exists(pk)' },
})

/** A mail as it has become, for the transaction of why: if it is still as it was read. */
export const mailChange = (before: KeptMail, after: KeptMail): Puts => ({
  Put: {
    TableName: tableName(),
    Item: itemOf({ ...after, version: before.version + 1 }),
    ConditionExpression: 'version = :version',
    ExpressionAttributeValues: { ':version': before.version },
  },
})

/** A new mail by itself; false where it is there already. */
export const saveMail = (mail: KeptMail): Promise<boolean> => put(mailPut(mail))

async function put({ Put }: Puts): Promise<boolean> {
  try {
    await table.send(new PutCommand(Put))
    return true
  } catch (fault) {
    // A transaction holds it: it is about to be another.
    if (fault instanceof ConditionalCheckFailedException || fault instanceof TransactionConflictException) return false
    throw fault
  }
}

/** A mail of a ticket, as it is now. */
export async function loadMail(ticket: string, id: string): Promise<KeptMail | undefined> {
  const { Item } = await table.send(
    new GetCommand({ TableName: tableName(), Key: keys.mail(ticket, id), ConsistentRead: true }),
  )
  return Item && mailIn(Item)
}

/** Changes a mail as it is at that moment; what gives nothing leaves it. Undefined where there is none. */
export const changeMail = async (
  ticket: string,
  id: string,
  change: (mail: KeptMail) => KeptMail | undefined,
): Promise<KeptMail | undefined> =>
  untilWon(async () => {
    const found = await loadMail(ticket, id)
    const changed = found && change(found)
    if (!found || !changed) return { mail: found }
    return (await put(mailChange(found, changed))) ? { mail: { ...changed, version: found.version + 1 } } : undefined
  }).then(({ mail }) => mail)

/** A mail of one of these tickets: of one, and of those that are merged into it. */
export async function findMail(numbers: readonly string[], id: string): Promise<KeptMail | undefined> {
  const [item] = await readAll(numbers.map((number) => keys.mail(number, id)))
  return item && mailIn(item)
}

/** A page of the mails of some tickets, the newest first. */
export const listMails = (
  numbers: readonly string[],
  { limit, after }: { limit: number; after?: string | undefined },
): Promise<Page<KeptMail>> =>
  listEntries(
    numbers,
    { prefix: 'MAIL#', read: mailIn, sizeOf: (mail) => mail.subject.length + 1000 },
    { order: 'newest', limit, after },
  )

/** By what an answer to a ticket's mails is shown in one thread by mail programs. */
export interface MailThread {
  /** The Message-ID of the last mail that came in. */
  lastId?: string
  /** Message-IDs of the thread, the oldest first: ten at most. */
  references: readonly string[]
}

const mostReferences = 10

export async function loadThread(ticket: string): Promise<MailThread> {
  const { Item } = await table.send(new GetCommand({ TableName: tableName(), Key: keys.mailThread(ticket) }))
  return { references: [], ...(Item as Partial<MailThread> | undefined) }
}

/** The first id of a thread stays, since programs sort by it; of the others the last ones. */
export function threadPut(ticket: string, { lastId, references }: MailThread): Write {
  const ids = [...new Set(references)]
  const kept = ids.length > mostReferences ? [...ids.slice(0, 1), ...ids.slice(1 - mostReferences)] : ids
  return {
    Put: { TableName: tableName(), Item: { ...keys.mailThread(ticket), ...(lastId && { lastId }), references: kept } },
  }
}
