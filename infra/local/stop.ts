import { takeDown, whatIsLost } from './desk.ts'
import { remembered } from './emulator.ts'
import { holderOf, inTurn } from './lock.ts'
import { rememberedOffice } from './mail/process.ts'
import { places } from './places.ts'
import { ended, signal } from './processes.ts'
import { say, step, tell, warn } from './steps.ts'
import { Trouble } from './trouble.ts'

const patienceMs = 90_000

/** Ends the desk, however it was started; an `npm start` in another terminal stops the emulator itself, and then ends. */
async function stop() {
  const starter = holderOf(places.startLock)
  if (starter) {
    signal(starter.pid, 'SIGTERM')
    if (!(await ended(starter, patienceMs))) {
      throw new Trouble(
        `\`npm start\` (process ${starter.pid}) does not end.`,
        `End it with \`kill -9 ${starter.pid}\`, then run this again.`,
      )
    }
  }
  const outcome = await inTurn(places.startLock, takeDown)
  return { outcome, said: outcome === 'was killed' ? 'had been killed' : 'stopped, data kept' }
}

try {
  if (!holderOf(places.startLock) && !remembered() && !rememberedOffice()) say('The desk is not running.')
  else {
    const { outcome } = await step('Emulator', 'writing its state', stop)
    if (outcome === 'was killed') warn(`The emulator had been killed: ${whatIsLost}`)
  }
} catch (error) {
  tell(error)
  process.exitCode = 1
}
