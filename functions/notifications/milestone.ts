import type { EventData } from '../../events/catalogue.ts'
import type { Mail } from './mail.ts'

const promises = { response: 'first response', resolution: 'resolution' } as const

/** What staff are told of a milestone: ids and times; whoever wants to know more opens the ticket with their own rights. */
export function milestone(
  type: string,
  ticket: string,
  { clock, percent, dueAt, target }: EventData<'sla.warned'>,
): Mail {
  const promise = promises[clock]
  const breached = type === 'sla.breached'
  return {
    subject: breached
      ? `[${ticket}] The ${promise} is overdue`
      : `[${ticket}] ${percent} % of the time for the ${promise} is used`,
    text: [
      breached ? `The ${promise} of ${ticket} was due at ${dueAt}.` : `The ${promise} of ${ticket} is due at ${dueAt}.`,
      `Promised within: ${target}.`,
      '',
      `You get this because the escalation rules name you. The ticket's history says what else was done.`,
    ].join('\n'),
  }
}
