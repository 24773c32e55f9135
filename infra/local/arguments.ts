import { parseArgs } from 'node:util'
import { portFrom } from './port.ts'
import { Trouble } from './trouble.ts'

export const usage = `npm start -- [options]

  --detach    return when the desk is ready; \`npm run stop\` ends it
  --fresh     start over: throws away all data of the local desk, and its passwords
  --port N    listen there (as DESK_PORT does); 0 is any free port
  --help      this

DESK_HOME keeps everything of the desk in another folder than .local;
DESK_SETTINGS gives it settings as JSON; PYTHON names the Python to use.`

export interface StartOptions {
  fresh: boolean
  detach: boolean
  help: boolean
  port: number | undefined
}

export function startOptions(given: readonly string[], env: NodeJS.ProcessEnv = process.env): StartOptions {
  const values = parse(given)
  const asked = values.port !== undefined ? portFrom(values.port, '--port') : undefined
  const port = asked ?? (env.DESK_PORT ? portFrom(env.DESK_PORT, 'DESK_PORT') : undefined)
  return { fresh: values.fresh, detach: values.detach, help: values.help, port }
}

function parse(given: readonly string[]) {
  const flag = { type: 'boolean', default: false } as const
  const options = { fresh: flag, detach: flag, help: flag, port: { type: 'string' } } as const
  try {
    return parseArgs({ args: [...given], options, strict: true, allowPositionals: false }).values
  } catch (error) {
    const what = error instanceof Error ? error.message.split('. ')[0] : String(error)
    throw new Trouble(`${what}.`, '`npm start -- --help` shows what there is.')
  }
}
