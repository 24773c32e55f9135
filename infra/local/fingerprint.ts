import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import { root } from './places.ts'

const sources = [
  'functions',
  'domain',
  'events',
  'schemas',
  'statemachines',
  'infra',
  'cdk.json',
  'package-lock.json',
  'requirements.txt',
]
/** Decides how a desk is run, not what is deployed. */
const leftOut = [join('infra', 'local')]

/** A hash of everything that decides what is deployed: two starts with the same one need no deployment between them. */
export function fingerprint(folder = root): string {
  const hash = createHash('sha256')
  for (const source of sources) {
    for (const file of filesUnder(join(folder, source), folder)) {
      hash
        .update(`${relative(folder, file).split(sep).join('/')}\0`)
        .update(readFileSync(file))
        .update('\0')
    }
  }
  return hash.digest('hex')
}

function filesUnder(path: string, folder: string): string[] {
  if (!existsSync(path) || leftOut.includes(relative(folder, path))) return []
  if (statSync(path).isFile()) return [path]
  return readdirSync(path)
    .sort()
    .flatMap((name) => filesUnder(join(path, name), folder))
}
