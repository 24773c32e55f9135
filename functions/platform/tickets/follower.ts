import { isBrand } from '../../../domain/brand.ts'
import { categoryErrors } from '../../../domain/category.ts'
import { customErrors } from '../../../domain/custom-fields.ts'
import type { Ticket } from '../../../domain/ticket.ts'
import type { Actor } from '../../../schemas/actor.ts'
import type { Settings } from '../../../schemas/settings.ts'
import { mostDescription, NewTicket } from '../../../schemas/ticket.ts'
import { oneLine } from '../markup/characters.ts'

/** The words of a comment as the description of a ticket: about the same, where there is room for fewer. */
export const descriptionOf = (text: string): string =>
  text.length <= mostDescription ? text : `${text.slice(0, mostDescription - 1).toWellFormed()}…`

/**
 * A ticket that goes on where an old one ended, with the words that somebody has sent to that. Of what the old one said it
 * keeps what the settings still have, and the caller may say.
 */
export function followerOf(old: Ticket, text: string, actor: Actor, settings: Settings): NewTicket {
  const { title, type, category, brand, customer, contact, custom = {} } = old
  const still = ([name, value]: [string, string | number]) =>
    customErrors({ [name]: value }, {}, settings.customFields, actor).length === 0
  return NewTicket.parse({
    title: oneLine(`Re: ${title.replace(/^(Re: )+/, '')}`),
    description: descriptionOf(text),
    type,
    ...(categoryErrors({ category }, {}, settings).length === 0 && { category }),
    ...(isBrand(settings, brand) && { brand }),
    ...(customer && { customer }),
    ...(contact && { contact }),
    custom: Object.fromEntries(Object.entries(custom).filter(still)),
  })
}
