import { eventCommands } from './commands/events.ts'
import { deskCommands } from './commands/filling.ts'
import { lookingCommands } from './commands/looking.ts'
import { mailCommands } from './commands/mail.ts'
import { parkedCommands } from './commands/parked.ts'
import { recordCommands } from './commands/records.ts'
import { upkeepCommands } from './commands/upkeep.ts'
import type { Command } from './line/command.ts'

/** Every command of the operator's command line, in the order of its help. */
export const commands: readonly Command[] = [
  ...lookingCommands,
  ...parkedCommands,
  ...eventCommands,
  ...upkeepCommands,
  ...recordCommands,
  ...mailCommands,
  ...deskCommands,
]
