import { dayMs, fromMs, toMs } from '../../domain/time.ts'
import type { Instant } from '../../schemas/time.ts'
import { nextDigest } from '../platform/mail/reading-times.ts'
import { openOfPerson } from '../platform/table/open-tickets.ts'
import { deskSettings } from '../platform/table/settings.ts'
import { type Due, digestFor, saveToldTogether, takeDue } from '../platform/table/together.ts'
import { count } from '../platform/telemetry.ts'
import { deliver, type Occasion } from './delivering.ts'
import { type Recipient, somebody } from './recipients.ts'
import type { Tellings } from './tellings.ts'
import { noticesFor, sentTogether } from './together.ts'
import { wishesOf, wishFor } from './wishes.ts'

/**
 * Tells somebody what they want to hear once a day: what has happened since, and what of theirs is at risk. Where they want
 * to know that every day, the next one is due already.
 */
export async function tellDigest(person: string, tries?: number): Promise<void> {
  const now = Date.now()
  const digest = digestFor(person)
  const due = await takeDue(digest, now)
  if (!due) return
  const to = await somebody(person)
  if (!to) return saveToldTogether(digest, now)
  const [wishes, settings] = await Promise.all([wishesOf(to), deskSettings()])
  const wantsRisks = to.isStaff && wishes.notices.atRisk === 'digest'
  const atRisk = wantsRisks ? await atRiskOf(to, fromMs(now)) : []
  const entries = await entriesOf(due, person, (notice) => wishFor(wishes, notice) !== 'off')
  if (entries.length > 0 || atRisk.length > 0) {
    const said = { since: entries[0]?.at ?? fromMs(toMs(due.dueAt) - dayMs), entries, atRisk }
    const occasion: Occasion = { event: digest.of, who: person, at: due.dueAt, tries }
    const send = () => deliver(occasion, { to, settings, kind: 'digest', said }, wishes)
    if (!(await sentTogether(occasion, due, send))) return
    count('DigestsSent')
  }
  await saveToldTogether(digest, Date.now(), {
    next: await nextDigest(to, wishes, settings, now),
    always: wantsRisks,
  })
}

type Digest = Tellings['digest']

/** At a time: each asks the table by itself. */
const atOnce = 10

async function entriesOf(
  { events }: Due,
  person: string,
  isWanted: (notice: Parameters<typeof wishFor>[1]) => boolean,
): Promise<Digest['entries']> {
  const entries: Digest['entries'][number][] = []
  for (let from = 0; from < events.length; from += atOnce) {
    const found = await noticesFor(events.slice(from, from + atOnce), person)
    for (const { notice, event } of found) {
      const { kind, ticket, to } = notice
      if (!isWanted(notice)) continue
      entries.push({ number: ticket.number, ...(to.isKnown && { title: ticket.title }), kind, at: event.occurredAt })
    }
  }
  return entries.toSorted((a, b) => (a.at < b.at ? -1 : 1))
}

/** The open tickets of theirs whose light is not green, or that are late by now. */
async function atRiskOf({ person }: Recipient, now: Instant): Promise<Digest['atRisk']> {
  const open = await openOfPerson(person)
  return open
    .filter(({ light, dueAt }) => light !== 'green' || (!!dueAt && dueAt <= now))
    .map(({ number, title, dueAt, light }) => ({
      number,
      title,
      light: dueAt && dueAt <= now ? ('red' as const) : light,
      ...(dueAt && { dueAt }),
    }))
}
