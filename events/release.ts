import { createHash } from 'node:crypto'
import { appendFileSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { faults, todays, unreleased } from './changelog.ts'
import { type Release, releasedBy, releasedFolder, releases } from './releases.ts'

/** A minor version more where types, fields or values have come; a major one there never is, since nothing may break. */
function nextVersion(schemas: Release['schemas']): string {
  const last = releases.at(-1)?.version
  if (!last) return '1.0.0'
  const known = releasedBy(last)
  const [major = 1, minor = 0, patch = 0] = last.split('.').map(Number)
  const grown = Object.entries(schemas).some(([type, { $id }]) => known.get(type)?.$id !== $id)
  return grown ? `${major}.${minor + 1}.0` : `${major}.${minor}.${patch + 1}`
}

/** A line for each schema: it is kept to be compared, not to be read. */
function written({ schemas, ...told }: Release): string {
  const lines = Object.entries(schemas).map(([type, schema]) => `  "${type}": ${JSON.stringify(schema)}`)
  return `${JSON.stringify(told).slice(0, -1)}, "schemas": {\n${lines.join(',\n')}\n}}\n`
}

/** `node events/release.ts [--on 2026-11-22]`: keeps today's schemas for ever, by the name of the next version. Then: `npm run generate`. */
if (import.meta.main) {
  const { values } = parseArgs({ options: { on: { type: 'string', default: new Date().toISOString().slice(0, 10) } } })
  const schemas = unreleased()
  const wrong = faults(todays())
  for (const fault of wrong) console.error(fault)
  if (wrong.length > 0) process.exitCode = 1
  else if (Object.keys(schemas).length === 0) console.log('There is nothing that was not released yet.')
  else {
    const version = nextVersion(schemas)
    const text = written({ version, on: values.on, schemas })
    writeFileSync(`${releasedFolder}${version}.json`, text)
    const sum = createHash('sha256').update(text).digest('hex')
    appendFileSync(`${releasedFolder}SHA256SUMS`, `${sum}  ${version}.json\n`)
    const manifest = fileURLToPath(new URL('package.json', import.meta.url))
    const described = JSON.parse(readFileSync(manifest, 'utf8')) as { version: string }
    writeFileSync(manifest, `${JSON.stringify({ ...described, version }, null, 2)}\n`)
    console.log(`${version}: ${Object.keys(schemas).length} schemas. Now run \`npm run generate\`.`)
  }
}
