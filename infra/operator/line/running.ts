import { tell } from '../../local/steps.ts'
import { resourcesOf } from '../resources.ts'
import { type Command, Misuse, type Run } from './command.ts'
import { helpOf, overview, usageOf } from './help.ts'
import { alike, commandIn, read } from './reading.ts'
import { screenOn } from './screen.ts'

const codes = { well: 0, found: 1 } as const

/** Runs the command that the words of the shell ask for; gives the exit code. */
export async function runLine(words: readonly string[], all: readonly Command[]): Promise<number> {
  const channels = { out: process.stdout, error: process.stderr, input: process.stdin }
  const say = (text: string) => void channels.out.write(`${text}\n`)
  const complain = (text: string) => void channels.error.write(`${text}\n`)
  const { command, rest } = commandIn(words, all)
  if (!command) {
    const [first] = words
    if (first === undefined || first === '--help' || first === 'help') {
      say(overview(all))
      return first === undefined ? 2 : 0
    }
    const near = alike(words, all)
    complain(`There is no command "${words.filter((word) => !word.startsWith('-')).join(' ')}".`)
    complain(near.length > 0 ? `Do you mean ${near.map((name) => `\`${name}\``).join(', ')}?` : overview(all))
    return 2
  }
  try {
    const { values, operands } = read(command, rest)
    if (values.help) {
      say(helpOf(command))
      return 0
    }
    const stage = String(values.stage ?? 'local')
    const given: Run = {
      options: values as Run['options'],
      operands,
      stage,
      dryRun: values['dry-run'] === true,
      yes: values.yes === true,
      screen: screenOn(channels, values.json === true),
      resources: () => resourcesOf(stage),
    }
    return codes[await command.run(given)]
  } catch (error) {
    if (error instanceof Misuse) {
      complain(error.message)
      complain(`\n${usageOf(command)}\n\`--help\` says more.`)
      return 2
    }
    tell(error)
    return 3
  }
}
