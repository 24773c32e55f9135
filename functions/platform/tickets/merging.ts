import { letGo, mergeInto, newWatchers, takeIn, undoMerge } from '../../../domain/merging.ts'
import { invalid } from '../../../domain/refusal.ts'
import { maySee } from '../../../domain/visibility.ts'
import type { Actor } from '../../../schemas/actor.ts'
import type { Merge } from '../../../schemas/merge.ts'
import { worksHere } from '../table/people.ts'
import type { Joining } from './joining.ts'

/** Who of these works here: contacts of the customer would come to see a ticket by watching it. */
async function staffAmong(people: readonly string[]): Promise<string[]> {
  const areStaff = await Promise.all(people.map(worksHere))
  return people.filter((_, at) => areStaff[at])
}

/** What merging does to a ticket and to the one that stays. One that the caller may not see is not known. */
export const merging = ({ into, reason }: Merge, actor: Actor): Joining => ({
  others: () => [into],
  async parts(source, others) {
    const target = into === source.number ? source : others.get(into)
    if (!target || !maySee(actor, target)) throw invalid('into', 'is not known', 'the number of a ticket')
    const watchers = await staffAmong(newWatchers(source, target))
    const taking = target === source ? [] : [{ ticket: target, rule: takeIn(source, watchers) }]
    return [{ ticket: source, rule: mergeInto(target, reason, watchers) }, ...taking]
  },
})

/** What undoing a merge does to both. */
export const unmerging = (reason: string): Joining => ({
  alsoMerged: true,
  others: ({ mergedInto }) => (mergedInto ? [mergedInto] : []),
  parts(source, others) {
    const target = others.get(source.mergedInto ?? '')
    return [{ ticket: source, rule: undoMerge(reason) }, ...(target ? [{ ticket: target, rule: letGo(source) }] : [])]
  },
})
