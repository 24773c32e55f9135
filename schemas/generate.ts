import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { clientFiles, type OpenApi } from '../clients/typescript/generate/client.ts'
import { asyncApi } from '../events/asyncapi.ts'
import { type EventType, eventTypes } from '../events/catalogue.ts'
import { changelogPage } from '../events/changelog.ts'
import { eventJsonSchema } from '../events/json-schema.ts'
import { eventsPage } from '../events/page.ts'
import { typeDeclarations } from '../events/types.ts'
import { licencesPage } from '../infra/check/licences.ts'
import { configurationPage } from '../infra/configuration-page.ts'
import { diagramsPage } from '../infra/docs/diagrams/page.ts'
import { commandLinePage } from '../infra/operator/line/page.ts'
import { scalePage } from '../infra/scale/page.ts'
import { lifecyclePage } from './lifecycle-page.ts'
import { openApi } from './openapi.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
/** Pages of docs/ that are generated, whole or in parts. */
const pages = [
  diagramsPage,
  eventsPage,
  changelogPage,
  lifecyclePage,
  scalePage,
  commandLinePage,
  configurationPage,
  licencesPage,
]
const folders = ['schemas/generated', 'events/generated', 'clients/typescript/src/generated']

const text = (value: unknown) => `${JSON.stringify(value, null, 2)}\n`

/** Every file that is generated, whole or in parts, by its path from the root. */
export function generated(): Map<string, string> {
  const document = openApi()
  const files = new Map([
    ['schemas/generated/openapi.json', text(document)],
    ...clientFiles(document as unknown as OpenApi),
    ...pages.map((page) => page(root)),
  ])
  for (const type of Object.keys(eventTypes).sort())
    files.set(`events/generated/${type}.json`, text(eventJsonSchema(type as EventType)))
  files.set('events/generated/asyncapi.json', text(asyncApi())).set('events/generated/index.d.ts', typeDeclarations())
  return files
}

function committed(): Map<string, string> {
  const files = new Map(pages.map((page) => page(root)[0]).map((path) => [path, readFileSync(root + path, 'utf8')]))
  for (const folder of folders) {
    mkdirSync(root + folder, { recursive: true })
    for (const name of readdirSync(root + folder))
      files.set(`${folder}/${name}`, readFileSync(`${root}${folder}/${name}`, 'utf8'))
  }
  return files
}

/** What is not as it would be generated: changed, missing, or there for no reason. */
export function drift(is = committed(), should = generated()): string[] {
  return [...new Set([...should.keys(), ...is.keys()])].filter((path) => is.get(path) !== should.get(path)).sort()
}

function write() {
  const files = generated()
  for (const path of drift(committed(), files)) {
    const content = files.get(path)
    mkdirSync(dirname(root + path), { recursive: true })
    if (content === undefined) rmSync(root + path)
    else writeFileSync(root + path, content)
    console.log(`${content === undefined ? 'removed' : 'wrote'} ${path}`)
  }
}

if (import.meta.main) {
  if (!process.argv.includes('--check')) write()
  else {
    const paths = drift()
    for (const path of paths) console.error(`${path} is not what the code says.`)
    if (paths.length > 0) {
      console.error('Run `npm run generate` and commit what it writes.')
      process.exitCode = 1
    }
  }
}
