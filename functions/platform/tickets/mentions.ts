import { invalid } from '../../../domain/refusal.ts'
import type { Ticket } from '../../../domain/ticket.ts'
import { actorOf, fromOutside, maySee } from '../../../domain/visibility.ts'
import { findPerson } from '../table/people.ts'

const inText = /(?<![\w@])@(per_[0-9A-HJKMNP-TV-Z]{26})(?![0-9A-Za-z_])/g
/** What is named beyond these is not told: nobody names so many but to annoy. */
const mostTold = 20

/**
 * Whom a comment names, by list or in its text, as far as they may see it. Refuses somebody in the list who may not, as
 * unknown; in the text they stay mere words.
 */
export async function mentioned(
  given: readonly string[],
  text: string,
  ticket: Ticket,
  internal: boolean,
): Promise<string[]> {
  const named = [...new Set([...given, ...[...text.matchAll(inText)].map(([, id]) => id as string)])]
  const told = named.slice(0, Math.max(mostTold, given.length))
  const may = await Promise.all(told.map((id) => mayBeTold(id, ticket, internal)))
  const wrong = given.findIndex((id) => !may[told.indexOf(id)])
  if (wrong >= 0) throw invalid(`mentions.${wrong}`, 'is not known', 'the id of somebody who may see this')
  return told.filter((_, at) => may[at])
}

async function mayBeTold(id: string, ticket: Ticket, internal: boolean): Promise<boolean> {
  const person = await findPerson(id)
  if (!person || person.active === false || (internal && fromOutside(person))) return false
  return maySee({ ...actorOf(person), id }, ticket)
}
