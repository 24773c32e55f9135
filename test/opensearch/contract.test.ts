import '../functions/support/environment.ts'
import { beforeEach, describe, expect, it } from 'vitest'
import { ask } from '../../functions/platform/search/opensearch/client.ts'
import { indexName } from '../../functions/platform/search/opensearch/mapping.ts'
import { OpenSearchIndex } from '../../functions/platform/search/opensearch/opensearch-index.ts'
import { searchContract } from '../functions/search/support/contract.ts'
import { aDocument } from '../functions/search/support/documents.ts'
import { eventually } from '../support/eventually.ts'

let index: OpenSearchIndex
beforeEach(async () => {
  await ask('DELETE', `/${indexName}`, undefined, [404])
  index = new OpenSearchIndex(true)
  await index.apply([])
})

describe('the index in OpenSearch', () => {
  searchContract(() => index)

  it('is made anew where there is none, and only then', async () => {
    expect(await index.tend()).toBe('rebuild')
    await index.rebuild((async function* () {})())
    expect(await index.tend()).toBe('well')
  })

  it('shows a change within two seconds, though nobody waits for it', async () => {
    const began = performance.now()
    await new OpenSearchIndex().apply([aDocument('TKT000001')])
    await eventually('it is found', async () => {
      const sort = { by: 'rank', order: 'desc' } as const
      const { hits } = await index.search({ kind: 'everything' }, { text: 'oven', sort, limit: 5 })
      return hits.length === 1
    })
    expect(performance.now() - began).toBeLessThan(2000)
  })
})
