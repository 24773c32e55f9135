import { takeDown, whatIsLost } from './desk.ts'
import { holderOf, inTurn } from './lock.ts'
import { places } from './places.ts'
import { ended, signal } from './processes.ts'
import { paint, say, seconds, tell, warn } from './steps.ts'
import { Trouble } from './trouble.ts'

const patienceMs = 90_000

try {
  const began = performance.now()
  const starter = holderOf(places.startLock)
  if (starter) {
    // It stops the emulator itself, in order, and then ends.
    signal(starter.pid, 'SIGTERM')
    if (!(await ended(starter, patienceMs))) {
      throw new Trouble(
        `\`npm start\` (process ${starter.pid}) does not end.`,
        `End it with \`kill -9 ${starter.pid}\`, then run this again.`,
      )
    }
  }
  const outcome = await inTurn(places.startLock, takeDown)
  if (outcome === 'was killed') warn(`The emulator had been killed: ${whatIsLost}`)
  else if (!starter && outcome === 'was not running') say('The desk is not running.')
  else say(`${paint('green', '✔')} The desk is stopped, its data kept  ${paint('dim', seconds(began))}`)
} catch (error) {
  tell(error)
  process.exitCode = 1
}
