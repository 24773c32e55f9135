import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb'
import { numberOf, stemOf } from '../../../domain/number.ts'
import type { Desk } from '../../../domain/ticket.ts'
import { table, tableName } from '../../../functions/platform/table/client.ts'
import { writesOfLife } from '../../../functions/platform/table/commit.ts'
import { deskFor } from '../../../functions/platform/table/desk.ts'
import { drawNumber } from '../../../functions/platform/table/numbers.ts'
import { deskSettings } from '../../../functions/platform/table/settings.ts'
import { castItems, teams } from './cast.ts'
import { lifeOf, spanMs } from './lives.ts'
import { itemsOf, writeItems } from './writing.ts'

/** How far a load has come: kept in the table, so that one that was cut off goes on. */
export interface Progress {
  /** How many tickets there are to be, loads before this one included, and how many of them there are. */
  total: number
  done: number
  /** Of this load: its first ticket, the count that this one's number has, the stem of all, and when it began. */
  from: number
  count: number
  stem: string
  now: number
}

const key = { pk: 'LOAD', sk: 'LOAD' }
const ticketsAtOnce = 200
const callsAtOnce = 6

async function progressSoFar(): Promise<Progress | undefined> {
  const { Item } = await table.send(new GetCommand({ TableName: tableName(), Key: key, ConsistentRead: true }))
  return Item as Progress | undefined
}

const save = (progress: Progress) =>
  table.send(new PutCommand({ TableName: tableName(), Item: { ...progress, ...key } }))

/**
 * Loads tickets until there are so many; tells how many there are after each stretch. What was cut off goes on where it
 * was: a stretch that is written again comes out the same. `whole`: with their histories.
 */
export async function load(
  total: number,
  { whole }: { whole: boolean },
  told: (progress: Progress) => void,
): Promise<Progress> {
  let progress = await begin(total)
  const desk = await deskOf()
  while (progress.done < progress.total) {
    const upTo = Math.min(progress.total, progress.done + ticketsAtOnce)
    const items = stretch(progress, upTo, desk)
    await writeItems(whole ? items : items.filter(({ sk }) => sk === 'TICKET' || sk === 'BODY'), callsAtOnce)
    progress = { ...progress, done: upTo }
    await save(progress)
    told(progress)
  }
  return progress
}

async function begin(total: number): Promise<Progress> {
  const known = await progressSoFar()
  if (known && (known.done < known.total || total <= known.total)) return known
  const from = known?.total ?? 0
  if (from === 0) await writeItems(castItems(), callsAtOnce)
  const now = Date.now()
  const stem = stemOf(await deskSettings(), new Date(now).toISOString())
  const { count } = await drawNumber(stem, total - from)
  const progress = { total, done: from, from, count: count - (total - from) + 1, stem, now }
  await save(progress)
  return progress
}

/** Follow-ups would be told to people who do not exist. */
async function deskOf(): Promise<Desk> {
  const desk = await deskFor({ teams })
  const { settings } = desk
  return { ...desk, settings: { ...settings, followUps: { ...settings.followUps, onAssignment: false } } }
}

function stretch({ total, done, from, count, stem, now }: Progress, upTo: number, desk: Desk) {
  return Array.from({ length: upTo - done }, (_, at) => done + at).flatMap((place) => {
    const number = numberOf(desk.settings.number, stem, count + place - from)
    const openedMs = Math.floor(now - spanMs + ((place - from + 0.5) / (total - from)) * spanMs)
    return itemsOf(writesOfLife(lifeOf(number, place, openedMs, desk, now), 'load'))
  })
}
