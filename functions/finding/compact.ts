import { environment } from '../platform/environment.ts'
import { send } from '../platform/queue.ts'
import { everyDocument } from '../platform/search/everything.ts'
import { searchIndex } from '../platform/search/search-index.ts'
import { alone, saveVerified } from '../platform/search/upkeep.ts'
import { verify } from '../platform/search/verifying.ts'
import { count, logger, observed } from '../platform/telemetry.ts'

/** How often the index is held against the table. */
const verifyEveryMs = 24 * 60 * 60 * 1000

/** Where more differ than this, one by one would take longer than all anew. */
const mostRepaired = 1000

/** Every minute: what the index needs done; once a day it is held against the table, and what differs is put right. */
export const handler = observed(async () => {
  const did = await alone(async ({ verifiedAt }) => {
    const index = searchIndex()
    const now = Date.now()
    if ((await index.tend()) === 'rebuild') return rebuild(now)
    if (now - verifiedAt < verifyEveryMs) return 'tended'
    const { tickets, differing } = await verify(index, now)
    count('SearchDiffers', differing.length)
    if (differing.length > mostRepaired) return rebuild(now)
    await send(
      environment('CHANGES_QUEUE_URL'),
      differing.map((ticket) => ({ ticket })),
    )
    await saveVerified(now)
    logger.info('index verified', { tickets, differing: differing.length })
    return 'verified'
  })
  return { did: did ?? 'somebody else is at it' }
})

async function rebuild(now: number): Promise<string> {
  await searchIndex().rebuild(everyDocument())
  await saveVerified(now)
  return 'rebuilt'
}
