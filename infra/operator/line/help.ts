import { type Command, exitCodes, type Options } from './command.ts'
import { optionsOf } from './reading.ts'

const call = 'npm run desk --'

/** How a command is written: its name, what it needs, and its own options. */
export function usageOf(command: Command): string {
  const operands = (command.operands ?? []).map(({ name, optional }) => (optional ? `[<${name}>]` : `<${name}>`))
  const options = Object.entries(optionsOf(command))
    .filter(([name]) => name !== 'help')
    .map(([name, { value, many }]) => `[--${name}${value ? ` <${value}>` : ''}]${many ? '…' : ''}`)
  return [call, command.name, ...operands, ...options].join(' ')
}

/** What stands beside an option: what it does, and what holds without it. */
export const meaningOf = ({ does, default: usual }: Options[string]): string =>
  usual === undefined ? does : `${does} (${usual})`

/** The help of one command. */
export function helpOf(command: Command): string {
  const { does, more, operands = [], changes, examples } = command
  const known = [
    ...operands.map(({ name, does }) => [`<${name}>`, does] as const),
    ...Object.entries(optionsOf(command)).map(([name, option]) => {
      const { value } = option
      return [`--${name}${value ? ` <${value}>` : ''}`, meaningOf(option)] as const
    }),
  ]
  const width = Math.max(...known.map(([name]) => name.length))
  return [
    usageOf(command),
    '',
    `  ${does}.`,
    ...(more ? wrapped(more).map((line) => `  ${line}`) : []),
    ...(changes ? [`  Changes: ${changes}.`] : []),
    '',
    ...known.map(([name, does]) => `  ${name.padEnd(width)}  ${does}`),
    '',
    ...examples.flatMap(([line, does]) => [`  # ${does}`, `  ${call} ${line}`]),
  ].join('\n')
}

/** All commands, a line each. */
export function overview(all: readonly Command[]): string {
  const width = Math.max(...all.map(({ name }) => name.length))
  return [
    `${call} <command> [options]`,
    '',
    ...all.map(({ name, does }) => `  ${name.padEnd(width)}  ${does}`),
    '',
    '`--help` after a command says what it takes. The exit code says how it ended:',
    ...Object.entries(exitCodes).map(([code, means]) => `  ${code}  ${means}`),
  ].join('\n')
}

const lineWidth = 116

function wrapped(text: string): string[] {
  const lines = ['']
  for (const word of text.split(/\s+/)) {
    const line = lines.at(-1) ?? ''
    if (line && line.length + word.length >= lineWidth) lines.push(word)
    else lines[lines.length - 1] = line ? `${line} ${word}` : word
  }
  return lines
}
