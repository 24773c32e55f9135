import '../support/environment.ts'
import { beforeEach, describe } from 'vitest'
import { SqliteIndex } from '../../../functions/platform/search/sqlite/sqlite-index.ts'
import { aDesk } from '../support/desk.ts'
import { memoryBucket } from './support/bucket.ts'
import { searchContract } from './support/contract.ts'

aDesk()
memoryBucket()
let index: SqliteIndex
beforeEach(() => {
  index = new SqliteIndex()
})

describe('the index in SQLite', () => searchContract(() => index))
