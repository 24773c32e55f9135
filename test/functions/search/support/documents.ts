import { documentOf, type SearchDocument } from '../../../../functions/platform/search/document.ts'
import { at } from '../../../support/time.ts'

/** What a ticket is to the index, unless a test says otherwise. */
export function aDocument(number: string, given: Given = {}): SearchDocument {
  const { description, comments = [], about = [], readAt = Date.parse(at(0)), ...ticket } = given
  return documentOf(
    {
      ticket: {
        number,
        version: 1,
        title: 'The oven display is dark',
        status: 'created',
        priority: 'medium',
        type: 'issue',
        category: 'hardware',
        channel: 'api',
        brand: 'main',
        requester: person,
        light: 'green',
        createdAt: at(0),
        updatedAt: at(0),
        ...ticket,
      },
      body: { text: description ?? '' },
      conversation: comments.map(([visibility, text]) => ({ text, internal: visibility === 'internal' })),
      about,
    },
    readAt,
  )
}

export const person = 'per_01JD0000000000000000CNTCT1'

interface Given {
  description?: string
  comments?: ['public' | 'internal', string][]
  about?: Record<string, unknown>[]
  readAt?: number
  [field: string]: unknown
}
