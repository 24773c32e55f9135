import { changeCustomer } from '../../domain/changing-customer.ts'
import { invalid } from '../../domain/refusal.ts'
import { staff } from '../../schemas/operations/operation.ts'
import type { changeTicketCustomer } from '../../schemas/operations/tickets.ts'
import type { Request } from '../platform/http/edge.ts'
import { deskFor } from '../platform/table/desk.ts'
import { findCustomer, findPerson } from '../platform/table/people.ts'
import type { StoredAnswer } from '../platform/table/requests.ts'
import { revisionsNow } from '../platform/table/revised.ts'
import { change, withTicket } from '../platform/tickets/command.ts'

/** Whether somebody is of the desk, or this customer's: they may go on with a ticket that becomes theirs. */
async function staysWith(customer: string, person: string): Promise<boolean> {
  const found = await findPerson(person)
  return !!found && (staff.includes(found.role) || found.customer === customer)
}

/**
 * Gives a ticket to another customer. Who asked for it goes on if they are of the desk or of the new customer; else it is
 * as if whoever moves it had opened it, unless they say for whom.
 */
export function changeCustomerForStaff(request: Request<typeof changeTicketCustomer>): Promise<StoredAnswer> {
  const { actor, body, params } = request
  const { customer, requester, contact, reason } = body
  return change(
    request,
    params.id,
    async ({ ticket }) => {
      const { brand, team, watchers = [] } = ticket
      await check(body)
      const asks = requester ?? ((await staysWith(customer, ticket.requester)) ? ticket.requester : actor.id)
      const stay = await Promise.all(watchers.map((person) => staysWith(customer, person)))
      const leaving = watchers.filter((_, at) => !stay[at])
      const owner = { customer, requester: asks, ...(contact && { contact }), leaving, reason }
      // The policy is chosen by what was agreed with the new customer.
      const desk = await deskFor({ brand, teams: [team], customer, ticket, ...(await revisionsNow()) })
      return { command: changeCustomer(owner), desk }
    },
    withTicket(request),
  )
}

/** Refuses a customer that is not there, and a requester who is not theirs. */
async function check({ customer, requester }: Request<typeof changeTicketCustomer>['body']): Promise<void> {
  if (!(await findCustomer(customer))) throw invalid('customer', 'is not known', 'the id of a customer')
  if (requester && (await findPerson(requester))?.customer !== customer) {
    throw invalid('requester', 'is not known', 'the id of a contact of the new customer')
  }
}
