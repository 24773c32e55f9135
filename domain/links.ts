import { inverse, type LinkType, mostLinks } from '../schemas/link.ts'
import { record } from './draft.ts'
import { invalid, Refusal } from './refusal.ts'
import type { Rule } from './rule.ts'
import type { Ticket } from './ticket.ts'

/** A link as one of its two tickets has it. */
export interface HalfLink {
  type: LinkType
  ticket: string
}

const same = (a: HalfLink) => (b: HalfLink) => a.type === b.type && a.ticket === b.ticket

/** Whether a ticket has a link already. */
export const has = (links: readonly HalfLink[], link: HalfLink): boolean => links.some(same(link))

/**
 * One half of a new link; the other ticket gets the other half, by its inverse name. Two tickets that block each other are
 * refused; a longer circle is not looked for, since nothing is done about blocks but to show them.
 */
export const link =
  (half: HalfLink, links: readonly HalfLink[]): Rule =>
  (draft, actor) => {
    const { number, mergedInto } = draft.ticket
    if (half.ticket === number) throw invalid('ticket', 'is this ticket itself', 'the number of another ticket')
    if (has(links, half)) return undefined
    if (mergedInto) throw new Refusal('conflict', `${number} was merged into ${mergedInto}: name that.`)
    if (contradicts(half, links)) {
      throw new Refusal(
        'conflict',
        `${half.ticket} is linked to ${number} the other way round: they cannot both be so.`,
      )
    }
    if (links.length >= mostLinks) throw new Refusal('conflict', `${number} has ${mostLinks} links already.`)
    record(draft, 'ticket.linked', { link: half.type, ticket: half.ticket }, { actor })
    return undefined
  }

/** Of two tickets one may block, cause or duplicate the other, and not be blocked, caused or duplicated by it, too. */
const contradicts = ({ type, ticket }: HalfLink, links: readonly HalfLink[]): boolean =>
  inverse[type] !== type && has(links, { type: inverse[type], ticket })

/** One half of a link is taken away. */
export const unlink =
  (half: HalfLink, links: readonly HalfLink[]): Rule =>
  (draft, actor) => {
    if (has(links, half)) record(draft, 'ticket.unlinked', { link: half.type, ticket: half.ticket }, { actor })
    return undefined
  }

/** The half that the other ticket has of it. */
export const otherHalf = ({ number }: Pick<Ticket, 'number'>, type: LinkType): HalfLink => ({
  type: inverse[type],
  ticket: number,
})
