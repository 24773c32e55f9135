import { Misuse } from '../line/command.ts'

/** Of every command that reads the whole table. */
export const parallel = { does: 'so many parts of the table at once', value: 'number', default: '4' } as const

/** How many parts were asked for, 1 to 64. */
export function partsIn(given: string): number {
  const parts = Number(given)
  if (!(Number.isInteger(parts) && parts >= 1 && parts <= 64)) throw new Misuse(`--parallel ${given} is not 1 to 64.`)
  return parts
}
