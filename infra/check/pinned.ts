import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

interface Locked {
  version?: string
  integrity?: string
  /** It comes inside another package, whose hash is of both. */
  inBundle?: boolean
  link?: boolean
}

interface Manifest {
  dependencies?: Record<string, string>
  devDependencies?: Record<string, string>
}

/** What of a package.json is not one version, and what of the package-lock.json beside it has no hash. */
export function loosePackages(manifest: Manifest, locked: Readonly<Record<string, Locked>>, folder = ''): string[] {
  const asked = Object.entries({ ...manifest.dependencies, ...manifest.devDependencies })
  const ranges = asked.filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))
  const bare = Object.entries(locked).filter(
    ([path, { integrity, inBundle, link }]) => path && !inBundle && !link && !integrity?.startsWith('sha512-'),
  )
  return [
    ...ranges.map(([name, version]) => `${folder}package.json asks for ${name} ${version}, which is not one version`),
    ...bare.map(([path]) => `${folder}package-lock.json has no SHA-512 of ${path}`),
  ]
}

/** What of a requirements file is not one version with a hash; pip holds every file that it installs against them. */
export function looseRequirements(file: string, text: string): string[] {
  const lines = text
    .replaceAll('\\\n', '')
    .split('\n')
    .filter((line) => line.trim() && !line.startsWith('#'))
  return lines
    .filter((line) => !/^[\w.-]+==[\w.]+( ;[^#]*?)?( +--hash=sha256:[0-9a-f]{64})+$/.test(line.trimEnd()))
    .map((line) => `${file}: "${line.split(' --hash')[0]?.trim()}" is not one version with its SHA-256`)
}

/** Everything of a working copy that could be another file tomorrow. */
export function loose(root: string): string[] {
  const json = (name: string) => JSON.parse(readFileSync(join(root, name), 'utf8'))
  const all = tracked(root)
  const files = all.filter((file) => /(^|\/)requirements[\w-]*\.txt$/.test(file))
  // Each that is installed by itself: our own, and that of the docs as a site.
  const folders = all.filter((file) => /(^|\/)package-lock\.json$/.test(file)).map((file) => file.slice(0, -17))
  return [
    ...folders.flatMap((folder) =>
      loosePackages(json(`${folder}package.json`), json(`${folder}package-lock.json`).packages, folder),
    ),
    ...files.flatMap((file) => looseRequirements(file, readFileSync(join(root, file), 'utf8'))),
  ]
}

/** Every file that is committed, or would be. */
export function tracked(root: string): string[] {
  const options = ['ls-files', '-z', '--cached', '--others', '--exclude-standard', '--deduplicate']
  const said = execFileSync('git', options, { cwd: root, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 })
  return said.split('\0').filter(Boolean)
}
