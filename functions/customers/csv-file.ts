import { type CsvError, type Info, parse } from 'csv-parse/sync'
import { invalid } from '../../domain/refusal.ts'
import { type Imported, type ImportLine, importColumns, key, maxLineBytes, mostLines } from '../../schemas/import.ts'
import { asItWas } from '../platform/http/csv.ts'

const separators = [',', ';', '\t'] as const

/** The separator of a file: the one that its header has most of, outside of quotes. */
function separatorOf(text: string): string {
  const header = (/^(?:"[^"]*"|[^"\r\n])*/.exec(text)?.[0] ?? '').replace(/"[^"]*"/g, '')
  const count = (separator: string) => header.split(separator).length
  return [...separators].toSorted((a, b) => count(b) - count(a))[0] ?? ','
}

interface Row {
  record: string[]
  info: Info
}

/**
 * The lines of a CSV file with a header (RFC 4180; separated by `,`, `;` or tabs). Refuses what is no CSV, columns that it
 * does not know, and more lines than one import takes; what is wrong with one line only is said of that line.
 */
export function linesOf(text: string, what: Imported): ImportLine[] {
  const [header, ...rows] = rowsOf(text)
  if (!header) throw invalid('', 'has no header', `a first line with names of columns: ${known(what)}`)
  const columns = header.record.map((name, place) => columnOf(name, place, what))
  const twice = columns.find((name, place) => name && columns.indexOf(name) !== place)
  if (twice) throw invalid(twice, 'is a column twice', 'each column once')
  if (!columns.includes(key)) throw invalid(key, 'is missing', `a column ${key}, by which a line is known again`)
  if (rows.length === 0) throw invalid('', 'has no lines', 'at least one line below the header')
  if (rows.length > mostLines) throw invalid('', `has ${rows.length} lines`, `at most ${mostLines} lines in one import`)
  const seen = new Map<string, number>()
  return rows.map(({ record, info }) => {
    const line = lineBegun(record, info)
    const cells = Object.fromEntries(
      columns.flatMap((name, place) => (name ? [[name, plain(record[place] ?? '')]] : [])),
    )
    return judged({ line, cells }, record.length === columns.length, columns.length, seen)
  })
}

function rowsOf(text: string): Row[] {
  try {
    // Files that were put together have line ends of several kinds.
    return parse(text.replace(/\r\n?/g, '\n'), {
      delimiter: separatorOf(text),
      info: true,
      record_delimiter: '\n',
      relax_column_count: true,
      skip_empty_lines: true,
      skip_records_with_empty_values: true,
    }) as unknown as Row[]
  } catch (fault) {
    const { message, code, lines } = fault as CsvError & { lines?: number }
    if (!code?.startsWith('CSV_')) throw fault
    throw invalid('', `is no CSV${lines ? `, from line ${lines} on` : ''}: ${message}`, 'CSV as in RFC 4180')
  }
}

/** `info.lines` says where it ends; what has line ends in its cells began above. */
const lineBegun = (record: string[], { lines }: Info): number =>
  lines - record.reduce((sum, cell) => sum + (cell.match(/\n/g)?.length ?? 0), 0)

/** The column that a header means: case, blanks and signs do not matter; undefined where it is passed over. */
function columnOf(name: string, place: number, what: Imported): string | undefined {
  const { known: columns, passedOver } = importColumns[what]
  const folded = (given: string) => given.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '')
  if (passedOver.some((column) => folded(column) === folded(name))) return undefined
  const found = columns.find((column) => folded(column) === folded(name))
  if (!found)
    throw invalid(name.trim() || `column ${place + 1}`, 'is no column of this import', `one of: ${known(what)}`)
  return found
}

const known = (what: Imported) => importColumns[what].known.join(', ')

/** What exports put before a formula is taken away again; blanks around a cell say nothing. */
const plain = (cell: string): string => asItWas(cell.trim())

function judged(given: ImportLine, isComplete: boolean, columns: number, seen: Map<string, number>): ImportLine {
  const wrong = (path: string, message: string, expected: string): ImportLine => ({
    line: given.line,
    cells: { [key]: given.cells[key]?.slice(0, 100) ?? '' },
    wrong: { path, message, expected },
  })
  const external = given.cells[key] ?? ''
  const before = seen.get(external)
  if (!isComplete) return wrong('', 'has not as many cells as the header', `${columns} cells`)
  if (!external) return wrong(key, 'is required', 'what another system knows it by')
  if (before) return wrong(key, `is that of line ${before} too`, 'each one once in a file')
  seen.set(external, given.line)
  if (Buffer.byteLength(JSON.stringify(given)) > maxLineBytes) {
    return wrong('', 'is too long', `at most ${maxLineBytes} bytes`)
  }
  return given
}
