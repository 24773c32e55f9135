import type { Actor } from '../../schemas/actor.ts'
import { record } from '../draft.ts'
import type { Rule } from '../rule.ts'

/** Puts on record that a mail about a ticket did not reach its reader. */
export const mailBounced =
  (mail: string, permanent: boolean, status?: string): Rule =>
  (draft) => {
    record(draft, 'mail.bounced', { mail, permanent, ...(status && { status }) })
    return undefined
  }

/** Puts on record that the reader of a mail about a ticket called it unwanted. */
export const mailComplained =
  (mail: string): Rule =>
  (draft) => {
    record(draft, 'mail.complained', { mail })
    return undefined
  }

/** Puts on record that somebody has a mail sent again, and as which. */
export const mailResent =
  (mail: string, as: string): Rule =>
  (draft, actor: Actor) => {
    record(draft, 'mail.resent', { mail, as }, { actor })
    return undefined
  }
