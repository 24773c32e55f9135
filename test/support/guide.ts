import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../../infra/local/places.ts'

/** Commands of a guide, and the answer that the guide shows for them. */
export interface Example {
  line: number
  commands: string
  /** What follows at once: JSON that was shortened, or lines of text; undefined where the guide shows none. */
  shown?: { as: 'json' | 'text'; text: string }
}

/** What a guide tells to type, in its order. */
export function examplesOf(page: string): Example[] {
  const text = readFileSync(join(root, page), 'utf8')
  const fences = [...text.matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm)]
  return fences.flatMap(({ 1: language, 2: commands = '', index }, at) => {
    if (language !== 'sh') return []
    const next = fences[at + 1]
    const as = next?.[1]
    const shown: Example['shown'] = as === 'json' || as === 'text' ? { as, text: next?.[2] ?? '' } : undefined
    return [{ line: text.slice(0, index).split('\n').length, commands, ...(shown && { shown }) }]
  })
}

const mark = '--- end of an example ---'

/** A guide takes seconds; one that waits for what never comes is ended, and what it printed is short of the rest. */
const patienceMs = 150_000

/** Types everything into one shell, as a reader would who goes through the page from its top, and says what each example printed. */
export async function follow(examples: readonly Example[], home: string): Promise<string[]> {
  const script = examples.map(({ commands }) => `${commands}\necho; echo '${mark}'\n`).join('')
  const shell = spawn('bash', ['-s'], {
    cwd: root,
    env: { ...process.env, DESK_HOME: home },
    stdio: ['pipe', 'pipe', 'inherit'],
    timeout: patienceMs,
  })
  shell.stdin.end(script.replaceAll('./.local/', `${home}/`))
  let said = ''
  for await (const text of shell.stdout.setEncoding('utf8')) said += text
  return said.split(`${mark}\n`).slice(0, -1)
}

/** What is another each time, by its form: instants, dates, durations (also in words), ids, tickets' numbers, addresses, cursors. */
const forms: readonly [RegExp, string][] = [
  [/https?:\/\/[^\s"]+/g, '<address>'],
  [/\d{4}-\d\d-\d\dT[\d:.]+Z/g, '<instant>'],
  [/\d{4}-\d\d-\d\d/g, '<date>'],
  [/\bPT(?:\d+H)?(?:\d+M)?[\d.]+S\b/g, '<seconds>'],
  [/\b[A-Z][a-z]{2} \d{1,2} [A-Z][a-z]{2,3} \d{4}, [\d:.]+/g, '<moment>'],
  [/ to \d\d:\d\d[\d:.]*\d/g, ' to <moment>'],
  [/\b(?:\d+ hours? )?(?:\d+ minutes? )?[\d.]+ seconds?\b/g, '<seconds>'],
  [/\b[a-z]{3}_[0-9A-Z]{26}\b/g, '<id>'],
  [/\bTKT\d{6}\b/g, '<ticket>'],
  [/^[\w-]{40,}$/g, '<cursor>'],
]
export const plain = (text: string): string => forms.reduce((so, [form, word]) => so.replaceAll(form, word), text)

/** Where an answer is not as it is shown; numbers count by being numbers, and what the guide leaves out may be anything. */
export function differences(shown: unknown, given: unknown, path = ''): string[] {
  if (Array.isArray(shown)) {
    if (!Array.isArray(given)) return [`${path} is no list`]
    const missing = (entry: unknown) => given.every((one) => differences(entry, one).length > 0)
    return shown.flatMap((entry, at) =>
      missing(entry) ? [`${path}[${at}]: ${differences(entry, given[at], '').join('; ')}`] : [],
    )
  }
  if (typeof shown === 'object' && shown) {
    if (typeof given !== 'object' || !given) return [`${path} is not there`]
    return Object.entries(shown).flatMap(([name, value]) =>
      differences(value, (given as Record<string, unknown>)[name], path ? `${path}.${name}` : name),
    )
  }
  if (typeof shown === 'number' && typeof given === 'number') return []
  if (typeof shown === 'string' && typeof given === 'string' && plain(shown) === plain(given)) return []
  return shown === given ? [] : [`${path} is ${JSON.stringify(given)}, not ${JSON.stringify(shown)}`]
}
