import { duration } from '../../domain/time.ts'
import { inWords, momentsIn } from '../../domain/wording.ts'
import type { EventData } from '../../events/catalogue.ts'
import type { ClockKind } from '../../schemas/clock.ts'
import { oneLine } from '../platform/markup/characters.ts'
import { ending, greeting, letter, named } from './letters.ts'
import type { Mail } from './mail.ts'

const promises: Record<ClockKind, string> = {
  response: 'first response',
  nextResponse: 'next response',
  resolution: 'resolution',
}

const minute = 60_000
/** Seconds below an hour, else minutes: nobody wants to know it better. */
const about = (ms: number) =>
  ms < 1000
    ? 'less than a second'
    : inWords(duration(ms < 60 * minute ? Math.floor(ms / 1000) * 1000 : Math.floor(ms / minute) * minute))

/**
 * What staff are told of a milestone, `now` in milliseconds: ids, times and why they hear of it; whoever wants to know more
 * opens the ticket with their own rights.
 */
export function milestone(
  type: string,
  ticket: string,
  { clock, percent, dueAt, target, policy }: EventData<'sla.warned'>,
  policyName: string,
  now: number,
): Mail {
  const promise = promises[clock]
  const late = now - Date.parse(dueAt)
  const due = momentsIn('UTC').full(dueAt)
  return letter(
    type === 'sla.breached'
      ? `[${ticket}] The ${promise} is overdue`
      : `[${ticket}] ${percent} % of the time for the ${promise} is used`,
    late >= 0
      ? `The ${promise} of ${ticket} was due on ${due}: it is late by ${about(late)}.`
      : `The ${promise} of ${ticket} is due on ${due}: in ${about(-late)}, if nothing pauses it.`,
    `Promised within: ${inWords(target)}.`,
    '',
    `You get this by the rule for ${percent} % of the ${promise} in the policy “${oneLine(policyName)}” (${policy.id}, version ${policy.version}).`,
    "The ticket's history says what else was done.",
  )
}

/** What the customer is told of one: that they are not forgotten, and no figure of the desk's own. */
export const milestoneForCustomer = (type: string, number: string, title?: string): Mail =>
  letter(
    type === 'sla.breached'
      ? `[${number}] It takes longer than it should`
      : `[${number}] We are working on your request`,
    ...greeting,
    type === 'sla.breached'
      ? `your request ${named(number, title)} takes us longer than we want it to. We are sorry, and see to it now.`
      : `your request ${named(number, title)} is not forgotten: we are working on it.`,
    'You need not do anything; we will tell you when there is an answer.',
    ...ending(number),
  )
