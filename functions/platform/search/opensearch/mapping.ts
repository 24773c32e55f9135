import { textColumns } from '../document.ts'

/** Counted up when what is indexed is no longer what this code reads: then a new index is made from the table. */
const format = 1
export const indexName = `desk-tickets-${format}`

const keyword = { type: 'keyword', ignore_above: 300 }
const integer = { type: 'long' }
const keywords = [
  'number',
  'status',
  'type',
  'category',
  'channel',
  'brand',
  'light',
  'customer',
  'requester',
  'assignee',
]

/** Texts come reduced to words with a space between, so nothing is left for an analyzer to do. */
const words = { type: 'text', analyzer: 'whitespace', index_options: 'positions' }

export const indexDefinition = {
  settings: {
    // So long a deletion is remembered, in case what is older comes after it.
    index: { gc_deletes: '1h', refresh_interval: '1s', number_of_shards: 1, number_of_replicas: 1 },
  },
  mappings: {
    dynamic: 'strict',
    properties: {
      ...Object.fromEntries(textColumns.map((column) => [column, words])),
      ...Object.fromEntries([...keywords, 'team', 'facets'].map((name) => [name, keyword])),
      ...Object.fromEntries(
        ['version', 'priority', 'created', 'updated', 'due', 'undated'].map((name) => [name, integer]),
      ),
      archived: { type: 'boolean' },
      open: { type: 'boolean' },
    },
  },
}
