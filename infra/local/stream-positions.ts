import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { places } from './places.ts'

/** What the emulator writes of its Lambdas when it is stopped in order. */
interface LambdaState {
  payload?: { dynamodb_stream_positions?: { data?: unknown } }
}

/**
 * Emulator only. It keeps how far a function has read the table's stream, but not the stream: after a restart the stream
 * begins at nothing, and the function would hear no event until as many have come as it had read before. So the places
 * are forgotten before it starts.
 */
export function forgetStreamPositions(file = join(places.state, 'lambda.json')): void {
  if (!existsSync(file)) return
  const state = JSON.parse(readFileSync(file, 'utf8')) as LambdaState
  const positions = state.payload?.dynamodb_stream_positions
  if (!positions?.data) return
  positions.data = Array.isArray(positions.data) ? [] : {}
  writeFileSync(file, JSON.stringify(state))
}
