import { between, fromMs } from '../../domain/time.ts'
import type { Envelope } from '../../events/envelope.ts'
import { environment } from '../platform/environment.ts'
import { type BusEvent, eachMessage } from '../platform/messages.ts'
import { send } from '../platform/queue.ts'
import { loadRecord } from '../platform/table/records.ts'
import { technicianRecords } from '../platform/table/technicians.ts'
import { handBackAll } from './handing-back.ts'
import { bringIntoLine } from './login.ts'

/** A look once more at somebody, by a message of our own. */
interface Again {
  again: string
}

/** For so long other functions may take somebody who has left for one who works here (their cache), and then some. */
const afterwardsSeconds = 120

/** What follows when a record changes: the login comes into line with it, and who has left hands back what they have. */
export const handler = eachMessage<BusEvent | Again>(async (message, correlationId) => {
  if ('again' in message) return follow(message.again, correlationId)
  const { subject } = message.detail as Envelope
  await follow(subject.id, correlationId)
  await lookAgain(subject.id)
})

/** By the record as it is, whatever the event said: it may come late, twice, or in another order. */
async function follow(id: string, correlationId: string): Promise<void> {
  for (let times = 1; times <= 5; times += 1) {
    const before = await loadRecord(technicianRecords, { id })
    if (!before) return
    if (!before.active && (await handBackAll(id, correlationId)) === 'more-left') {
      await send(environment('STAFF_QUEUE_URL'), [{ again: id } satisfies Again])
      return
    }
    const { login } = before
    if (login) await bringIntoLine({ ...before, login })
    // Who has changed it meanwhile may have been overtaken: then the login is brought into line once more.
    if ((await loadRecord(technicianRecords, { id }))?.version === before.version) return
  }
  throw new Error(`The record of ${id} changes faster than its login`)
}

/** Who has just left may be given something still by a function that does not know yet. */
async function lookAgain(id: string): Promise<void> {
  const { left } = (await loadRecord(technicianRecords, { id })) ?? {}
  if (!left || between(left.at, fromMs(Date.now())) > afterwardsSeconds * 1000) return
  await send(environment('STAFF_QUEUE_URL'), [{ again: id } satisfies Again], afterwardsSeconds)
}
