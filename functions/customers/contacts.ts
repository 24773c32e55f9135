import { ulid } from 'ulid'
import { changeableByContact, mayKnowContact } from '../../domain/customers.ts'
import { invalid, notFound, Refusal } from '../../domain/refusal.ts'
import { fromOutside } from '../../domain/visibility.ts'
import type { Actor } from '../../schemas/actor.ts'
import type { Contact } from '../../schemas/contact.ts'
import type { changeContact, createContact, getContact, listContacts } from '../../schemas/operations/contacts.ts'
import { basePath } from '../../schemas/operations/operation.ts'
import { openCursor, sealCursor } from '../platform/http/cursor.ts'
import type { Request } from '../platform/http/edge.ts'
import { validate } from '../platform/http/input.ts'
import { createRecord, patchRecord, readRecord } from '../platform/http/record.ts'
import { contacts, emailClaim, sortable } from '../platform/table/customers.ts'
import { findCustomer, worksHere } from '../platform/table/people.ts'
import { listPlaces, type Part } from '../platform/table/places.ts'
import { claimedBy, loadRecord } from '../platform/table/records.ts'
import { deskSettings } from '../platform/table/settings.ts'
import { contactGiven, ownContactGiven } from './contact-given.ts'

/** What they and their colleagues see of a contact. */
function contactSeenBy(actor: Actor, contact: Contact): Contact {
  if (!fromOutside(actor)) return contact
  const { notes: _, externalId: __, mergedFrom: ___, emails, ...rest } = contact
  return { ...rest, emails: emails.map(({ address, verified }) => ({ address, verified })) }
}

export async function listPeople(request: Request<typeof listContacts>) {
  const { actor, query } = request
  const { limit, cursor, name = '', email, customer } = query
  const shown = (items: Contact[]) =>
    items.filter((contact) => mayKnowContact(actor, contact)).map((contact) => contactSeenBy(actor, contact))
  const matching = (one: Contact | undefined) =>
    one && !one.mergedInto && (!customer || one.customer === customer) && sortable(one.name).startsWith(sortable(name))
      ? [one]
      : []
  if (email) return request.answer({ items: shown(matching(await withAddress(email))) })
  if (fromOutside(actor) && !(actor.wholeCustomer && actor.customer)) {
    return request.answer({ items: shown(matching(await loadRecord(contacts, actor))) })
  }
  if (fromOutside(actor) && customer && customer !== actor.customer) return request.answer({ items: [] })
  const of = fromOutside(actor) ? actor.customer : customer
  const part: Part = of ? { index: 'gsi2', pk: `CONTACTS#${of}` } : { index: 'gsi6', pk: 'CONTACTS' }
  const owner = `contacts ${of ?? ''} ${name} ${actor.id}`
  const after = cursor && openCursor(cursor, owner)
  const { items, next } = await listPlaces(contacts, { ...part, prefix: sortable(name) }, limit, after)
  return request.answer({ items: shown(items), ...(next && { next: sealCursor(next, owner) }) })
}

async function withAddress(email: string): Promise<Contact | undefined> {
  const id = await claimedBy(emailClaim(email))
  return id ? loadRecord(contacts, { id }) : undefined
}

/** Refuses what names somebody or something that is not there. */
async function complete(after: Contact, before?: Contact): Promise<Contact> {
  const { customer, preferredTechnician: technician } = after
  if (customer && customer !== before?.customer && !(await findCustomer(customer))) {
    throw invalid('customer', 'is not known', 'the id of a customer')
  }
  if (technician && technician !== before?.preferredTechnician && !(await worksHere(technician))) {
    throw invalid('preferredTechnician', 'is not known', 'the id of somebody who works here')
  }
  return { ...after, emails: asJudged(after.emails, before?.emails) }
}

/** Whether an address is written to is found out, not said. */
const asJudged = (given: Contact['emails'], before: Contact['emails'] = []): Contact['emails'] =>
  given.map(({ suppressed: _, ...email }) => {
    const { suppressed } = before.find(({ address }) => address === email.address) ?? {}
    return { ...email, ...(suppressed && { suppressed }) }
  })

export async function createPerson(request: Request<typeof createContact>) {
  const { phoneRegion } = await deskSettings()
  const id = `per_${ulid()}`
  const handling = { records: contacts, answer: request.answer, complete }
  const given = validate(contactGiven(phoneRegion), request.body)
  return createRecord(request, handling, { ...given, id }, `${basePath}/contacts/${id}`)
}

export const readPerson = (request: Request<typeof getContact>) =>
  readRecord(request, handlingFor(request), request.params)

/** A contact as this caller is answered with it, if it is there for them. */
const handlingFor = (request: Pick<Request<typeof getContact>, 'actor' | 'answer'>) => ({
  records: contacts,
  answer: (contact: Contact, headers: Record<string, string>) =>
    request.answer(contactSeenBy(request.actor, contact), headers),
  judge: (contact: Contact) => {
    if (!mayKnowContact(request.actor, contact)) throw notFound()
  },
})

export async function changePerson(request: Request<typeof changeContact>) {
  const { actor, params, body } = request
  const { phoneRegion } = await deskSettings()
  const handling = handlingFor(request)
  const judge = (contact: Contact) => {
    handling.judge(contact)
    if (contact.mergedInto || contact.erasingAt) {
      throw new Refusal('conflict', 'This contact was merged or erased, and is not changed any more.')
    }
    if (fromOutside(actor)) judgeOwn(actor, contact, body)
  }
  return fromOutside(actor)
    ? patchRecord(request, { ...handling, judge, complete: unverified }, params, body, ownContactGiven(phoneRegion))
    : patchRecord(request, { ...handling, judge, complete }, params, body, contactGiven(phoneRegion))
}

/** From outside one changes oneself, and of oneself what is not the desk's to say. */
function judgeOwn(actor: Actor, contact: Contact, body: object): void {
  if (contact.id !== actor.id) throw new Refusal('forbidden', 'Of your colleagues you may only read.')
  const others = Object.keys(body).filter((field) => !(changeableByContact as readonly string[]).includes(field))
  if (others[0]) throw invalid(others[0], 'may only be changed by staff', `one of: ${changeableByContact.join(', ')}`)
}

/** A number that was proved to be theirs stays so; what they say themselves is not proved. */
const unverified = (after: Contact, before?: Contact): Contact => ({
  ...after,
  phones: after.phones.map(({ number }) => ({
    number,
    verified: !!before?.phones.some((phone) => phone.number === number && phone.verified),
  })),
})
