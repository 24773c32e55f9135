import { documentOf, type SearchDocument } from '../../../functions/platform/search/document.ts'
import { chances } from '../../../infra/operator/load/chances.ts'

/** Words of a desk, as often as people use them (by Zipf's law): the first are in most texts, the last in few. */
const syllables = [
  'pri',
  'net',
  'ser',
  'cab',
  'lo',
  'dis',
  'play',
  'con',
  'ver',
  'mo',
  'ter',
  'fi',
  'ra',
  'tor',
  'el',
  'sa',
]
const vocabularySize = 30_000
const customers = 1000

/** The word of a rank: the commonest are the shortest. */
export function wordOf(rank: number): string {
  let word = ''
  for (let rest = rank + syllables.length; rest > 0; rest = Math.floor(rest / syllables.length)) {
    word += syllables[rest % syllables.length]
  }
  return word
}

export const customerOf = (place: number): string => `cus_${String(place % customers).padStart(26, '0')}`

const statuses = ['created', 'assigned', 'in_progress', 'pending_customer', 'resolved', 'closed']
const priorities = ['urgent', 'high', 'medium', 'low']

/** So many tickets of about 1.5 KB of text each, from the first on, in batches. */
export function* corpus(tickets: number, first = 0): Generator<SearchDocument[]> {
  const batch = 500
  for (let at = first; at < first + tickets; at += batch) {
    yield Array.from({ length: Math.min(batch, first + tickets - at) }, (_, place) => aTicket(at + place))
  }
}

export function aTicket(place: number, version = 1): SearchDocument {
  const chance = chances(place * 7 + version)
  const word = () => wordOf(Math.floor(vocabularySize ** chance()) - 1)
  const text = (words: number) => Array.from({ length: words }, word).join(' ')
  const one = <Value>(values: readonly Value[]) => values[Math.floor(chance() * values.length)] as Value
  const at = new Date(Date.UTC(2026, 0, 1) + place * 300_000).toISOString()
  const number = `TKT${String(place + 1).padStart(6, '0')}`
  return documentOf(
    {
      ticket: {
        number,
        version,
        title: text(6),
        status: one(statuses),
        priority: one(priorities),
        type: 'issue',
        category: 'hardware',
        channel: 'email',
        brand: 'main',
        light: 'green',
        customer: customerOf(place),
        requester: `per_${String(place % 5000).padStart(26, '0')}`,
        ...(chance() < 0.7 && { assignee: `per_TECH${String(place % 40).padStart(22, '0')}` }),
        team: `tea_${String(place % 8).padStart(26, '0')}`,
        tags: [wordOf(place % 200)],
        serialNumber: `SN-${4000 + (place % 900)}-${String(place).padStart(6, '0')}`,
        createdAt: at,
        updatedAt: at,
        dueAt: at,
      },
      body: { text: text(70) },
      conversation: [
        { sk: 'COMMENT#1', text: text(60), internal: false },
        { sk: 'COMMENT#2', text: text(40), internal: true },
      ],
      about: [
        { name: `${text(2)}`, emails: [{ address: `person${place % 5000}@customer${place % customers}.example` }] },
      ],
    },
    Date.UTC(2026, 6, 1),
  )
}
