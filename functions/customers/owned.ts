import type * as z from 'zod'
import { mayKnowCustomer } from '../../domain/customers.ts'
import { notFound } from '../../domain/refusal.ts'
import type { Actor } from '../../schemas/actor.ts'
import { basePath } from '../../schemas/operations/operation.ts'
import { openCursor, sealCursor } from '../platform/http/cursor.ts'
import type { Request } from '../platform/http/edge.ts'
import { createRecord, patchRecord, readRecord, removeRecord } from '../platform/http/record.ts'
import { keys } from '../platform/table/keys.ts'
import { findCustomer } from '../platform/table/people.ts'
import { type Kept, listRecords, type Records } from '../platform/table/records.ts'
import type { StoredAnswer } from '../platform/table/requests.ts'

interface Owned extends Kept {
  customer: string
}

/** A kind of thing that customers have: a site, a product, a contract. */
export interface OwnedKind<Value extends Owned> {
  records: Records<Value>
  /** The schema of what staff give of it. */
  given: z.ZodObject
  /** How its sort keys begin. */
  sk: string
  /** What its paths call it. */
  path: string
  id(): string
  /** What callers from outside see of it. */
  seenBy(actor: Actor, value: Value): Value
  /** Whether callers know of those of a customer. */
  mayKnow?(actor: Actor, customer: string): boolean
  /** Refuses what names something that the customer does not have. */
  complete?(after: Value, before: Value | undefined): Promise<Value>
}

type Asked<Value> = Omit<Request, 'params' | 'body' | 'query' | 'answer'> & {
  answer(value: Value, headers?: Record<string, string>): StoredAnswer
}

/** What can be done with a kind of thing that customers have, each as its operation asks for it. */
export function handlersOf<Value extends Owned>(kind: OwnedKind<Value>) {
  const { records, given, sk, path, seenBy, mayKnow = mayKnowCustomer, complete } = kind
  const judge = (actor: Actor, customer: string) => {
    if (!mayKnow(actor, customer)) throw notFound()
  }
  const handling = (request: Asked<Value>) => ({
    records,
    answer: (value: Value, headers: Record<string, string>) => request.answer(seenBy(request.actor, value), headers),
    ...(complete && { complete }),
  })
  const ofCustomer = (customer: string, id: string) =>
    ({ customer, id }) as unknown as Pick<Value, 'id'> & Partial<Value>
  return {
    async list(
      {
        actor,
        query,
        answer,
      }: Asked<{ items: Value[]; next?: string }> & { query: { limit: number; cursor?: string | undefined } },
      customer: string,
    ) {
      judge(actor, customer)
      if (!(await findCustomer(customer))) throw notFound()
      const owner = `${path} ${customer} ${actor.id}`
      const after = query.cursor && openCursor(query.cursor, owner)
      const { pk } = keys.customer(customer)
      const { items, next } = await listRecords(records, { pk, prefix: sk }, query.limit, after)
      return answer({
        items: items.map((value) => seenBy(actor, value)),
        ...(next && { next: sealCursor(next, owner) }),
      })
    },
    async create(request: Asked<Value> & { body: object }, customer: string) {
      if (!(await findCustomer(customer))) throw notFound()
      const id = kind.id()
      const value = { ...request.body, id, customer } as unknown as Value
      return createRecord(request, handling(request), value, `${basePath}/customers/${customer}/${path}/${id}`)
    },
    async read(request: Asked<Value>, customer: string, id: string) {
      judge(request.actor, customer)
      return readRecord(request, handling(request), ofCustomer(customer, id))
    },
    change: (request: Asked<Value> & { body: unknown }, customer: string, id: string) =>
      patchRecord(request, handling(request), ofCustomer(customer, id), request.body, given),
    remove: (request: Omit<Asked<Value>, 'answer'>, customer: string, id: string) =>
      removeRecord(request, { records }, ofCustomer(customer, id)),
  }
}
