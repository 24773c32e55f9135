import type { SearchIndex } from '../search-index.ts'
export declare const OpenSearchIndex: new () => SearchIndex
