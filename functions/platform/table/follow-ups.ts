import { GetCommand, QueryCommand } from '@aws-sdk/lib-dynamodb'
import type { Decision, DomainEvent, Ticket } from '../../../domain/ticket.ts'
import type { FollowUp } from '../../../schemas/follow-up.ts'
import { table, tableName } from './client.ts'
import { keys } from './keys.ts'
import type { Page } from './lists.ts'
import type { Write } from './transaction.ts'

/** A follow-up as it lies in its ticket's partition: whether it is due is the ticket's to say. */
type Kept = Omit<FollowUp, 'state'> & { state: Exclude<FollowUp['state'], 'due'> }

type Added = DomainEvent<'ticket.follow-up-added'>
type Ended = DomainEvent<'ticket.follow-up-ended'>

const added = ({ data, detail, occurredAt, actor }: Added): Kept => ({
  id: data.followUp,
  ...(detail?.note && { note: detail.note }),
  dueAt: data.dueAt,
  automatic: data.automatic,
  ...(data.for && { for: data.for }),
  state: 'open',
  createdAt: occurredAt,
  createdBy: actor,
})

const ending = ({ data, occurredAt, actor }: Ended) => ({
  state: data.outcome === 'done' ? ('done' as const) : ('cancelled' as const),
  endedAt: occurredAt,
  endedBy: actor,
})

/** What a decision makes of the ticket's follow-ups, whoever decided it: those that came, and those that ended. */
export function followUpWrites({ ticket, events }: Decision): Write[] {
  const TableName = tableName()
  const came = events.filter((event): event is Added => event.type === 'ticket.follow-up-added')
  const ended = events.filter((event): event is Ended => event.type === 'ticket.follow-up-ended')
  const endOf = (id: string) => ended.find(({ data }) => data.followUp === id)
  const puts = came.map((event) => {
    const end = endOf(event.data.followUp)
    const item = { ...keys.followUp(ticket.number, event.data.followUp), ...added(event), ...(end && ending(end)) }
    return { Put: { TableName, Item: item } }
  })
  const updates = ended
    .filter(({ data }) => !came.some((event) => event.data.followUp === data.followUp))
    .map((event) => {
      const { state, endedAt, endedBy } = ending(event)
      return {
        Update: {
          TableName,
          Key: keys.followUp(ticket.number, event.data.followUp),
          UpdateExpression: 'SET #state = :state, endedAt = :at, endedBy = :by',
          ExpressionAttributeNames: { '#state': 'state' },
          ExpressionAttributeValues: { ':state': state, ':at': endedAt, ':by': endedBy },
        },
      }
    })
  return [...puts, ...updates]
}

/** A follow-up as the API gives it. */
function followUpOf({ id, note, dueAt, automatic, state, ...rest }: Kept, ticket: Ticket): FollowUp {
  const { for: whose, createdAt, createdBy, endedAt, endedBy } = rest
  const fired = ticket.followUps?.some((open) => open.id === id && open.fired)
  return {
    id,
    ...(note && { note }),
    dueAt,
    automatic,
    ...(whose && { for: whose }),
    state: state === 'open' && fired ? 'due' : state,
    createdAt,
    createdBy,
    ...(endedAt && { endedAt }),
    ...(endedBy && { endedBy }),
  }
}

/** The follow-up that somebody set by this decision. */
export function setBy({ ticket, events }: Decision): FollowUp {
  const event = events.find(
    (one): one is Added => one.type === 'ticket.follow-up-added' && !(one as Added).data.automatic,
  )
  if (!event) throw new Error(`${ticket.number}: no follow-up was set`)
  return followUpOf(added(event), ticket)
}

/** A follow-up as it is after a decision that may have ended it. */
export function afterwards(before: FollowUp, { events }: Decision): FollowUp {
  const event = events.find(
    (one): one is Ended => one.type === 'ticket.follow-up-ended' && (one as Ended).data.followUp === before.id,
  )
  return event ? { ...before, ...ending(event) } : before
}

export async function findFollowUp(ticket: Ticket, id: string): Promise<FollowUp | undefined> {
  const { Item } = await table.send(
    new GetCommand({ TableName: tableName(), Key: keys.followUp(ticket.number, id), ConsistentRead: true }),
  )
  return Item && followUpOf(Item as Kept, ticket)
}

/** A ticket's follow-ups after a place, oldest first; the place is the id of the last one of the page before. */
export async function followUpsOf(ticket: Ticket, limit: number, after = ''): Promise<Page<FollowUp>> {
  const { pk, sk } = keys.followUp(ticket.number, after)
  const { Items = [], LastEvaluatedKey } = await table.send(
    new QueryCommand({
      TableName: tableName(),
      KeyConditionExpression: 'pk = :pk AND sk BETWEEN :from AND :to',
      // Ids are upper case and digits after their prefix: `!` sorts before, `~` after them.
      ExpressionAttributeValues: { ':pk': pk, ':from': `${sk}!`, ':to': `${keys.followUp('', '').sk}~` },
      ConsistentRead: true,
      Limit: limit,
    }),
  )
  const items = (Items as Kept[]).map((item) => followUpOf(item, ticket))
  const last = items.at(-1)?.id
  return { items, ...(LastEvaluatedKey && last && { next: last }) }
}
