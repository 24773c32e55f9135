import { createHash } from 'node:crypto'
import { UpdateCommand } from '@aws-sdk/lib-dynamodb'
import { dayMs } from '../../../domain/time.ts'
import { table, tableName } from './client.ts'
import { keys } from './keys.ts'
import { readAll } from './tickets.ts'
import type { Write } from './transaction.ts'

/** Which mail has a Message-ID. */
export interface Message {
  ticket: string
  mail: string
}

/** For so long an answer finds its thread by the Message-ID of somebody else. */
const rememberMs = 400 * dayMs

/** When a mail of `at` (in milliseconds) is no longer remembered, in seconds, as the table wants it. */
export const forgottenAt = (at: number): number => Math.floor((at + rememberMs) / 1000)

// Ids may be of any length, and forms that differ in case alone are none that anybody makes.
const keyOf = (id: string) => keys.message(createHash('sha256').update(id.toLowerCase()).digest('hex'))

/** An id is whose it was first: whoever sends it again takes no thread over. */
const updateOf = (id: string, { ticket, mail }: Message) => ({
  TableName: tableName(),
  Key: keyOf(id),
  UpdateExpression:
    'SET ticket = if_not_exists(ticket, :ticket), mail = if_not_exists(mail, :mail), expiresAt = if_not_exists(expiresAt, :expires)',
  ExpressionAttributeValues: {
    ':ticket': ticket,
    ':mail': mail,
    ':expires': forgottenAt(Date.now()),
  },
})

/** Remembers the Message-ID (without angle brackets) of a ticket's mail, for the transaction that it is part of. */
export const messagePut = (id: string, message: Message): Write => ({ Update: updateOf(id, message) })

/** The same by itself. */
export async function saveMessage(id: string, message: Message): Promise<void> {
  await table.send(new UpdateCommand(updateOf(id, message)))
}

/** The mails that have these Message-IDs: one request for all. */
export async function findMessages(ids: readonly string[]): Promise<Map<string, Message>> {
  const byKey = new Map(ids.map((id) => [keyOf(id).pk, id]))
  const items = await readAll([...new Set(ids.map((id) => keyOf(id).pk))].map((pk) => ({ pk, sk: 'MESSAGE' })))
  return new Map(
    items.flatMap(({ pk, ticket, mail }) => {
      const id = byKey.get(String(pk))
      return id ? [[id, { ticket: String(ticket), mail: String(mail) }] as const] : []
    }),
  )
}
