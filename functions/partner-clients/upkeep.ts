import type { PartnerClient } from '../../schemas/partner-client.ts'
import { partnerClientsNow } from '../platform/table/partner-clients.ts'
import { openDoor } from './door.ts'
import { allow, appClients, madeAt, removeKey } from './pool.ts'

/** An app client that no record names may be one that is just being made: so long it is left alone, in milliseconds. */
const makingMs = 60 * 60 * 1000

/**
 * Brings the user pool and the gateway into line with the records: what a crash has left half made is taken away or completed.
 * The records come first in everything, and each call is judged by them, so nothing of this is urgent.
 */
export async function bringIntoLine(now: string, changed?: PartnerClient): Promise<void> {
  await openDoor()
  for (const { id } of changed?.keys ?? []) await allow(id, changed?.scopes ?? [])
  const known = new Set((await partnerClientsNow()).flatMap(({ keys }) => keys.map(({ id }) => id)))
  for (const client of await appClients()) {
    const at = madeAt(client)
    if (at !== undefined && !known.has(client.id) && at < Date.parse(now) - makingMs) await removeKey(client.id)
  }
}
