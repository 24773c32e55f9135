import { fill, type Values } from '../../domain/placeholders.ts'
import type { Ticket } from '../../domain/ticket.ts'
import { fromOutside } from '../../domain/visibility.ts'
import type { Actor } from '../../schemas/actor.ts'
import { BodySource } from '../../schemas/comment.ts'
import type { Macro } from '../../schemas/macro.ts'
import { validate } from '../platform/http/input.ts'
import { escaped, oneLine } from '../platform/markup/characters.ts'
import { literally } from '../platform/markup/markdown.ts'
import { findCustomer, findPerson, findTeam } from '../platform/table/people.ts'

/** A reply with its placeholders filled in. Refuses one that has become too long by it. */
export async function filledIn(
  { body, format }: NonNullable<Macro['reply']>,
  ticket: Ticket,
  actor: Actor,
): Promise<string> {
  const values = await valuesFor(ticket, actor)
  const literal = (text: string) => (format === 'html' ? escaped(oneLine(text)) : literally(oneLine(text)))
  return validate(BodySource, fill(body, values, literal))
}

/** What is known: names from a cache of a minute. A ticket that staff have opened is asked by nobody with a name. */
async function valuesFor({ number, title, status, priority, requester, customer, team }: Ticket, actor: Actor) {
  const [asking, company, agent, theirTeam] = await Promise.all([
    findPerson(requester),
    customer === undefined ? undefined : findCustomer(customer),
    findPerson(actor.id),
    team === undefined ? undefined : findTeam(team),
  ])
  const values: { [Name in keyof Values]: string | undefined } = {
    'ticket.number': number,
    'ticket.title': title,
    'ticket.status': status.replaceAll('_', ' '),
    'ticket.priority': priority,
    'customer.name': asking && fromOutside(asking) ? asking.name : undefined,
    'customer.company': company?.name,
    'agent.name': agent?.name,
    'team.name': theirTeam?.name,
  }
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Values
}
