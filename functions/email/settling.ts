import { problemsOf } from '../../domain/mail/files.ts'
import { afterMail } from '../../domain/mail/limits.ts'
import { noteReturned } from '../platform/mail/returned.ts'
import { changeCorrespondent } from '../platform/table/correspondents.ts'
import type { Outcome } from '../platform/table/inbound.ts'
import { saveSettled } from '../platform/table/inbound.ts'
import { changeMail } from '../platform/table/mails.ts'
import { fileParts } from '../platform/tickets/filing.ts'
import { answersAutomatic } from './answering.ts'
import type { Arrival } from './arrival.ts'
import type { Named } from './placing.ts'

/** Sees to what follows from a mail that has had its effect: each of it may be done again, and the last says that all is done. */
export async function settle(arrival: Arrival, outcome: Outcome, named: Named): Promise<void> {
  if (outcome.state !== 'duplicate') {
    await fileAll(arrival, outcome)
    await hearOfReturned(arrival, named)
    await meet(arrival, named)
  }
  await saveSettled(arrival.inbound.objectKey, new Date().toISOString())
}

/** So many files that the ticket has not are named: an item holds 400 KB. The mail as it came has them all. */
const mostNamed = 100

/** Its files become the ticket's: not those of a machine's note, and none where a virus was found. */
async function fileAll({ inbound, reading }: Arrival, { state, ticket, comment, by, internal = false }: Outcome) {
  const { mail, verdicts } = reading
  if (!ticket || !by || state === 'noted' || verdicts.virus === 'fail' || mail.parts.length === 0) return
  const what = { mail: inbound.mail, ticket, internal, by, ...(comment && { comment }) }
  const { files, refused } = await fileParts(what, mail.parts)
  await changeMail(ticket, inbound.mail, (kept) => {
    if (kept.direction !== 'in' || kept.files !== undefined) return undefined
    if (refused.length === 0) return { ...kept, files }
    const marked = [...(kept.marked ?? []), 'files-refused']
    const problems = [...(kept.problems ?? []), ...problemsOf(refused)]
    return { ...kept, files, refused: refused.slice(0, mostNamed), marked, problems }
  })
}

/** What did not reach somebody: only as far as it names a mail of ours, and whom that went to. */
async function hearOfReturned({ inbound, reading, correlationId }: Arrival, { answers }: Named): Promise<void> {
  const { found, trust, author } = reading
  if (found.kind !== 'bounce' || answers.length === 0) return
  const told = { at: inbound.at, from: author?.address, trust, requestId: correlationId }
  await noteReturned({ ...told, failed: found.failed ?? [], returned: answers })
}

/** It is remembered of its sender that they have written, and whether to something automatic (domain/mail/limits.ts). */
async function meet({ inbound, reading, sender }: Arrival, { answers, candidates }: Named): Promise<void> {
  const { address } = sender
  if (!address || reading.found.kind === 'bounce' || reading.found.kind === 'report') return
  // Who is not believed, and knows nothing of what that one got, was somebody else: it is not held against them.
  const knowsOurs = answers.length > 0 || candidates.some(({ by }) => by !== 'subject')
  if (reading.trust === 'failed' && !knowsOurs) return
  // A machine that names a ticket answers what the desk has sent by itself: no other mail goes to it unasked.
  const isMachine = reading.found.may.stands === 'noted' && candidates.length > 0
  const namesAutomatic = isMachine || (await answersAutomatic(answers))
  const now = new Date().toISOString()
  await changeCorrespondent(address, (known) => {
    if (known.lastMail === inbound.mail) return undefined
    const after = afterMail(known, { namesAutomatic }, now)
    // Of whom no round is counted nothing needs to be written.
    return after === known ? undefined : { ...known, ...after, lastMail: inbound.mail }
  })
}
