import { Refusal } from '../../domain/refusal.ts'
import type { createPartnerClient, rotatePartnerKey } from '../../schemas/operations/partner-clients.ts'
import { PartnerClient } from '../../schemas/partner-client.ts'
import { type Request, replayed } from '../platform/http/edge.ts'
import type { RequestKey, StoredAnswer, StoredRequest } from '../platform/table/requests.ts'
import { secretOf } from './pool.ts'
import { bringIntoLine } from './upkeep.ts'

type Telling = Pick<Request<typeof createPartnerClient | typeof rotatePartnerKey>, 'answer' | 'now'>

/** The answer as it is kept for a repeat: without the secret, which is in the user pool and nowhere in the table. */
export const quietly = (client: PartnerClient, headers: Record<string, string>): StoredAnswer => ({
  status: 201,
  headers: { 'content-type': 'application/json', ...headers },
  body: JSON.stringify(PartnerClient.parse(client)),
})

/** A kept answer with the secret of the newest key in it, once that key is let in everywhere. */
export async function toldOnce({ answer, now }: Telling, { headers, body }: StoredAnswer): Promise<StoredAnswer> {
  await bringIntoLine(now)
  const client = PartnerClient.parse(JSON.parse(body))
  const clientId = String(client.keys.at(-1)?.id)
  const { 'content-type': _, ...rest } = headers
  return answer({ ...client, clientId, clientSecret: await secretFor(clientId) }, rest)
}

/** The same to a repeat, whose first answer may have been lost before the key was let in. */
export const toldAgain = (request: Telling, stored: StoredRequest, once: RequestKey): Promise<StoredAnswer> =>
  toldOnce(request, replayed(stored, once))

async function secretFor(key: string): Promise<string> {
  const secret = await secretOf(key)
  if (!secret) throw new Refusal('conflict', 'The key that was made then is gone. Rotate for another.')
  return secret
}
