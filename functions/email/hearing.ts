import { commandsIn, type MailCommand, soundsInternal } from '../../domain/mail/commands.ts'
import { fromOutside } from '../../domain/visibility.ts'
import type { Actor } from '../../schemas/actor.ts'
import type { Arrival } from './arrival.ts'
import { textOf } from './words.ts'

/** What somebody says by a mail, and what they ask for beside. */
export interface Heard {
  internal: boolean
  /** Absent: nothing but commands. */
  text?: string
  commands: readonly Exclude<MailCommand, { do: 'internal' }>[]
  /** What looks like a command and is none. */
  unknown: readonly string[]
}

/**
 * What a mail says as a comment. Staff answer publicly by it, where the desk lets them; else it is a note of theirs, which nobody
 * outside ever sees.
 */
export function heardFrom({ reading, settings, sender }: Arrival, actor: Actor): Heard {
  const whole = textOf(reading)
  if (fromOutside(actor) || !sender.isStaff) return { internal: false, text: whole, commands: [], unknown: [] }
  const { staffReplies, commands: mayCommand } = settings.mail
  const isHeeded = staffReplies && mayCommand
  const { commands, unknown, text } = commandsIn(whole, isHeeded)
  const rest = commands.filter((command) => command.do !== 'internal')
  return {
    internal: !staffReplies || rest.length < commands.length || (isHeeded && soundsInternal(text)),
    ...((text.trim() || commands.length === 0) && { text: text.trim() || whole }),
    commands: rest,
    unknown,
  }
}
