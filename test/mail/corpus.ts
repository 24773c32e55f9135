import { readdirSync, readFileSync } from 'node:fs'
import { expected } from './expected.ts'

/** The raw message of a name. */
export const message = (name: string): Uint8Array =>
  new Uint8Array(readFileSync(new URL(`${name}.eml`, import.meta.url)))

/** Of every message that lies here; `expected` has what must come of each. */
export const names: readonly string[] = readdirSync(new URL('.', import.meta.url))
  .filter((file) => file.endsWith('.eml'))
  .map((file) => file.slice(0, -'.eml'.length))
  .sort()

export const corpus = names.map((name) => ({ name, ...(expected[name] ?? { subject: '', text: [] }) }))
