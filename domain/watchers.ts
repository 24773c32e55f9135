import { mostWatchers } from '../schemas/ticket.ts'
import { record } from './draft.ts'
import { Refusal } from './refusal.ts'
import type { Rule } from './rule.ts'

/** Lets a person watch a ticket, who may: the handler has seen to that. Whoever watches it already goes on. Refuses one too many. */
export const watch =
  (person: string): Rule =>
  (draft, actor) => {
    const { watchers = [] } = draft.ticket
    if (watchers.includes(person)) return undefined
    if (watchers.length >= mostWatchers) {
      throw new Refusal('conflict', `A ticket has at most ${mostWatchers} watchers.`)
    }
    draft.ticket.watchers = [...watchers, person]
    record(draft, 'ticket.watched', { person }, { actor })
    return undefined
  }

/** Ends a person's watching; whoever does not watch it is left as they are. */
export const unwatch =
  (person: string): Rule =>
  (draft, actor) => {
    const { ticket } = draft
    if (!ticket.watchers?.includes(person)) return undefined
    const left = ticket.watchers.filter((watcher) => watcher !== person)
    if (left.length > 0) ticket.watchers = left
    else delete ticket.watchers
    record(draft, 'ticket.unwatched', { person }, { actor })
    return undefined
  }
