import { patience } from '../../functions/platform/patience.ts'
import { commands } from './catalogue.ts'
import { runLine } from './line/running.ts'

// Who looks at whole tables can wait for longer than a request of the desk may; clients take it when they are made.
Object.assign(patience, { requestTimeout: 60_000 })
process.exitCode = await runLine(process.argv.slice(2), commands)
