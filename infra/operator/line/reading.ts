import { parseArgs } from 'node:util'
import { type Command, Misuse, type Options } from './command.ts'

/** What every command understands. */
export const common = {
  stage: { does: 'which desk', value: 'local|dev|prod', default: 'local' },
  json: { does: 'for programs: one JSON value on standard output' },
  help: { does: 'what it does, with its options and examples' },
} as const satisfies Options
export const dry = { 'dry-run': { does: 'says what it would do, and does nothing' } } as const satisfies Options
export const sure = { yes: { does: 'does not ask first' } } as const satisfies Options

/** Every option that a command understands. */
export const optionsOf = ({ options, changes, asks, anywhere }: Command): Options => {
  const { stage, ...rest } = common
  return { ...options, ...(changes && dry), ...(asks && sure), ...(!anywhere && { stage }), ...rest }
}

interface Read {
  readonly values: Readonly<Record<string, string | boolean | readonly string[] | undefined>>
  readonly operands: readonly string[]
}

/** The command that the words begin with, and the words that are left; the longest name counts. */
export function commandIn(words: readonly string[], all: readonly Command[]): { command?: Command; rest: string[] } {
  const named = all
    .filter(({ name }) => name.split(' ').every((word, at) => words[at] === word))
    .toSorted((a, b) => b.name.length - a.name.length)[0]
  return named ? { command: named, rest: words.slice(named.name.split(' ').length) } : { rest: [...words] }
}

/** What was given to a command, held against what it understands; throws a Misuse that says what is wrong. */
export function read(command: Command, words: readonly string[]): Read {
  const known = optionsOf(command)
  const asked = Object.fromEntries(
    Object.entries(known).map(([name, { value, many }]) => [
      name,
      { type: value ? ('string' as const) : ('boolean' as const), ...(many && { multiple: true }) },
    ]),
  )
  const { values, positionals } = parsed(words, asked)
  const { operands = [] } = command
  if (!values.help && positionals.length > operands.length)
    throw new Misuse(`"${positionals[operands.length]}" is too much.`)
  const missing = operands.find(({ optional }, at) => !optional && positionals[at] === undefined)
  if (!values.help && missing) throw new Misuse(`<${missing.name}> is missing: ${missing.does}.`)
  const withDefaults = Object.fromEntries(
    Object.entries(known).map(([name, { value, many, default: usual }]) => [
      name,
      values[name] ?? (many ? [] : value ? usual : false),
    ]),
  )
  return { values: withDefaults, operands: positionals }
}

type Asked = Record<string, { type: 'string' | 'boolean'; multiple?: boolean }>

function parsed(args: readonly string[], options: Asked) {
  try {
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true, strict: true })
    return { values: values as Read['values'], positionals }
  } catch (error) {
    const what = error instanceof Error ? error.message.split('. ')[0] : String(error)
    throw new Misuse(`${what}.`)
  }
}

/** The commands that somebody may have meant, by the words that they share. */
export function alike(words: readonly string[], all: readonly Command[]): string[] {
  const [first = ''] = words
  return all
    .map(({ name }) => name)
    .filter((name) => name.split(' ').some((word) => word === first || word.startsWith(first) || words.includes(word)))
}
