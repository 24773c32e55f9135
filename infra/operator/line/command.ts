import type { Resources } from '../resources.ts'
import type { Screen } from './screen.ts'

/** Something that a command is told by name: with `value` a word for what follows it, without one it is there or not. */
interface Option {
  readonly does: string
  readonly value?: string
  readonly default?: string
  /** May be given several times. */
  readonly many?: true
}
export type Options = Readonly<Record<string, Option>>

/** What follows a command's name without a name of its own. */
interface Operand {
  readonly name: string
  readonly does: string
  readonly optional?: true
}

type Given<All extends Options> = {
  readonly [Name in keyof All]: All[Name] extends { many: true }
    ? readonly string[]
    : All[Name] extends { default: string }
      ? string
      : All[Name] extends { value: string }
        ? string | undefined
        : boolean
}

/** What a command is run with. */
export interface Run<All extends Options = Options> {
  readonly options: Given<All>
  /** In their order; one that may be left out is undefined then. */
  readonly operands: readonly (string | undefined)[]
  readonly stage: string
  readonly dryRun: boolean
  readonly yes: boolean
  readonly screen: Screen
  /** What the stage has behind its API; from then on the SDK, and the functions' own code, work on it. */
  resources(): Promise<Resources>
}

/** How a command ended; what it says to the shell is in `exitCodes`. */
export type Ending = 'well' | 'found'

/** Said at the end of every help. */
export const exitCodes = {
  0: 'all is well, or what was asked for is done',
  1: 'it did its work and found something wrong',
  2: 'it was not understood',
  3: 'it could not do its work: no desk there, no right to it, a service that is away',
} as const

/** One command: everything that is said of it, and what it does. */
export interface Command<All extends Options = Options> {
  /** The words that call it: `parked list`. */
  readonly name: string
  /** A sentence: begins with a verb, ends without a full stop. */
  readonly does: string
  /** What else is worth knowing, in sentences. */
  readonly more?: string
  readonly operands?: readonly Operand[]
  readonly options?: All
  readonly examples: readonly (readonly [line: string, does: string])[]
  /** What it changes. Such a command can be run dry. */
  readonly changes?: string
  /** What it takes away for good: asked about first, unless told `--yes`. */
  readonly asks?: true
  /** It has no stage: nothing outside this machine is looked at. */
  readonly anywhere?: true
  run(given: Run<All>): Promise<Ending>
}

/** A command with its options known by name and kind. */
export const command = <const All extends Options = Record<never, Option>>(one: Command<All>): Command =>
  one as unknown as Command

/** What was asked for is not understood: said with the help of the command. */
export class Misuse extends Error {}
