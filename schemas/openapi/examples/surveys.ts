import type * as operations from '../../operations/surveys.ts'
import type { Survey } from '../../survey.ts'
import { cursor, type Examples, noParameter } from './example.ts'
import { customer, opened, requester, team, technician } from './story.ts'

const survey: Survey = {
  ticket: opened.number,
  person: requester,
  score: 2,
  comment: 'It took two visits.',
  technician,
  team,
  category: 'hardware',
  customer,
  answeredAt: '2026-11-23T08:12:00.000Z',
  version: 1,
}

export const examples: Examples<typeof operations> = {
  getSurvey: { wrong: noParameter, answer: survey },
  listSurveys: {
    query: {
      from: '2026-11-01T00:00:00Z',
      to: '2026-12-01T00:00:00Z',
      score: 2,
      technician,
      team,
      category: 'hardware',
      customer,
      limit: 25,
      cursor,
    },
    wrong: { path: 'limit', message: 'is too much', expected: 'at most 100' },
    answer: { items: [survey], next: cursor },
  },
}
