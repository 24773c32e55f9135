import { erasedName } from '../../domain/erasing.ts'
import { notFound, Refusal } from '../../domain/refusal.ts'
import type { Contact } from '../../schemas/contact.ts'
import type { eraseContact } from '../../schemas/operations/contacts.ts'
import { basePath } from '../../schemas/operations/operation.ts'
import { type Request, settled } from '../platform/http/edge.ts'
import { byOf } from '../platform/http/record.ts'
import { comparable } from '../platform/mail/addresses.ts'
import { writtenForms } from '../platform/phones.ts'
import { untilWon } from '../platform/retry.ts'
import { commitOnce } from '../platform/table/commit-once.ts'
import { correspondentDelete } from '../platform/table/correspondents.ts'
import { contacts } from '../platform/table/customers.ts'
import { expiryOf, jobShown, newJob } from '../platform/table/jobs.ts'
import { preferencesDelete } from '../platform/table/preferences.ts'
import { type By, loadRecord, recordWrites } from '../platform/table/records.ts'
import { loadTraces, tracesPut } from '../platform/table/traces.ts'
import type { Write } from '../platform/table/transaction.ts'
import { formerCustomers, silentEvent } from './contact-history.ts'

/**
 * Erases a contact at once: name, addresses, phones and what was claimed go, and their login ends; a job goes on with what
 * was written about them elsewhere. What that needs to know is kept apart until it is done. One transaction.
 */
export function erasePerson(request: Request<typeof eraseContact>) {
  const { actor, now, once, params, requestId } = request
  return untilWon(async () => {
    const contact = await loadRecord(contacts, params)
    if (!contact) throw notFound()
    if (contact.mergedInto) throw new Refusal('conflict', `They are ${contact.mergedInto}: erase that one.`)
    const { job, writes } = newJob({
      kind: 'erase-contact',
      actor,
      now,
      correlationId: requestId,
      request: { contact: contact.id },
    })
    const answer = request.answer(jobShown(job), { location: `${basePath}/jobs/${job.id}` })
    // Asked for again: the job before it was cancelled, perhaps. What it needs to know lies there already.
    const begun = contact.erasingAt ? [] : await begin(contact, byOf(request))
    return settled(await commitOnce([...begun, ...writes], once, answer), once, answer)
  })
}

/** The writes that erase a contact, with all who turned out to be them. */
async function begin(contact: Contact, by: By): Promise<Write[]> {
  const others = await Promise.all((contact.mergedFrom ?? []).map((id) => loadRecord(contacts, { id })))
  const all = [contact, ...others.filter((one) => one !== undefined)]
  const before = await loadTraces(contact.id)
  const customers = new Set([...(before?.customers ?? []), ...(await formerCustomers(all))])
  const traces = {
    ids: all.map(({ id }) => id),
    names: [...new Set(all.map(({ name }) => name))].filter((name) => name !== erasedName),
    emails: contact.emails.map(({ address }) => address),
    phones: contact.phones.flatMap(({ number }) => writtenForms(number)),
    customers: [...customers],
  }
  return [
    ...all.flatMap((one) => {
      const after = erased(one, by.now)
      const { item, claims } = recordWrites(contacts, one, after)
      return [item, ...claims, silentEvent(one, after, by), preferencesDelete(one.id)]
    }),
    // One item for a mailbox, under however many addresses it is known.
    ...[...new Set(all.flatMap(({ emails }) => emails.map(({ address }) => comparable(address))))].map(
      correspondentDelete,
    ),
    tracesPut(contact.id, traces, expiryOf(by.now)),
  ]
}

/** What stays of a contact: their id, whose contact they were, and that they were erased. */
const erased = ({ id, customer, mergedInto, mergedFrom, version, createdAt }: Contact, now: string): Contact => ({
  id,
  name: erasedName,
  ...(customer && { customer }),
  ...(mergedInto && { mergedInto }),
  ...(mergedFrom && { mergedFrom }),
  emails: [],
  phones: [],
  wholeCustomer: false,
  erasingAt: now,
  version: version + 1,
  createdAt,
  updatedAt: now,
})
