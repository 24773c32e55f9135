import { availableParallelism } from 'node:os'
import { checks } from './check/checks.ts'
import { line, runAll } from './check/run-all.ts'

/** `npm run check`: everything that can be known without running the desk. All are run, even after one has failed. */
const outcomes = await runAll(checks(), Math.min(2, availableParallelism()), (outcome) =>
  console.log(line(outcome, process.stdout.isTTY)),
)
const failed = outcomes.filter(({ failure }) => failure !== undefined).length
console.log(`\n${outcomes.length - failed} passed, ${failed} failed`)
process.exitCode = failed > 0 ? 1 : 0
