import {
  type CancellationReason,
  ConditionalCheckFailedException,
  TransactionCanceledException,
} from '@aws-sdk/client-dynamodb'
import type {
  BatchGetCommandInput,
  BatchWriteCommandInput,
  DeleteCommandInput,
  GetCommandInput,
  PutCommandInput,
  QueryCommandInput,
  ScanCommandInput,
  TransactGetCommandInput,
  TransactWriteCommandInput,
  UpdateCommandInput,
} from '@aws-sdk/lib-dynamodb'
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb'
import { TicketSummary } from '../../../schemas/ticket.ts'
import { Expressions, type Item, ValidationException } from './expression.ts'

type Key = { pk: string; sk: string }

const placeOf = ({ pk, sk }: Item) => `${pk}\n${sk}`

/** As it comes back from the table: without what is undefined, and nobody else's object. */
const stored = (item: Item): Item => unmarshall(marshall(item, { removeUndefinedValues: true }))

/** What the indexes hold beside their keys; the wake index holds nothing else (infra/constructs/ticket-table.ts). */
const projected = [...Object.keys(TicketSummary.shape), 'facets']

type Writing =
  | { put: Item; condition: Expressions; expression: string | undefined; give: boolean }
  | { update: UpdateCommandInput; condition: Expressions; expression: string | undefined; give: boolean }
  | { remove: Item; condition: Expressions; expression: string | undefined; give: boolean }
  | { check: Item; condition: Expressions; expression: string | undefined; give: boolean }

const keyOf = (writing: Writing): Item =>
  'put' in writing
    ? writing.put
    : 'update' in writing
      ? (writing.update.Key ?? {})
      : 'remove' in writing
        ? writing.remove
        : writing.check

/** The one table, in memory: as DynamoDB answers the requests that the functions make. */
export class MemoryTable {
  readonly #items: Map<string, Item>

  /** Empty, or with all that another holds: items are never changed in their place, so both go on by themselves. */
  constructor(other?: MemoryTable) {
    this.#items = new Map(other ? other.#items : [])
  }

  /** Every item, by key. */
  get items(): Item[] {
    return this.filter(() => true)
  }

