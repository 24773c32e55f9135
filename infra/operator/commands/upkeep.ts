import { type Command, command } from '../line/command.ts'
import { parallel, partsIn } from './parallel.ts'

/** What is kept beside the tickets, held against them or made anew. */
export const upkeepCommands: readonly Command[] = [
  command({
    name: 'stats verify',
    does: 'Recounts every ticket beside the figures that are served, and says where they differ',
    more: 'It reads the whole table, a few parts at a time, while the desk runs. Tickets that had not been counted as they are, are.',
    options: { parallel },
    examples: [['stats verify --stage prod', 'are the figures right? The exit code is 1 if not']],
    run: async (given) => (await import('../upkeep/stats.ts')).stats(given, false, partsIn(given.options.parallel)),
  }),
  command({
    name: 'stats rebuild',
    does: 'Recounts every ticket, and serves what was recounted from then on',
    options: { parallel },
    changes: 'the counters; a dry run is `stats verify`',
    examples: [['stats rebuild', 'after a restore, or an update that counts something new']],
    run: async (given) => (await import('../upkeep/stats.ts')).stats(given, true, partsIn(given.options.parallel)),
  }),
  command({
    name: 'loads check',
    does: 'Holds what everybody has in hand, as it is counted, against their tickets',
    examples: [['loads check', 'the exit code is 1 where somebody is counted wrong']],
    run: async (given) => (await import('../upkeep/loads.ts')).loads(given, false),
  }),
  command({
    name: 'loads rebuild',
    does: 'Puts right what everybody has in hand; open tickets from before this was counted are counted, too',
    changes: 'the loads; a dry run is `loads check`',
    examples: [['loads rebuild', 'it can run while the desk does']],
    run: async (given) => (await import('../upkeep/loads.ts')).loads(given, true),
  }),
  command({
    name: 'search status',
    does: 'Says how large the search index is, and how old',
    examples: [['search status --stage prod', 'how many tickets, the snapshot, the tail']],
    run: async (given) => (await import('../upkeep/search.ts')).status(given),
  }),
  command({
    name: 'search verify',
    does: 'Holds the search index against the table, ticket by ticket; what differs is indexed again',
    changes: 'puts what differs onto the queue of the index',
    examples: [['search verify', 'the exit code is 1 where something differed']],
    run: async (given) => (await import('../upkeep/search.ts')).verify(given),
  }),
  command({
    name: 'search rebuild',
    does: 'Makes the search index anew from the table; searches go on with the old one meanwhile',
    changes: 'the search index',
    examples: [['search rebuild --stage prod', 'it has as long as it needs, on your machine']],
    run: async (given) => (await import('../upkeep/search.ts')).rebuild(given),
  }),
]
