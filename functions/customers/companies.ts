import { ulid } from 'ulid'
import { mayKnowCustomer } from '../../domain/customers.ts'
import { invalid, notFound, Refusal } from '../../domain/refusal.ts'
import { fromOutside } from '../../domain/visibility.ts'
import type { Actor } from '../../schemas/actor.ts'
import { type Customer, NewCustomer } from '../../schemas/customer.ts'
import type {
  changeCustomer,
  createCustomer,
  deleteCustomer,
  getCustomer,
  listCustomers,
} from '../../schemas/operations/customers.ts'
import { basePath } from '../../schemas/operations/operation.ts'
import { openCursor, sealCursor } from '../platform/http/cursor.ts'
import type { Request } from '../platform/http/edge.ts'
import { createRecord, patchRecord, readRecord, removeRecord } from '../platform/http/record.ts'
import { choiceCounted, customers, sortable } from '../platform/table/customers.ts'
import { leftOf } from '../platform/table/left-of-customer.ts'
import { worksHere } from '../platform/table/people.ts'
import { listPlaces } from '../platform/table/places.ts'
import { policiesNow } from '../platform/table/policies.ts'

/** What its own people see of a customer. */
const reduced = ({ id, name, tier, language, version, createdAt, updatedAt }: Customer): Customer => ({
  ...{ id, name, tier, version, createdAt, updatedAt },
  ...(language && { language }),
})

const seenBy = (actor: Actor, customer: Customer) => (fromOutside(actor) ? reduced(customer) : customer)

export async function listCompanies(request: Request<typeof listCustomers>) {
  const { limit, cursor, name = '', tier } = request.query
  const owner = `customers ${tier ?? ''} ${name} ${request.actor.id}`
  const part = tier ? ({ index: 'gsi1', pk: `TIER#${tier}` } as const) : ({ index: 'gsi6', pk: 'CUSTOMERS' } as const)
  const after = cursor && openCursor(cursor, owner)
  const { items, next } = await listPlaces(customers, { ...part, prefix: sortable(name) }, limit, after)
  return request.answer({ items, ...(next && { next: sealCursor(next, owner) }) })
}

const complete = async (after: Customer, before: Customer | undefined): Promise<Customer> => {
  const { policy } = after
  if (policy && policy !== before?.policy) {
    const known = await policiesNow()
    if (!known.some(({ id }) => id === policy)) throw invalid('policy', 'is not known', 'the id of an SLA policy')
  }
  const { preferredTechnician: technician } = after
  if (technician && technician !== before?.preferredTechnician && !(await worksHere(technician)))
    throw invalid('preferredTechnician', 'is not known', 'the id of somebody who works here')
  return { ...after, domains: [...new Set(after.domains)] }
}

export function createCompany(request: Request<typeof createCustomer>) {
  const id = `cus_${ulid()}`
  const handling = { records: customers, answer: request.answer, complete }
  return createRecord(request, handling, { ...request.body, id } as Customer, `${basePath}/customers/${id}`)
}

export function readCompany(request: Request<typeof getCustomer>) {
  const { actor, params } = request
  if (!mayKnowCustomer(actor, params.id)) throw notFound()
  const answer = (customer: Customer, headers: Record<string, string>) =>
    request.answer(seenBy(actor, customer), headers)
  return readRecord(request, { records: customers, answer }, params)
}

export const changeCompany = (request: Request<typeof changeCustomer>) =>
  patchRecord(
    request,
    { records: customers, answer: request.answer, complete, writes: choiceCounted },
    request.params,
    request.body,
    NewCustomer,
  )

export const deleteCompany = (request: Request<typeof deleteCustomer>) =>
  removeRecord(
    request,
    {
      records: customers,
      async judge({ id }) {
        const left = await leftOf(id)
        if (left) throw new Refusal('conflict', `The customer still has ${left}: what is left of it explains those.`)
      },
    },
    request.params,
  )
