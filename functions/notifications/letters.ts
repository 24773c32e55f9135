import { inWords, momentsIn } from '../../domain/wording.ts'
import type { Status } from '../../schemas/ticket.ts'
import type { Instant, Target } from '../../schemas/time.ts'
import { oneLine } from '../platform/markup/characters.ts'
import type { Mail } from './mail.ts'

// Subjects are the desk's own words and the number: nothing that somebody wrote stands in a header.

export const letter = (subject: string, ...lines: (string | false | undefined)[]): Mail => ({
  subject,
  text: lines.filter((line) => line !== false && line !== undefined).join('\n'),
})

/** How a ticket is named in a letter; with its title only to an address that is known to be the reader's. */
export const named = (number: string, title: string | undefined) => (title ? `${number} (${oneLine(title)})` : number)

export const greeting = ['Hello,', '']
export const ending = (number: string) => ['', `If you write to us about it, please name the number ${number}.`]

export const opened = (number: string, title?: string): Mail =>
  letter(
    `[${number}] We have received your request`,
    ...greeting,
    `thank you for your request. It has the number ${named(number, title)}.`,
    'We will tell you when there is an answer.',
    ...ending(number),
  )

export const reminder = (number: string, again: boolean, settles?: string, title?: string): Mail =>
  letter(
    again ? `[${number}] We are still waiting for your answer` : `[${number}] We are waiting for your answer`,
    ...greeting,
    `we cannot go on with your request ${named(number, title)} before we have an answer from you.`,
    'Could you please have a look at our question?',
    settles && `If we do not hear from you, we take it ${settles} that it is settled.`,
    ...ending(number),
  )

export const answered = (number: string, words: string | undefined, title?: string): Mail =>
  letter(
    `[${number}] There is a new answer`,
    ...greeting,
    `there is a new answer to ${named(number, title)}${words ? ':' : '.'}`,
    ...(words ? ['', words] : []),
    ...ending(number),
  )

export const resolved = (number: string, how: string | undefined, closesAfter: Target, title?: string): Mail =>
  letter(
    `[${number}] Your request is resolved: do you agree?`,
    ...greeting,
    how
      ? `we have resolved your request ${named(number, title)}:`
      : `we take it that your request ${named(number, title)} is settled.`,
    ...(how ? ['', how] : []),
    '',
    `If you agree you need not do anything: it closes by itself after ${inWords(closesAfter)}.`,
    'If it is not solved, please tell us, and we will go on.',
    ...ending(number),
  )

/** To who asked in a ticket that was merged into one that they may not see: without a word of that one. */
export const resolvedElsewhere = (number: string, title?: string): Mail =>
  letter(
    `[${number}] Your request is resolved`,
    ...greeting,
    `your request ${named(number, title)} was worked on together with another, and that is resolved now.`,
    'If it is not solved for you, please tell us.',
    ...ending(number),
  )

const said: Record<Status, string> = {
  created: 'it waits for somebody to take it',
  assigned: 'it is somebody’s',
  in_progress: 'it is being worked on',
  pending_customer: 'it waits for the customer',
  pending_parts: 'it waits for parts',
  resolved: 'it is resolved',
  closed: 'it is closed',
  reopened: 'it is open again',
  cancelled: 'it is cancelled',
}

const watching = ['', 'You get this because you watch the ticket.']

export const moved = (number: string, to: Status): Mail =>
  letter(`[${number}] Now ${said[to]}`, `${number} has another status: ${said[to]}.`, ...watching)

export const answeredForWatchers = (number: string, words: string | undefined): Mail =>
  letter(
    `[${number}] There is a new answer`,
    `There is a new answer to ${number}${words ? ':' : '.'}`,
    ...(words ? ['', words] : []),
    ...watching,
  )

export const mentioned = (number: string): Mail =>
  letter(`[${number}] Somebody mentioned you`, `You are mentioned in a comment on ${number}: please have a look.`)

export const followUpDue = (number: string, dueAt: Instant): Mail =>
  letter(
    `[${number}] A follow-up is due`,
    `A follow-up of ${number} was due on ${momentsIn('UTC').full(dueAt)}. You get this because you have the ticket.`,
    'Say that it is done once you have seen to it.',
  )

/** Of a ticket that somebody escalated by hand; `team`: it is in the queue of one of theirs. */
export const escalated = (number: string, level: number, team: boolean): Mail =>
  letter(
    `[${number}] It was escalated to ${team ? 'your team' : 'you'}`,
    `${number} was escalated to ${team ? 'your team, and waits there for somebody to take it' : 'you, and is yours now'} (level ${level}).`,
    'Why, and what you should know, is in its history: please have a look.',
  )
