import * as z from 'zod'
import { CustomerId, PersonId } from '../actor.ts'
import { Contact, EmailAddress, NewContact } from '../contact.ts'
import { ContactExport } from '../contact-export.ts'
import { Job } from '../job.ts'
import { operation } from './operation.ts'
import { Cursor, Limit, page } from './paging.ts'
import { agents, change, Id, list, make, managers, Name, patchOf, read, staffAndTheirs, tag } from './record-forms.ts'

const ContactParams = z.strictObject({ id: Id.meta({ example: 'per_01JD0000000000000000CNTCT1' }) })

export const listContacts = operation({
  ...list,
  path: '/contacts',
  roles: staffAndTheirs,
  query: z.strictObject({
    limit: Limit,
    cursor: Cursor,
    name: Name,
    customer: CustomerId.optional(),
    email: EmailAddress.optional().meta({ description: 'Whose address it is, exactly' }),
  }),
  answer: page(Contact).meta({ id: 'ContactPage' }),
  summary: 'Contacts, by name',
  description: 'A contact sees themselves, and their colleagues if they see the whole customer.',
})

export const createContact = operation({
  ...make,
  path: '/contacts',
  roles: agents,
  body: NewContact,
  answer: Contact,
  summary: 'Make a contact',
})

export const getContact = operation({
  ...read,
  path: '/contacts/{id}',
  roles: staffAndTheirs,
  params: ContactParams,
  answer: Contact,
  summary: 'A contact',
})

export const changeContact = operation({
  ...change,
  path: '/contacts/{id}',
  roles: ['customer', ...agents],
  params: ContactParams,
  body: patchOf(NewContact.shape, 'ContactPatch'),
  answer: Contact,
  refusals: ['conflict'],
  summary: 'Change a contact',
  description:
    'Contacts may change their own language, preferred channel and phones; a phone that is new to the desk is not verified then.',
})

export const mergeContacts = operation({
  method: 'post',
  tag,
  path: '/contacts/{id}/merge',
  roles: agents,
  params: ContactParams,
  body: z
    .strictObject({
      into: PersonId,
      acrossCustomers: z.boolean().default(false).meta({ description: 'Although they are with different customers' }),
    })
    .meta({ id: 'ContactMerge', example: { into: 'per_01JD0000000000000000CNTCT2' } }),
  ifMatch: 'optional',
  etag: true,
  answer: Contact,
  refusals: ['conflict'],
  summary: 'Say that two contacts are one person',
  done: 'Done: this is the contact that stays.',
  description:
    'Addresses, phones and tickets of the first are those of the second from now on; the first stays as a pointer. It cannot be undone; `If-Match` names the version of the first.',
})

export const exportContact = operation({
  method: 'post',
  tag,
  path: '/contacts/{id}/export',
  roles: managers,
  params: ContactParams,
  body: z.strictObject({ cursor: z.string().max(2000).optional() }).default({}),
  answer: ContactExport,
  summary: 'Everything that the desk has of a person',
  done: 'A part of it; `next` leads on.',
  description:
    'For a person who asks what is known of them: their record, the tickets they asked for with what was said there, and what they said elsewhere. Notes among staff are marked `internal`: look at them before you hand them over.',
})

export const eraseContact = operation({
  method: 'post',
  tag,
  path: '/contacts/{id}/erase',
  roles: ['admin'],
  params: ContactParams,
  status: 202,
  answer: Job,
  refusals: ['conflict'],
  summary: 'Erase a person',
  done: 'Taken on: their record is erased, the job goes on with their tickets.',
  description:
    'Their name, addresses, phones and login go at once, for good. A job then takes them out of tickets: contact, words that name them, files they gave. Tickets stay, with an id that says nothing by itself.',
})
