import { beforeEach, describe, expect, it, test } from 'vitest'
import type { SearchDocument } from '../../../../functions/platform/search/document.ts'
import type {
  Scope,
  SearchFilters,
  SearchIndex,
  SearchQuery,
} from '../../../../functions/platform/search/search-index.ts'
import { at } from '../../../support/time.ts'
import { aDocument, person } from './documents.ts'

const everything: Scope = { kind: 'everything' }
const [ours, theirs] = ['cus_01JD0000000000000000CSTMR1', 'cus_01JD0000000000000000CSTMR2']
const stranger = 'per_01JD0000000000000000OTHER2'
const [technician, team] = ['per_01JD0000000000000000TECHN1', 'tea_01JD0000000000000000TEAM01']

/** What every engine of the index must do. */
export function searchContract(index: () => SearchIndex): void {
  const put = (...documents: SearchDocument[]) => index().apply(documents)
  const found = async (text: string, scope = everything, more: Partial<SearchQuery> = {}) => {
    const { hits } = await index().search(scope, { text, sort: { by: 'rank', order: 'desc' }, limit: 25, ...more })
    return hits.map(({ number }) => number)
  }
  const listed = async (filters: SearchFilters = {}, sort: SearchQuery['sort'] = { by: 'created', order: 'asc' }) => {
    const { hits } = await index().search(everything, { filters, sort, limit: 100 })
    return hits.map(({ number }) => number)
  }

  describe('finds', () => {
    beforeEach(() =>
      put(
        aDocument('TKT000001', {
          title: 'The label printer is offline',
          description: 'Since this morning: paper jam?',
          comments: [
            ['public', 'Cable was exchanged'],
            ['internal', 'Customer is angry about the invoice'],
          ],
          about: [{ name: 'Reception Müller', emails: [{ address: 'front.desk@customer.example' }] }],
          contact: { phone: '+441632960001' },
          serialNumber: 'SN-4471/0099',
          customer: ours,
        }),
        aDocument('TKT000002', { title: 'Wifi is slow', description: 'The printer is fine, though' }),
      ),
    )

    test.each([
      ['a word of the title', 'offline', ['TKT000001']],
      ['the better hit first', 'printer', ['TKT000001', 'TKT000002']],
      ['all words, wherever they stand', 'cable jam printer', ['TKT000001']],
      ['nothing where one word is missing', 'printer volcano', []],
      ['the beginning of a word', 'prin', ['TKT000001', 'TKT000002']],
      ['a mistyped word', 'pritner', ['TKT000001', 'TKT000002']],
      ['without accents', 'muller', ['TKT000001']],
      ['an address', 'front.desk@customer.example', ['TKT000001']],
      ['an internal word, for staff', 'invoice', ['TKT000001']],
      ['the number', 'tkt000001', ['TKT000001']],
      ['the number without its zeros', '2', ['TKT000002']],
      ['a serial without separators', 'sn44710099', ['TKT000001']],
      ['a serial with others', 'SN 4471 0099', ['TKT000001']],
      ['a phone number as it is dialled', '01632 960 001', ['TKT000001']],
      ['the end of a phone number', '2960001', ['TKT000001']],
      ['nothing in what has no word', '"*() AND', []],
      ['nothing by a word of the index itself', 'ccus01jd0000000000000000cstmr1', []],
    ])('%s', async (_, text, numbers) => expect(await found(text)).toEqual(numbers))

    test.each([
      'title:printer',
      '"printer',
      'printer*',
      'printer OR',
      'NEAR(printer',
      "printer' --",
      '{ids}: printer',
      'printer ^',
    ])('no operator in what somebody typed: %s', async (text) =>
      expect(await found(text, everything, { filters: { status: [] } })).toEqual([]),
    )
  })

  describe('who may find', () => {
    beforeEach(() =>
      put(
        aDocument('TKT000001', { customer: ours, comments: [['internal', 'secret']] }),
        aDocument('TKT000002', {
          customer: ours,
          requester: 'per_01JD0000000000000000OTHER1',
          team,
          assignee: technician,
        }),
        aDocument('TKT000003', {
          customer: theirs,
          requester: stranger,
          team: 'tea_x',
          assignee: 'per_x',
        }),
        aDocument('TKT000004', { customer: theirs, requester: stranger, watchers: [person] }),
        aDocument('TKT000005', { customer: ours, requester: 'per_01JD0000000000000000OTHER1', watchers: [person] }),
      ),
    )
    const own: Scope = { kind: 'outside', persons: [person], customer: ours, whole: false }
    const whole: Scope = { ...own, whole: true }
    const reach: Scope = { kind: 'reach', person: technician, teams: [] }
    const withTeam: Scope = { kind: 'reach', person: 'per_nobody', teams: [team] }
    const all = ['TKT000001', 'TKT000002', 'TKT000003', 'TKT000004', 'TKT000005']

    test.each([
      ['staff: everything', everything, all],
      ['a customer: what they asked for, and watch of their company', own, ['TKT000001', 'TKT000005']],
      [
        'a customer of no company: what they asked for',
        { kind: 'outside', persons: [person], whole: false } as Scope,
        ['TKT000001'],
      ],
      [
        'one who was somebody else, too',
        { ...own, persons: [person, stranger] },
        ['TKT000001', 'TKT000003', 'TKT000004', 'TKT000005'],
      ],
      ['one who sees all of their company', whole, ['TKT000001', 'TKT000002', 'TKT000005']],
      ['a technician: theirs and what is nobody’s', reach, ['TKT000001', 'TKT000002', 'TKT000004', 'TKT000005']],
      ['a technician: their team’s, too', withTeam, ['TKT000001', 'TKT000002', 'TKT000004', 'TKT000005']],
    ])('%s', async (_, scope, numbers) => {
      expect((await found('oven', scope)).toSorted()).toEqual(numbers)
      const { hits } = await index().search(scope, { sort: { by: 'created', order: 'asc' }, limit: 25 })
      expect(hits.map(({ number }) => number).toSorted()).toEqual(numbers)
      expect(await index().count(scope, {}, 100)).toBe(numbers.length)
    })

    it('nobody outside finds by what is internal, nor by the id of a stranger', async () => {
      expect(await found('secret')).toEqual(['TKT000001'])
      expect(await found('secret', whole)).toEqual([])
      expect(await found(theirs, whole)).toEqual([])
      expect(await found('oven', whole, { filters: { customer: [theirs] } })).toEqual([])
    })
  })

  describe('lists', () => {
    beforeEach(() =>
      put(
        aDocument('TKT000001', {
          status: 'resolved',
          priority: 'urgent',
          createdAt: at(3),
          updatedAt: at(9),
          tags: ['red', 'big'],
        }),
        aDocument('TKT000002', {
          priority: 'low',
          createdAt: at(1),
          updatedAt: at(7),
          dueAt: at(50),
          customer: ours,
          light: 'yellow',
        }),
        aDocument('TKT000003', {
          priority: 'high',
          createdAt: at(2),
          updatedAt: at(8),
          dueAt: at(40),
          assignee: technician,
          tags: ['red'],
        }),
        aDocument('TKT000004', {
          status: 'closed',
          createdAt: at(4),
          updatedAt: at(5),
          archivedAt: at(6),
          serialNumber: 'AB-1',
          custom: { floor: 2 },
        }),
      ),
    )

    test.each<[SearchFilters, string[]]>([
      [{}, ['2', '3', '1']],
      [{ archived: true }, ['2', '3', '1', '4']],
      [{ status: ['created', 'closed'] }, ['2', '3']],
      [{ open: true }, ['2', '3']],
      [{ open: false, archived: true }, ['1', '4']],
      [{ priority: ['urgent', 'high'] }, ['3', '1']],
      [{ assignee: [null] }, ['2', '1']],
      [{ assignee: [technician, null] }, ['2', '3', '1']],
      [{ customer: [ours], light: ['yellow'] }, ['2']],
      [{ facets: ['tag:red'] }, ['3', '1']],
      [{ facets: ['tag:red', 'tag:big'] }, ['1']],
      [{ facets: ['custom.floor:2'], archived: true }, ['4']],
      [{ facets: ['serial:AB1'], archived: true }, ['4']],
      [{ created: { from: at(2), before: at(3) } }, ['3']],
      [{ due: { before: at(50) } }, ['3']],
      [{ updated: { from: at(8) } }, ['3', '1']],
      [{ status: [] }, []],
    ])('%o', async (filters, numbers) => {
      expect(await listed(filters)).toEqual(numbers.map((number) => `TKT00000${number}`))
      expect(await index().count(everything, { filters }, 100)).toBe(numbers.length)
    })

    test.each<[SearchQuery['sort'], string[]]>([
      [{ by: 'created', order: 'desc' }, ['1', '3', '2']],
      [{ by: 'updated', order: 'asc' }, ['2', '3', '1']],
      [{ by: 'due', order: 'asc' }, ['3', '2', '1']],
      [{ by: 'due', order: 'desc' }, ['2', '3', '1']],
      [{ by: 'priority', order: 'asc' }, ['1', '3', '2']],
    ])('sorted by %o', async (sort, numbers) => {
      expect(await listed({}, sort)).toEqual(numbers.map((number) => `TKT00000${number}`))
      expect(await paged({ sort, limit: 1 })).toEqual(numbers.map((number) => `TKT00000${number}`))
    })

    it('words and filters together, sorted by either', async () => {
      expect(await found('oven', everything, { filters: { facets: ['tag:red'] } })).toHaveLength(2)
      const sort = { by: 'due', order: 'asc' } as const
      expect(await found('oven', everything, { sort })).toEqual(['TKT000003', 'TKT000002', 'TKT000001'])
    })

    it('counts no further than it is asked to', async () => expect(await index().count(everything, {}, 2)).toBe(2))
  })

  async function paged(query: SearchQuery): Promise<string[]> {
    const numbers: string[] = []
    let after: string | undefined
    do {
      const { hits, next } = await index().search(everything, { ...query, ...(after && { after }) })
      numbers.push(...hits.map(({ number }) => number))
      after = next
    } while (after)
    return numbers
  }

  describe('pages', () => {
    const numbers = Array.from({ length: 23 }, (_, at) => `TKT${String(at + 100).padStart(6, '0')}`)
    beforeEach(() =>
      put(
        ...numbers.map((number, place) =>
          aDocument(number, { createdAt: at(place % 5), ...(place % 3 && { dueAt: at(place % 4) }) }),
        ),
      ),
    )

    test.each([
      { by: 'created', order: 'asc' },
      { by: 'created', order: 'desc' },
      { by: 'due', order: 'desc' },
      { by: 'priority', order: 'asc' },
    ] as const)('%o: each once', async (sort) => {
      expect((await paged({ sort, limit: 4 })).toSorted()).toEqual(numbers)
    })

    it('ranked: each once', async () => {
      const sort = { by: 'rank', order: 'desc' } as const
      expect((await paged({ text: 'oven', sort, limit: 4 })).toSorted()).toEqual(numbers)
    })

    it('survive what comes in between', async () => {
      const query = { sort: { by: 'created', order: 'desc' }, limit: 10 } as const
      const first = await index().search(everything, query)
      await put(aDocument('TKT000999', { createdAt: at(60) }), aDocument('TKT000998', { createdAt: at(0) }))
      const rest = await paged({ ...query, after: first.next as string })
      const all = [...first.hits.map(({ number }) => number), ...rest]
      expect(all.toSorted()).toEqual([...numbers, 'TKT000998'].toSorted())
    })
  })

  describe('changes', () => {
    it('in any order and any number leave the newest: by version, then by reading', async () => {
      const readAt = Date.parse(at(0))
      const old = aDocument('TKT000001', { title: 'ancient' })
      const renamed = aDocument('TKT000001', { title: 'ancient', about: [{ name: 'Renamed' }], readAt: readAt + 5 })
      const newer = aDocument('TKT000001', { title: 'modern', version: 2, readAt: readAt - 5 })
      await put(renamed)
      await put(old)
      expect(await found('renamed')).toEqual(['TKT000001'])
      await put(newer, renamed)
      await put(old, renamed)
      expect(await found('modern')).toEqual(['TKT000001'])
      expect(await found('ancient')).toEqual([])
    })

    it('that take a ticket away take it away for good', async () => {
      const document = aDocument('TKT000001', { version: 3 })
      await put(document)
      await put({ number: 'TKT000001', version: 0, readAt: Date.parse(at(1)) })
      await put(document, aDocument('TKT000001', { version: 4 }))
      expect(await found('oven')).toEqual([])
      expect(await listed()).toEqual([])
      expect(await index().versions()).toEqual(new Map())
    })

    it('are all there after everything was made anew, and what was not is gone', async () => {
      await put(aDocument('TKT000001', { title: 'stale' }), aDocument('TKT000002'))
      await index().rebuild(
        (async function* () {
          yield [aDocument('TKT000002', { title: 'fresh', version: 2 })]
        })(),
      )
      expect(await found('fresh')).toEqual(['TKT000002'])
      expect((await index().health()).engine).toMatch(/./)
    })
  })
}
