import { type PendingStatus, type Priority, priorities, Tag } from '../../schemas/ticket.ts'

/** What staff ask for in the first lines of a mail. The words are the same in every language, as those of the API. */
export type MailCommand =
  | { do: 'resolve' }
  | { do: 'internal' }
  | { do: 'assign'; to: 'me' }
  | { do: 'pending'; status: PendingStatus }
  | { do: 'priority'; priority: Priority }
  | { do: 'tag'; tag: string }

export interface Commanded {
  commands: MailCommand[]
  /** What looks like a command and is none, as it is written: to be told to who wrote it. It stays in the text. */
  unknown: string[]
  /** What is said beside: without the commands that are understood. */
  text: string
}

/** No command stands below so many lines that have none but blank ones above them. */
const mostLines = 10
/** As many as a ticket could make use of. */
const mostCommands = 20

/** Reads one command, by what follows its word; nothing where that makes no sense. */
type Reader = (rest: string) => MailCommand | undefined
const alone =
  (command: MailCommand): Reader =>
  (rest) =>
    rest === '' ? command : undefined

const readers: Record<string, Reader> = {
  resolve: alone({ do: 'resolve' }),
  internal: alone({ do: 'internal' }),
  note: alone({ do: 'internal' }),
  assign: (rest) => (rest === 'me' ? { do: 'assign', to: 'me' } : undefined),
  pending: (rest) => {
    if (rest === '' || rest === 'customer') return { do: 'pending', status: 'pending_customer' }
    return rest === 'parts' ? { do: 'pending', status: 'pending_parts' } : undefined
  },
  priority: (rest) => {
    const priority = priorities.find((one) => one === rest)
    return priority && { do: 'priority', priority }
  },
  tag: (rest) => (Tag.safeParse(rest).success ? { do: 'tag', tag: rest } : undefined),
}

/**
 * The commands that stand in the first lines of a mail: each begins with `#` and a letter, several may stand in one line. Only of who is
 * heeded: staff whose address is believed, where the desk lets them. Of anybody else everything is text.
 */
export function commandsIn(said: string, isHeeded: boolean): Commanded {
  if (!isHeeded) return { commands: [], unknown: [], text: said }
  const commands: MailCommand[] = []
  const unknown: string[] = []
  const lines = said.split('\n')
  const kept: string[] = []
  let at = 0
  for (; at < Math.min(lines.length, mostLines); at++) {
    const line = lines[at] ?? ''
    if (line.trim() === '') {
      kept.push(line)
      continue
    }
    const words = commandWords(line)
    if (!words || commands.length + words.length > mostCommands) break
    const read = words.map((written) => ({ written, command: commandOf(written) }))
    commands.push(...read.flatMap(({ command }) => command ?? []))
    const others = read.filter(({ command }) => !command).map(({ written }) => written)
    unknown.push(...others)
    if (others.length > 0) kept.push(others.join(' '))
  }
  const text = [...kept, ...lines.slice(at)]
    .join('\n')
    .replace(/^(?:[^\S\n]*\n)+/, '')
    .trimEnd()
  return { commands, unknown, text }
}

/** The commands of a line that has nothing else: each from its `#` to the next. Keyboards of some scripts write a wide one. */
function commandWords(line: string): string[] | undefined {
  const plain = line.normalize('NFKC').trim()
  if (plain.length > 200 || !/^#\p{L}/u.test(plain)) return undefined
  return plain.split(/\s+(?=#\p{L})/u)
}

/**
 * Whether the lines before all text have what may have been meant as `#internal` or `#note`, and is none: misspelt, or with words
 * behind it. What somebody wanted to keep among staff is told to nobody for a slip.
 */
export function soundsInternal(text: string): boolean {
  for (const line of text.split('\n', mostLines)) {
    const plain = line.normalize('NFKC').trim()
    if (plain === '') continue
    if (!/^#\p{L}/u.test(plain)) return false
    if (/(?:^|\s)#(?:int|not)/i.test(plain)) return true
  }
  return false
}

function commandOf(written: string): MailCommand | undefined {
  const [word = '', ...rest] = written.slice(1).toLowerCase().split(/\s+/)
  return Object.hasOwn(readers, word) ? readers[word]?.(rest.join(' ')) : undefined
}
