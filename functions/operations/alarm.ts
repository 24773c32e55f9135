import { isDeepStrictEqual } from 'node:util'
import { type AlarmChange, answerTo, type KnownAlarm, noteOf, remembered, ticketOf } from '../../domain/alarm.ts'
import { decide } from '../../domain/lifecycle.ts'
import { isOpen } from '../../domain/selection.ts'
import { system } from '../../schemas/actor.ts'
import type { Settings } from '../../schemas/settings.ts'
import { environment } from '../platform/environment.ts'
import { eachMessage } from '../platform/messages.ts'
import { untilWon } from '../platform/retry.ts'
import { alarmPut, loadAlarm } from '../platform/table/alarms.ts'
import { commitChange } from '../platform/table/commit.ts'
import { deskOf } from '../platform/table/desk.ts'
import { type Loaded, loadTicket } from '../platform/table/tickets.ts'
import { transact } from '../platform/table/transaction.ts'
import { count, logger } from '../platform/telemetry.ts'
import { commentOn } from '../platform/tickets/commenting.ts'
import { openTicket } from '../platform/tickets/opening.ts'
import { changeIn } from './sns-alarm.ts'

/** Another try of this message, or another message, has written down a change since it was judged what this one is. */
class Raced extends Error {}

/**
 * An alarm becomes a ticket: one while it is open, on which the alarm notes when it goes off and on again. What goes on after
 * that is resolved opens another. Once, however often and in whatever order its messages come. Alarms about this very function
 * open none: they would do so for ever.
 */
export const handler = eachMessage<unknown>(
  async (message, correlationId) => {
    const change = changeIn(message)
    if (!change || change.name.includes(environment('OWN_ALARMS'))) return
    await untilWon(async () => {
      const known = await loadAlarm(change.name)
      const loaded = known?.ticket ? (await loadTicket(known.ticket)).loaded : undefined
      const ticketIsOpen = !!loaded && isOpen(loaded.ticket.status)
      const answer = answerTo(change, known, ticketIsOpen)
      if (answer === 'ticket') return open(change, known, correlationId)
      if (answer === 'note' && known && loaded) return note(change, known, loaded, correlationId)
      if (answer === 'nothing') return answer
      const written = await transact([alarmPut(change.name, known, remembered(change, known, ticketIsOpen))])
      return written.is === 'committed' ? answer : undefined
    })
  },
  { oneByOne: true },
)

/** Undefined: what is known of the alarm has changed meanwhile. */
async function open(
  change: AlarmChange,
  judged: KnownAlarm | undefined,
  correlationId: string,
): Promise<string | undefined> {
  const offSince = judged && change.at < judged.at ? judged.at : undefined
  try {
    await openTicket(
      { actor: system, now: new Date().toISOString(), once: undefined, requestId: correlationId },
      ticketOf(change, offSince),
      () => ({ status: 201, headers: {}, body: '' }),
      async ({ ticket }) => {
        // Asked at every try: whoever was faster may have opened it.
        if (!isDeepStrictEqual(await loadAlarm(change.name), judged)) throw new Raced()
        return [alarmPut(change.name, judged, { at: offSince ?? change.at, ticket: ticket.number, notes: 0 })]
      },
      { within: withoutForms },
    )
  } catch (fault) {
    if (fault instanceof Raced) return undefined
    throw fault
  }
  count('AlarmTickets')
  logger.info('An alarm has opened a ticket', { alarm: change.name })
  return 'ticket'
}

/** An alarm cannot give the fields that a form insists on. */
const withoutForms = (settings: Settings): Settings => ({
  ...settings,
  customFields: Object.fromEntries(
    Object.entries(settings.customFields).map(([name, field]) => [name, { ...field, required: false }]),
  ),
})

/** Undefined: the ticket, or what is known of the alarm, has changed meanwhile. */
async function note(
  change: AlarmChange,
  known: KnownAlarm,
  loaded: Loaded,
  correlationId: string,
): Promise<string | undefined> {
  const now = new Date().toISOString()
  const body = noteOf(change, known.notes)
  const said = await commentOn(loaded, system, now, { body, format: 'markdown', internal: true, mentions: [] })
  const decision = decide(loaded.ticket, said.effect.command, system, await deskOf(loaded.ticket), now)
  const writes = [
    ...said.effect.writes(decision),
    alarmPut(change.name, known, { ...known, at: change.at, notes: known.notes + 1 }),
  ]
  if ((await commitChange(loaded, { decision, correlationId, writes })).is !== 'committed') return undefined
  count('AlarmNotes')
  return 'note'
}
