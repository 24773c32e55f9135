import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite'
import { watching } from '../../../../domain/selection.ts'
import { priorities } from '../../../../schemas/ticket.ts'
import { type DocumentFields, revisionOf, type SearchDocument, textColumns } from '../document.ts'
import { pragmas, tables } from './tables.ts'
import { Vocabulary } from './vocabulary.ts'

type Row = Record<string, SQLInputValue>
export type Bound = Record<string, string | number | boolean | bigint | null | undefined>

/** Numbers are bound as integers: `node:sqlite` binds JavaScript's as REAL, with which FTS5 compares no `rowid`. */
const bound = (values: Bound): Row =>
  Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      typeof value === 'number' || typeof value === 'boolean' ? BigInt(value) : (value ?? null),
    ]),
  )

const plain = (id: string): string => id.replace(/[^A-Za-z0-9]/g, '').toLowerCase()

/** Who may find a ticket, each as one word. */
export const accessWords = {
  ofCustomer: (customer: string): string => `c${plain(customer)}`,
  ofRequester: (person: string): string => `p${plain(person)}`,
  /** Watching gives sight of one's own company's tickets only. */
  ofWatcher: (person: string, customer: string): string => `w${plain(person)}x${plain(customer)}`,
}

const columns = [
  ...['number', 'revision', 'version', 'gone', 'archived', 'open', 'status', 'priority', 'type', 'category', 'channel'],
  ...['brand', 'light', 'customer', 'requester', 'assignee', 'team', 'created', 'updated', 'due'],
]

/** A database of the index in a file of its own. */
export class Copy {
  readonly #database: DatabaseSync
  readonly #prepared = new Map<string, StatementSync>()
  /** Read when it is first asked for. */
  #vocabulary: Vocabulary | undefined
  /** Words that came since it was counted. */
  readonly #fresh = new Set<string>()
  readonly #learns: boolean

  /** `learns`: whether words that are put in are remembered for typing errors; where they will be counted, they need not be. */
  constructor(file: string, learns = false) {
    this.#learns = learns
    this.#database = new DatabaseSync(file)
    this.#database.exec(pragmas)
    const { there } = this.one("SELECT count(*) AS there FROM sqlite_schema WHERE name = 'ticket'", {}) ?? {}
    if (!there) this.#database.exec(tables)
  }

  close(): void {
    this.#database.close()
  }

  all(sql: string, values: Bound): Record<string, unknown>[] {
    return this.#statement(sql).all(bound(values))
  }

  one(sql: string, values: Bound): Record<string, unknown> | undefined {
    return this.#statement(sql).get(bound(values))
  }

  #run(sql: string, values: Bound): void {
    this.#statement(sql).run(bound(values))
  }

  #statement(sql: string): StatementSync {
    const known = this.#prepared.get(sql) ?? this.#database.prepare(sql)
    this.#prepared.set(sql, known)
    return known
  }

  /** All of them or none; what is not newer than what is there changes nothing. */
  apply(documents: readonly SearchDocument[]): void {
    this.#database.exec('BEGIN')
    try {
      for (const document of documents) this.#applyOne(document)
      this.#database.exec('COMMIT')
    } catch (fault) {
      this.#database.exec('ROLLBACK')
      throw fault
    }
  }

  #applyOne(document: SearchDocument): void {
    const { number, found } = document
    const revision = revisionOf(document)
    const known = this.one('SELECT id, CAST(revision AS TEXT) AS revision FROM ticket WHERE number = $number', {
      number,
    })
    if (known && BigInt(String(known.revision)) >= revision) return
    this.#run(
      `INSERT INTO ticket (${columns.join(', ')}) VALUES (${columns.map((name) => `$${name}`).join(', ')})
       ON CONFLICT (number) DO UPDATE SET ${columns.map((name) => `${name} = excluded.${name}`).join(', ')}`,
      rowOf(document, revision),
    )
    const id = Number(known?.id ?? this.one('SELECT id FROM ticket WHERE number = $number', { number })?.id)
    if (known) {
      this.#run('DELETE FROM facet WHERE id = $id', { id })
      this.#run('DELETE FROM words WHERE rowid = $id', { id })
    }
    if (!found) return
    for (const facet of found.fields.facets)
      this.#run('INSERT INTO facet (facet, id) VALUES ($facet, $id)', { facet, id })
    this.#run(
      `INSERT INTO words (rowid, access, ${textColumns.join(', ')}) VALUES ($id, $access, ${textColumns.map((name) => `$${name}`).join(', ')})`,
      { id, access: accessOf(found.fields), ...found.texts },
    )
    if (this.#learns) for (const text of Object.values(found.texts)) this.#learn(text)
  }

  #learn(text: string): void {
    for (const word of text.split(' ')) {
      if (/\P{L}/u.test(word)) continue
      this.#fresh.add(word)
      this.#vocabulary?.add(word, 1)
    }
  }

  get tickets(): number {
    return Number(this.one('SELECT count(*) AS tickets FROM ticket WHERE gone = 0', {})?.tickets ?? 0)
  }

  /** The version that is known of each ticket but archived ones. */
  versions(): Map<string, number> {
    const rows = this.all('SELECT number, version FROM ticket WHERE gone = 0 AND archived = 0', {})
    return new Map(rows.map(({ number, version }) => [String(number), Number(version)]))
  }

  /** Before it becomes a snapshot: its words counted and merged into one tree; its columns measured. */
  tidy(): void {
    this.#count()
    this.#database.exec("INSERT INTO words (words) VALUES ('optimize'); ANALYZE;")
  }

  /** Counts the words anew, but for numbers: those of three tickets or more, or of one on a desk of few tickets. */
  #count(): void {
    const least = this.tickets < smallDesk ? 1 : 3
    this.#database.exec('DELETE FROM vocabulary')
    this.#run("INSERT INTO vocabulary SELECT term, doc FROM terms WHERE doc >= $least AND term NOT GLOB '*[0-9]*'", {
      least,
    })
  }

  get vocabulary(): Vocabulary {
    if (this.#vocabulary) return this.#vocabulary
    this.#vocabulary = new Vocabulary()
    for (const { term, tickets } of this.all('SELECT term, tickets FROM vocabulary', {})) {
      this.#vocabulary.add(String(term), Number(tickets))
    }
    for (const word of this.#fresh) this.#vocabulary.add(word, 1)
    return this.#vocabulary
  }
}

/** Below so many tickets every word is worth knowing. */
const smallDesk = 2000

function accessOf({ customer, requester, facets }: DocumentFields): string {
  const watchers = facets.flatMap((facet) => (facet.startsWith(watching('')) ? [facet.slice(watching('').length)] : []))
  return [
    accessWords.ofRequester(requester),
    ...(customer ? [accessWords.ofCustomer(customer)] : []),
    ...(customer ? watchers.map((person) => accessWords.ofWatcher(person, customer)) : []),
  ].join(' ')
}

function rowOf({ number, version, found }: SearchDocument, revision: bigint): Bound {
  const nothing = Object.fromEntries(columns.map((name) => [name, null]))
  if (!found) return { ...nothing, number, version, revision, gone: true }
  const { facets: _, priority, ...fields } = found.fields
  return { ...nothing, ...fields, priority: priorities.indexOf(priority), number, version, revision, gone: false }
}
