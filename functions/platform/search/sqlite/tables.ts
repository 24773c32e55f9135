import { textColumns } from '../document.ts'

/** Counted up when what lies in a snapshot is no longer what this code reads: then a new one is made from the table. */
export const format = 1

/** The columns of text, after the one that says who may find the ticket and whose it is. */
const wordColumns = ['access', ...textColumns] as const

/** How much a word counts by where it stands; an id is what somebody who types one is looking for. */
const weights: Record<(typeof wordColumns)[number], number> = {
  access: 0,
  title: 6,
  description: 1,
  public: 1,
  internal: 1,
  who: 4,
  ids: 12,
}
export const rank = `bm25(words, ${wordColumns.map((column) => weights[column]).join(', ')})`

/**
 * Words are kept without the texts that they are from (`content=''`), with tombstones for what is replaced. They come
 * already reduced to letters and digits, so the plainest tokenizer does. Of a ticket that is gone the row stays, so that
 * what is older and comes late is known to be old.
 */
export const tables = `
  CREATE TABLE ticket (
    id INTEGER PRIMARY KEY, number TEXT NOT NULL UNIQUE, revision INTEGER NOT NULL, version INTEGER NOT NULL,
    gone INTEGER NOT NULL, archived INTEGER, open INTEGER, status TEXT, priority INTEGER, type TEXT, category TEXT,
    channel TEXT, brand TEXT, light TEXT, customer TEXT, requester TEXT, assignee TEXT, team TEXT,
    created INTEGER, updated INTEGER, due INTEGER
  ) STRICT;
  CREATE TABLE facet (facet TEXT NOT NULL, id INTEGER NOT NULL, PRIMARY KEY (facet, id)) STRICT, WITHOUT ROWID;
  CREATE INDEX facet_of ON facet (id);
  CREATE INDEX by_created ON ticket (created, number);
  CREATE INDEX by_updated ON ticket (updated, number);
  CREATE INDEX by_due ON ticket (due, number);
  CREATE INDEX by_priority ON ticket (priority, number);
  CREATE INDEX by_status ON ticket (status, created);
  CREATE INDEX by_customer ON ticket (customer, created);
  CREATE INDEX by_requester ON ticket (requester, created);
  CREATE INDEX by_assignee ON ticket (assignee, created);
  CREATE INDEX by_team ON ticket (team, created);
  CREATE VIRTUAL TABLE words USING fts5(${wordColumns.join(', ')}, content='', contentless_delete=1, tokenize='ascii');
  CREATE VIRTUAL TABLE terms USING fts5vocab(words, row);
  CREATE TABLE vocabulary (term TEXT PRIMARY KEY, tickets INTEGER NOT NULL) STRICT, WITHOUT ROWID;
`

/** Nothing of a copy outlives its process, so nothing needs to be safe from a crash; a failed statement is undone all the same. */
export const pragmas = `
  PRAGMA journal_mode = MEMORY;
  PRAGMA synchronous = OFF;
  PRAGMA locking_mode = EXCLUSIVE;
  PRAGMA temp_store = MEMORY;
  PRAGMA cache_size = -16000;
`
