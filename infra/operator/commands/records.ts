import { join } from 'node:path'
import { home } from '../../local/places.ts'
import { type Command, command } from '../line/command.ts'
import { parallel, partsIn } from './parallel.ts'

/** The desk's records, out of it and back. */
export const recordCommands: readonly Command[] = [
  command({
    name: 'export',
    does: 'Writes all records of the desk as lines of JSON, a file a kind, with counts and hashes',
    more: 'Items are written as they lie in the table, with their keys, while they are read: memory stays as it is, however large the desk. Files of tickets and raw mails are objects of buckets and are not in it. It holds whatever customers wrote: the folder is for you alone, and yours to erase. What is written to the table meanwhile may be in it or not; for a state of one instant, restore it and export that table.',
    options: {
      out: { does: 'into this folder instead of .local/export/…', value: 'folder' },
      table: { does: 'of this table, one that was restored, say', value: 'name' },
      kind: { does: 'only this kind; may be given several times', value: 'kind', many: true },
      all: { does: 'what lives for minutes and what is made anew from the rest, too' },
      parallel,
    },
    examples: [
      ['export --out /secure/desk --stage prod', 'everything'],
      ['export --kind ticket --kind comment', 'tickets and what was said in them'],
    ],
    run: async (given) => {
      const { out, table, kind, all, parallel: parts } = given.options
      const folder = out ?? join(home, 'export', `${given.stage}-${new Date().toISOString().replaceAll(/[:.]/g, '-')}`)
      const { exportRecords } = await import('../records/exporting.ts')
      return exportRecords(given, { out: folder, table, kinds: kind, all, parallel: partsIn(parts) })
    },
  }),
  command({
    name: 'restore-check',
    does: 'Restores the table to a point in time into another one, and proves that a desk could go on with it',
    more: 'It compares every item by its hash, goes through the timers as the sweep would, makes the statistics anew and holds them and the loads against what was restored, says how long each took, and deletes the restored table. The desk goes on meanwhile; nothing is sent. A restored table is billed while it is there.',
    options: {
      at: { does: 'as of this instant instead of the latest', value: '2026-03-02T09:00:00Z' },
      keep: { does: 'leaves the restored table where it is' },
      parallel,
    },
    changes: 'makes a table, and deletes it',
    examples: [
      ['restore-check --stage prod', 'each month: can we restore, and how long does it take?'],
      ['restore-check --at 2026-03-02T09:00:00Z --keep', 'to take single items from yesterday'],
    ],
    run: async (given) => {
      const { at, keep, parallel: parts } = given.options
      return (await import('../records/checking.ts')).restoreCheck(given, { at, keep, parallel: partsIn(parts) })
    },
  }),
]
