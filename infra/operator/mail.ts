import { say, tell } from '../local/steps.ts'

const usage = `npm run mail -- <command> [options]

  preview    writes every letter of the desk as people get it, to look at in a browser
  reparse    reads raw messages again, and says what would come of them now

\`npm run mail -- <command> --help\` says what each takes.`

/** What `infra/operator/mail/<command>.ts` gives: takes the options after its name, and returns the exit status. */
export type MailCommand = (options: string[]) => Promise<number>

/** Loaded when asked for: what one command needs, another does not. */
const commands: Record<string, () => Promise<{ run: MailCommand }>> = {
  preview: () => import('./mail/preview.ts'),
  reparse: () => import('./mail/reparse.ts'),
}

try {
  const [name, ...options] = process.argv.slice(2)
  const load = name && Object.hasOwn(commands, name) ? commands[name] : undefined
  if (load) {
    const { run } = await load()
    process.exitCode = await run(options)
  } else {
    if (name && name !== '--help') say(`There is no command "${name}".\n`)
    say(usage)
    process.exitCode = name === '--help' ? 0 : 2
  }
} catch (error) {
  tell(error)
  process.exitCode = 1
}
