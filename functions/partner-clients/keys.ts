import { ulid } from 'ulid'
import { notFound, Refusal } from '../../domain/refusal.ts'
import type { rotatePartnerKey } from '../../schemas/operations/partner-clients.ts'
import type { PartnerClient, PartnerKey } from '../../schemas/partner-client.ts'
import type { Request } from '../platform/http/edge.ts'
import { amendRecord } from '../platform/http/record.ts'
import { partnerClients, partnerWrites } from '../platform/table/partner-clients.ts'
import { loadRecord } from '../platform/table/records.ts'
import { findRequest, type StoredAnswer } from '../platform/table/requests.ts'
import { judgeRoom } from './door.ts'
import { makeKey, removeKey } from './pool.ts'
import { quietly, toldAgain, toldOnce } from './telling.ts'

const hourMs = 60 * 60 * 1000

/** Gives a program another key, and says until when the one of before holds yet: two hold meanwhile, never three. */
export async function rotate(request: Request<typeof rotatePartnerKey>): Promise<StoredAnswer> {
  const { body, now, once, params } = request
  const stored = once && (await findRequest(once))
  if (stored) return toldAgain(request, stored, once)
  const { keepOldHours } = body
  const first = await loadRecord(partnerClients, { id: params.client })
  if (!first) throw notFound()
  judgeKeys(first, keepOldHours, now)
  await judgeRoom()
  const fresh = { id: await makeKey(ulid(), first.scopes), createdAt: now }
  const handling = { records: partnerClients, answer: quietly, writes: partnerWrites }
  let gone: PartnerKey[] = []
  const answer = await amendRecord(request, handling, { id: params.client }, (before) => {
    judgeKeys(before, keepOldHours, now)
    const until = new Date(Date.parse(now) + keepOldHours * hourMs).toISOString()
    const kept = keepOldHours > 0 ? valid(before, now).map((key) => ({ ...key, until: sooner(key.until, until) })) : []
    gone = before.keys.filter(({ id }) => !kept.some((key) => key.id === id))
    return { ...before, keys: [...kept, fresh] }
  })
  const told = await toldOnce(request, answer)
  for (const { id } of gone) await removeKey(id)
  return told
}

const valid = ({ keys }: PartnerClient, now: string) => keys.filter(({ until }) => !until || until > now)
const sooner = (a: string | undefined, b: string): string => (a && a < b ? a : b)

function judgeKeys(client: PartnerClient, keepOldHours: number, now: string): void {
  const [old, ...others] = valid(client, now)
  if (keepOldHours === 0 || others.length === 0) return
  throw new Refusal(
    'conflict',
    `Two keys hold already, the older one until ${old?.until}. Wait for that, or end both at once with \`keepOldHours\` 0.`,
  )
}