  filter(wanted: (item: Item) => boolean): Item[] {
    const places = [...this.#items].filter(([, item]) => wanted(item)).toSorted(([a], [b]) => (a < b ? -1 : 1))
    return places.map(([, item]) => structuredClone(item))
  }

  put(item: Item): void {
    this.#items.set(placeOf(item), stored(item))
  }

  remove(key: Key): void {
    this.#items.delete(placeOf(key))
  }

  find(key: Key): Item | undefined {
    const item = this.#items.get(placeOf(key))
    return item && structuredClone(item)
  }

  get = ({ Key }: GetCommandInput) => {
    const Item = this.find(Key as Key)
    return Item ? { Item } : {}
  }

  batchGet = ({ RequestItems = {} }: BatchGetCommandInput) => ({
    Responses: Object.fromEntries(
      Object.entries(RequestItems).map(([name, { Keys = [] }]) => {
        if (Keys.length > 100) throw new ValidationException('Too many items')
        if (new Set(Keys.map(placeOf)).size < Keys.length) throw new ValidationException('A key twice')
        return [name, Keys.flatMap((key) => this.find(key as unknown as Key) ?? [])]
      }),
    ),
  })

  batchWrite = ({ RequestItems = {} }: BatchWriteCommandInput) => {
    for (const request of Object.values(RequestItems).flat()) {
      if (request.PutRequest?.Item) this.put(request.PutRequest.Item)
      if (request.DeleteRequest?.Key) this.remove(request.DeleteRequest.Key as Key)
    }
    return {}
  }

  transactGet = ({ TransactItems = [] }: TransactGetCommandInput) => {
    if (TransactItems.length > 100) throw new ValidationException('Too many items')
    return { Responses: TransactItems.map(({ Get }) => this.get(Get as GetCommandInput)) }
  }

  /** In one page; where parts are asked for, a partition is in one of them, whatever is written meanwhile. */
  scan = (input: ScanCommandInput) => {
    const { Segment = 0, TotalSegments = 1, FilterExpression } = input
    const expressions = new Expressions(input)
    const segmentOf = ({ pk }: Item) => [...String(pk)].reduce((sum, one) => sum + one.charCodeAt(0), 0) % TotalSegments
    const items = this.filter((item) => segmentOf(item) === Segment)
    return { Items: items.filter((item) => expressions.holds(FilterExpression, item)) }
  }

  query = (input: QueryCommandInput) => {
    const { IndexName = '', KeyConditionExpression, FilterExpression, ExclusiveStartKey, ScanIndexForward } = input
    const [pk, sk] = [`${IndexName}pk`, `${IndexName}sk`]
    const expressions = new Expressions(input)
    const orderOf = (item: Item) => `${item[sk]}\n${placeOf(item)}`
    const forward = ScanIndexForward ?? true
    const inOrder = this.filter(
      (item) => item[pk] !== undefined && item[sk] !== undefined && expressions.holds(KeyConditionExpression, item),
    ).toSorted((a, b) => (orderOf(a) < orderOf(b) === forward ? -1 : 1))
    const start = ExclusiveStartKey && orderOf(ExclusiveStartKey)
    const rest = start ? inOrder.filter((item) => (forward ? orderOf(item) > start : orderOf(item) < start)) : inOrder
    const read = rest.slice(0, input.Limit)
    expressions.holds(KeyConditionExpression, undefined)
    expressions.holds(FilterExpression, undefined)
    expressions.checkAllUsed()
    const last = read.at(-1)
    const keys = [...new Set(['pk', 'sk', pk, sk])]
    const shown =
      IndexName === '' ? undefined : ['gsi5', 'gsi7', 'gsi8'].includes(IndexName) ? keys : [...keys, ...projected]
    const fitting = read.filter((item) => expressions.holds(FilterExpression, item))
    return {
      Count: fitting.length,
      ...(input.Select !== 'COUNT' && { Items: fitting.map((item) => (shown ? only(item, shown) : item)) }),
      ...(last && input.Limit === read.length && { LastEvaluatedKey: only(last, keys) }),
    }
  }

  putItem = ({ Item = {}, ConditionExpression, ...rest }: PutCommandInput) => {
    this.#write([
      { put: Item, condition: new Expressions(rest as object), expression: ConditionExpression, give: false },
    ])
    return {}
  }

  deleteItem = ({ Key = {}, ConditionExpression, ReturnValues, ...rest }: DeleteCommandInput) => {
    const before = this.find(Key as Key)
    const condition = new Expressions(rest as object)
    this.#write([{ remove: Key, condition, expression: ConditionExpression, give: false }])
    return ReturnValues === 'ALL_OLD' && before ? { Attributes: before } : {}
  }

  update = (input: UpdateCommandInput) => {
    const condition = new Expressions(input)
    const give = input.ReturnValuesOnConditionCheckFailure === 'ALL_OLD'
    this.#write([{ update: input, condition, expression: input.ConditionExpression, give }])
    return input.ReturnValues === 'ALL_NEW' ? { Attributes: this.find(input.Key as unknown as Key) } : {}
  }

  transact = ({ TransactItems = [] }: TransactWriteCommandInput) => {
    if (TransactItems.length > 100) throw new ValidationException('Too many writes')
    this.#write(
      TransactItems.map(({ Put, Update, Delete, ConditionCheck }): Writing => {
        const write = Put ?? Update ?? Delete ?? ConditionCheck
        if (!write) throw new ValidationException('An entry with nothing to do')
        const rest = {
          condition: new Expressions(write),
          expression: write.ConditionExpression,
          give: write.ReturnValuesOnConditionCheckFailure === 'ALL_OLD',
        }
        if (Delete) return { remove: Delete.Key ?? {}, ...rest }
        if (ConditionCheck) return { check: ConditionCheck.Key ?? {}, ...rest }
        return Put ? { put: Put.Item ?? {}, ...rest } : { update: Update as UpdateCommandInput, ...rest }
      }),
      'transaction',
    )
    return {}
  }

  /** All or nothing. */
  #write(writings: Writing[], as: 'one' | 'transaction' = 'one'): void {
    const places = writings.map((writing) => placeOf(keyOf(writing)))
    if (new Set(places).size < places.length) throw new ValidationException('An item twice in one transaction')
    const after = writings.map((writing, at) => {
      const before = this.#items.get(places[at] as string)
      const holds = writing.condition.holds(writing.expression, before)
      const item =
        'put' in writing
          ? writing.put
          : 'update' in writing
            ? writing.condition.updated(writing.update.UpdateExpression ?? '', { ...writing.update.Key, ...before })
            : 'check' in writing
              ? before
              : undefined
      writing.condition.checkAllUsed()
      const reason = reasonOf(holds, writing.give, before)
      return { holds, place: places[at] as string, item: item && checked(stored(item)), reason }
    })
    if (after.every(({ holds }) => holds)) {
      for (const { place, item } of after) {
        if (item) this.#items.set(place, item)
        else this.#items.delete(place)
      }
    } else if (as === 'transaction') throw cancelled(after.map(({ reason }) => reason))
    else {
      const { Item } = after[0]?.reason ?? {}
      const message = 'The conditional request failed'
      throw new ConditionalCheckFailedException({ message, $metadata: {}, ...(Item && { Item }) })
    }
  }
}

const only = (item: Item, names: readonly string[]): Item =>
  Object.fromEntries(names.flatMap((name) => (item[name] === undefined ? [] : [[name, item[name]]])))

/** Keys of the table and its indexes are texts. */
function checked(item: Item): Item {
  for (const name of ['pk', 'sk', ...[1, 2, 3, 4, 5, 6, 7, 8].flatMap((index) => [`gsi${index}pk`, `gsi${index}sk`])]) {
    const value = item[name]
    const missing = value === undefined && name.startsWith('gsi')
    if (!missing && (typeof value !== 'string' || value === '')) throw new ValidationException(`${name} is no key`)
  }
  return item
}

function reasonOf(holds: boolean, give: boolean, before: Item | undefined): CancellationReason {
  if (holds) return { Code: 'None' }
  return { Code: 'ConditionalCheckFailed', ...(give && before ? { Item: marshall(before) } : {}) }
}

/** What DynamoDB throws for a transaction that it did not carry out, with the reason at each write. */
export const cancelled = (reasons: CancellationReason[]) =>
  new TransactionCanceledException({
    message: `Transaction cancelled [${reasons.map(({ Code }) => Code).join(', ')}]`,
    $metadata: {},
    CancellationReasons: reasons,
  })
