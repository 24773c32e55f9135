import { GetCommand } from '@aws-sdk/lib-dynamodb'
import type { Ticket } from '../../../domain/ticket.ts'
import { type Score, Survey } from '../../../schemas/survey.ts'
import { table, tableName } from './client.ts'
import { everyShard, keys, numberIn, shardOf } from './keys.ts'
import { filtering } from './list-filter.ts'
import { beforeOf, budget, type Page, pageOfKeys, readMerged } from './lists.ts'
import { loadHeads, readAll } from './tickets.ts'
import type { Write } from './transaction.ts'

const listed = 'SURVEYS'
const scoreFacet = (score: Score) => `score:${score}`

type Item = Record<string, unknown>
const surveyIn = (item: Item): Survey =>
  Survey.parse(Object.fromEntries(Object.entries(item).filter(([name]) => Object.hasOwn(Survey.shape, name))))

/** The write of an answer, in the transaction of its ticket: that holds the ticket's version, so that none is lost. */
export const surveyPut = (survey: Survey): Write => ({
  Put: {
    TableName: tableName(),
    Item: {
      ...keys.survey(survey.ticket),
      ...survey,
      // As tickets are filtered by.
      ...(survey.technician && { assignee: survey.technician }),
      facets: new Set([scoreFacet(survey.score)]),
      gsi6pk: `${listed}#${shardOf(survey.ticket)}`,
      gsi6sk: `${survey.answeredAt}#${survey.ticket}`,
    },
  },
})

export async function loadSurvey(number: string): Promise<Survey | undefined> {
  const { Item } = await table.send(
    new GetCommand({ TableName: tableName(), Key: keys.survey(number), ConsistentRead: true }),
  )
  return Item && surveyIn(Item)
}

/** Which answers: first given from an instant on, and before another. */
interface WantedSurveys {
  from?: string | undefined
  to?: string | undefined
  score?: Score | undefined
  technician?: string | undefined
  team?: string | undefined
  category?: string | undefined
  customer?: string | undefined
}

/**
 * A page of answers, the newest first: one Query to each shard, and the answers by their keys. `maySee`, where not all may be
 * seen, judges the tickets as they are now; what it drops leaves a page short.
 */
export async function listSurveys(
  { from = '0', to = '~', score, technician, team, category, customer }: WantedSurveys,
  limit: number,
  after?: string,
  maySee?: (ticket: Ticket) => boolean,
): Promise<Page<Survey>> {
  const range = [from, after ? beforeOf(after) : to] as const
  if (range[0] > range[1]) return { items: [] }
  const wanted = {
    ...(team && { team: [team] }),
    ...(category && { category: [category] }),
    ...(customer && { customer }),
    ...(technician && { assignee: technician }),
    ...(score && { facets: [scoreFacet(score)] }),
  }
  const filter = filtering(wanted, [])
  const size = filter || maySee ? Math.max(limit, budget) : limit
  const plan = { index: 'gsi6', keys: everyShard(listed) } as const
  const found = await readMerged(plan, { order: 'desc' }, range, filter, size)
  return pageOfKeys(found, plan.index, maySee ? budget : limit, limit, async (looked) => {
    const numbers = looked.map(numberIn)
    const [items, tickets] = await Promise.all([readAll(numbers.map(keys.survey), false), maySee && loadHeads(numbers)])
    const surveys = new Map(items.map((item) => [String(item.pk), surveyIn(item)]))
    const seen = (number: string) => {
      const ticket = tickets?.get(number)
      return !maySee || (!!ticket && maySee(ticket))
    }
    return ({ pk }) => {
      const survey = surveys.get(String(pk))
      return survey && seen(survey.ticket) ? survey : undefined
    }
  })
}
