import { commands } from './catalogue.ts'
import { runLine } from './line/running.ts'

process.exitCode = await runLine(process.argv.slice(2), commands)
