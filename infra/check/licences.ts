import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** With any of these a package may be in what is deployed: nothing is asked but to keep its notice. */
const forAll = [
  '0BSD',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'BlueOak-1.0.0',
  'ISC',
  'MIT',
  'MIT-0',
  'PSF-2.0',
  'Unlicense',
]
/** Of the file that is changed, not of what it is used in: used as they come. The second is of data. */
const asTheyCome = ['MPL-2.0', 'CC-BY-3.0']
/** In tools too, which nobody is given: they are run, and nothing of them is in what is deployed. */
const ofTools = [
  'CC-BY-4.0',
  'CC0-1.0',
  'Artistic-2.0',
  'Python-2.0',
  'LGPL-2.1',
  'LGPL-2.1-only',
  'LGPL-2.1-or-later',
  'LGPL-3.0',
  'WTFPL',
  'Zlib',
]

const shipped = new Set([...forAll, ...asTheyCome])
const tools = new Set([...shipped, ...ofTools])

/** Whether an SPDX expression is met by these: one side of an OR, both of an AND. */
export function isMet(expression: string, allowed: ReadonlySet<string>): boolean {
  const bare = expression.replaceAll(/[()]/g, '')
  return bare.split(/ OR /i).some((side) => side.split(/ AND /i).every((one) => allowed.has(one.trim())))
}

interface Locked {
  license?: string
  dev?: boolean
  devOptional?: boolean
  link?: boolean
}

interface Licensed {
  readonly name: string
  readonly licence: string
  /** Not in what is deployed. */
  readonly isTool: boolean
}

/** Every package of a lock file once, by name, with its licence; one that says none has `none`. */
export function licensed(locked: Readonly<Record<string, Locked>>): Licensed[] {
  const all = Object.entries(locked).filter(([path, { link }]) => path && !link)
  const found = all.map(([path, { license = 'none', dev, devOptional }]) => ({
    name: path.replace(/^.*node_modules\//, ''),
    licence: license,
    isTool: dev === true || devOptional === true,
  }))
  const once = new Map(found.map((one) => [JSON.stringify(one), one]))
  return [...once.values()].toSorted((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0))
}

/** Packages whose licence nobody has agreed to. */
export const unlicensed = (packages: readonly Licensed[]): string[] =>
  packages
    .filter(({ licence, isTool }) => !isMet(licence, isTool ? tools : shipped))
    .map(
      ({ name, licence, isTool }) =>
        `${name} has the licence ${licence}, which ${isTool ? 'no tool' : 'nothing that is deployed'} may have`,
    )

/** docs/licences.md: the packages by their licence, those that are deployed and those that are not. */
export function licencesPage(root: string): [path: string, text: string] {
  const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'))
  const all = licensed(packages)
  const table = (wanted: (one: Licensed) => boolean) => {
    const byLicence = Map.groupBy(all.filter(wanted), ({ licence }) => licence.replaceAll(/[()]/g, ''))
    const rows = [...byLicence].toSorted(([a], [b]) => (a < b ? -1 : 1))
    return rows.map(
      ([licence, of]) => `| ${licence} | ${[...new Set(of.map(({ name }) => `\`${name}\``))].join(', ')} |`,
    )
  }
  const head = ['| licence | packages |', '|---|---|']
  const lines = [
    '# Licences',
    '',
    'Every npm package of `package-lock.json`, by its licence; `npm run generate` writes this page. Which licences are allowed where stands in',
    '`infra/check/licences.ts`, and `npm run check` refuses others. Why each package that we name is here: [dependencies.md](dependencies.md).',
    'The Python tools of `npm run check` and the local run are held against the same list; they differ by the version of Python.',
    '',
    '## Run',
    'May be in what is deployed; how much of each is, esbuild decides.',
    '',
    ...head,
    ...table(({ isTool }) => !isTool),
    '',
    '## Tools',
    'Build, check and test: nothing of them is deployed.',
    '',
    ...head,
    ...table(({ isTool }) => isTool),
  ]
  return ['docs/licences.md', `${lines.join('\n')}\n`]
}

/** What metadata of Python packages calls a licence, where it is no SPDX name. */
const spoken: readonly [RegExp, string][] = [
  [/^apache|apache.*2/i, 'Apache-2.0'],
  [/^(the )?mit\b/i, 'MIT'],
  [/mpl|mozilla/i, 'MPL-2.0'],
  [/psf|python software foundation/i, 'PSF-2.0'],
  [/^isc/i, 'ISC'],
  [/unlicense/i, 'Unlicense'],
  [/lgpl|lesser general/i, 'LGPL-3.0'],
  [/bsd/i, 'BSD-3-Clause'],
]

/** Python packages of an environment whose licence nobody has agreed to; one that is not there has none. */
export function unlicensedIn(environment: string): string[] {
  const lib = join(environment, 'lib')
  if (!existsSync(lib)) return []
  const folders = readdirSync(lib).map((python) => join(lib, python, 'site-packages'))
  const infos = folders.flatMap((folder) =>
    readdirSync(folder)
      .filter((name) => name.endsWith('.dist-info') && existsSync(join(folder, name, 'METADATA')))
      .map((name) => readFileSync(join(folder, name, 'METADATA'), 'utf8').split('\n\n')[0] ?? ''),
  )
  return unlicensed(infos.map(pythonPackage))
}

export function pythonPackage(metadata: string): Licensed {
  const field = (name: string) => metadata.match(new RegExp(`^${name}: (.*)$`, 'm'))?.[1]?.trim()
  const classifier = metadata.match(/^Classifier: License ::.* :: (.*)$/m)?.[1]
  const said = field('License-Expression') ?? classifier ?? field('License') ?? 'none'
  const licence = isMet(said, tools) ? said : (spoken.find(([pattern]) => pattern.test(said))?.[1] ?? said)
  return { name: field('Name') ?? '', licence, isTool: true }
}
