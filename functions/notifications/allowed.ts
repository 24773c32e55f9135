import { afterAutoReply, afterRelay, isStopped, type Limit, limitOn, relayLimitOn } from '../../domain/mail/limits.ts'
import { suppressionOf } from '../../domain/mail/outcome.ts'
import { fromMs } from '../../domain/time.ts'
import { untilWon } from '../platform/retry.ts'
import {
  type Correspondent,
  companyCount,
  correspondentPut,
  loadCorrespondent,
} from '../platform/table/correspondents.ts'
import type { Nature } from '../platform/table/mails.ts'
import { countedUpdate, wasCounted } from '../platform/table/notices.ts'
import { transact } from '../platform/table/transaction.ts'
import { isOptional, type Parts } from './optional.ts'
import type { NoticeKind } from './tellings.ts'

/** Why a mail does not go to an address, or an automatic answer not at this time. */
export type Unsent = 'bounced' | 'complained' | 'machine' | 'unsubscribed' | `limit-${Limit}`

/** A mail that is about to go, and what it is told by. */
interface Going extends Parts {
  event: string
  who: string
  nature: Nature
  isStaff: boolean
}

/** What carries the words of somebody from outside. */
const relayed: readonly NoticeKind[] = ['answered', 'answeredForWatchers']
const isRelay = ({ kinds, nature, isStaff }: Going): boolean =>
  nature === 'automatic' && !isStaff && kinds.some((kind) => relayed.includes(kind))

/**
 * Why a mail does not go to an address; nothing where it may. An answer that a person wrote goes to whoever can get it: also
 * to a machine that nothing automatic goes to any more, and to who did not want a mail of ours and writes to us still.
 */
export function whyNot(going: Parts & Pick<Going, 'nature'>, known: Correspondent): Unsent | undefined {
  if (isOptional(going) && known.unsubscribedAt) return 'unsubscribed'
  if (going.nature === 'reply') return known.bounced?.permanent ? 'bounced' : undefined
  return suppressionOf(known)?.because ?? (isStopped(known) ? 'machine' : undefined)
}

/** The same of a mail that goes now: an automatic answer counts from here on, once, however often its sending is tried. */
export const refusalOf = (going: Going, known: Correspondent, now: number): Promise<Unsent | undefined> => {
  const because = whyNot(going, known)
  const counts = going.nature === 'auto-reply' || isRelay(going)
  return because || !counts ? Promise.resolve(because) : counted(going, known, now)
}

const counted = (going: Going, first: Correspondent, now: number): Promise<Unsent | undefined> => {
  const { event, who } = going
  const isAnswer = going.nature === 'auto-reply'
  let known: Correspondent | undefined = first
  return untilWon(async () => {
    known ??= await loadCorrespondent(first.address)
    const limit = isAnswer ? limitOn(known, fromMs(now)) : relayLimitOn(known)
    if (limit) return { because: (await wasCounted(event, who)) ? undefined : (`limit-${limit}` as const) }
    const after = isAnswer ? afterAutoReply(known, fromMs(now)) : afterRelay(known)
    const company = isAnswer ? companyCount(first.address) : undefined
    known = undefined
    const outcome = await transact([
      countedUpdate(event, who, now),
      correspondentPut({ ...after, address: first.address } as Correspondent),
      ...(company ? [company] : []),
    ])
    if (outcome.is === 'refused' && outcome.at === 2) return { because: 'limit-company' as const }
    // The first of them: it has counted before.
    const isOver = outcome.is === 'committed' || (outcome.is === 'refused' && outcome.at === 0)
    return isOver ? { because: undefined } : undefined
  }).then(({ because }) => because)
}
