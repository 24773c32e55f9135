import { createHash } from 'node:crypto'
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { lastOf, run } from './command.ts'
import { inTurn } from './lock.ts'
import { root, venv, venvLock } from './places.ts'
import { Trouble } from './trouble.ts'

/** What ministack asks for. */
const oldest = [3, 10] as const
const candidates = ['python3', 'python3.14', 'python3.13', 'python3.12', 'python3.11', 'python3.10', 'python']

export const pythonIn = (environment: string) => join(environment, 'bin/python')

/** A Python environment, and the file that names what is in it. */
interface Environment {
  readonly path: string
  readonly requirements: string
}

/** The pinned emulator and cfn-lint; pip holds each file against its hash. */
const tools: Environment = { path: venv, requirements: join(root, 'requirements.txt') }

/** Kept inside the environment, written last: what is there without it is half-finished. */
const stampOf = ({ path }: Environment) => join(path, '.complete')
const wanted = ({ requirements }: Environment) => createHash('sha256').update(readFileSync(requirements)).digest('hex')
/** Whether the environment is there, with what its file names now. */
export const isComplete = (environment = tools) => {
  const stamp = stampOf(environment)
  return (
    existsSync(pythonIn(environment.path)) && existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted(environment)
  )
}

/** A Python environment of the project's own, made where it is missing; its path. */
export async function ensurePython(signal?: AbortSignal, environment = tools): Promise<string> {
  if (!isComplete(environment)) await inTurn(venvLock, () => make(environment, signal))
  return environment.path
}

async function make(environment: Environment, signal?: AbortSignal): Promise<void> {
  if (isComplete(environment)) return
  const { path, requirements } = environment
  const python = await findPython()
  rmSync(path, { recursive: true, force: true })
  const made = await run(python, ['-m', 'venv', path], { signal })
  if (made.code !== 0) {
    throw new Trouble(
      'Python cannot make a virtual environment.',
      'Install its venv module (Debian, Ubuntu: `sudo apt install python3-venv`), then run this again.',
      lastOf(made, 4),
    )
  }
  const pip = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--require-hashes', '-r', requirements]
  const filled = await run(pythonIn(path), pip, { signal })
  if (filled.code !== 0) {
    throw new Trouble(
      `pip could not install ${relative(root, requirements)}.`,
      'Look at the network, then run this again.',
      lastOf(filled, 6),
    )
  }
  writeFileSync(stampOf(environment), wanted(environment))
}

/** The first Python that is new enough; `PYTHON` names one in particular. */
export async function findPython(names: readonly string[] = named()): Promise<string> {
  const tooOld: string[] = []
  for (const name of names) {
    const version = await versionOf(name)
    if (version && isNewEnough(version)) return name
    if (version) tooOld.push(`${name} is ${version}`)
  }
  const found = tooOld.length > 0 ? tooOld.join(', ') : `none of ${names.join(', ')} runs`
  throw new Trouble(
    `Python ${oldest.join('.')} or newer is missing (${found}).`,
    'Install it (https://www.python.org/downloads), or name it with PYTHON=/path/to/python3, then run this again.',
  )
}

const named = () => (process.env.PYTHON ? [process.env.PYTHON] : candidates)

export function isNewEnough(version: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  return major > oldest[0] || (major === oldest[0] && minor >= oldest[1])
}

async function versionOf(name: string): Promise<string | undefined> {
  try {
    const { code, output } = await run(name, ['-c', 'import platform; print(platform.python_version())'])
    return code === 0 ? output.trim() : undefined
  } catch {
    return undefined
  }
}
