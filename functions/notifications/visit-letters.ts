import { momentsIn } from '../../domain/wording.ts'
import type { Instant } from '../../schemas/time.ts'
import type { Visit } from '../../schemas/visit.ts'
import { oneLine } from '../platform/markup/characters.ts'
import { ending, greeting, letter, named } from './letters.ts'
import type { Mail } from './mail.ts'

/** What a letter about a visit says beside the visit itself; names and titles only to an address that is known to be the reader's. */
export interface About {
  /** In whose wall times are told. */
  timeZone: string
  title?: string | undefined
  technician?: string | undefined
}

/** `Tue 24 Nov 2026, 09:00 Europe/London (UTC)`; with a window: between its ends. */
function when({ from, window }: Pick<Visit, 'from' | 'window'>, { timeZone }: About): string {
  const moments = momentsIn(timeZone)
  return window ? `between ${moments.brief(window.from)} and ${moments.full(window.until)}` : `on ${moments.full(from)}`
}

const who = ({ technician }: About) => (technician ? `${oneLine(technician)} will come` : 'Somebody of ours will come')
const suits = (visit: Visit) => !visit.confirmedAt && 'Please confirm that this suits you, or choose another time.'

export const visitBooked = (visit: Visit, about: About): Mail =>
  letter(
    `[${visit.ticket}] A visit is planned`,
    ...greeting,
    `for your request ${named(visit.ticket, about.title)} we have planned a visit.`,
    `${who(about)} ${when(visit, about)}.`,
    suits(visit),
    ...ending(visit.ticket),
  )

export const visitMoved = (visit: Visit, about: About, before: { from: Instant; wasConfirmed: boolean }): Mail =>
  letter(
    `[${visit.ticket}] The visit has another time`,
    ...greeting,
    `the visit for your request ${named(visit.ticket, about.title)} was planned for ${momentsIn(about.timeZone).full(before.from)}${before.wasConfirmed ? ', as you had confirmed' : ''}. That has changed.`,
    `${who(about)} ${when(visit, about)}.`,
    suits(visit),
    ...ending(visit.ticket),
  )

export const visitCancelled = (visit: Visit, about: About): Mail =>
  letter(
    `[${visit.ticket}] The visit is cancelled`,
    ...greeting,
    `the visit for your request ${named(visit.ticket, about.title)}, which was planned for ${momentsIn(about.timeZone).full(visit.from)}, is cancelled: nobody will come then.`,
    'If you need another, please tell us.',
    ...ending(visit.ticket),
  )

export const visitReminded = (visit: Visit, about: About): Mail =>
  letter(
    `[${visit.ticket}] We visit you soon`,
    ...greeting,
    `this is to remind you of the visit for your request ${named(visit.ticket, about.title)}.`,
    `${who(about)} ${when(visit, about)}.`,
    suits(visit),
    ...ending(visit.ticket),
  )
