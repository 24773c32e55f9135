import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Schema } from './compatibility.ts'

/** What was told to the world on a day, and stays as it was told: the schemas that were new or another than before. */
export interface Release {
  version: string
  /** `2026-11-22` */
  on: string
  schemas: Record<string, Schema>
}

export const releasedFolder = fileURLToPath(new URL('released/', import.meta.url))

const order = (version: string) =>
  version
    .split('.')
    .map((part) => part.padStart(6, '0'))
    .join('.')

/** Every release, the first first. */
export const releases: readonly Release[] = readdirSync(releasedFolder)
  .filter((name) => name.endsWith('.json'))
  .map((name) => JSON.parse(readFileSync(releasedFolder + name, 'utf8')) as Release)
  .sort((a, b) => (order(a.version) < order(b.version) ? -1 : 1))

/** Of each type the schema that was released last, up to a release. */
export function releasedBy(version: string): Map<string, Schema> {
  const until = releases.filter((it) => order(it.version) <= order(version))
  return new Map(until.flatMap(({ schemas }) => Object.entries(schemas)))
}
