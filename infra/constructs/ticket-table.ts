import { Stack } from 'aws-cdk-lib'
import { MathExpression, type Metric } from 'aws-cdk-lib/aws-cloudwatch'
import { AttributeType, BillingMode, Operation, ProjectionType, StreamViewType, Table } from 'aws-cdk-lib/aws-dynamodb'
import { Construct } from 'constructs'
import { TicketSummary } from '../../schemas/ticket.ts'
import { DeskAlarm, minute } from './alarm.ts'
import { type Desk, removalPolicyOf } from './desk.ts'
import type { DeskFunction } from './function.ts'

/**
 * What a list shows of a ticket, and what it is filtered by beside that. DynamoDB allows 100 projected attributes, summed
 * over the indexes.
 */
const listed = [...Object.keys(TicketSummary.shape), 'facets']
const indexes = ['gsi1', 'gsi2', 'gsi3', 'gsi4', 'gsi5', 'gsi6', 'gsi7', 'gsi8'] as const
export type Index = (typeof indexes)[number]
/** Those that `GET /tickets` reads (functions/platform/table/lists.ts). */
const listIndexes: readonly Index[] = ['gsi1', 'gsi2', 'gsi3', 'gsi4', 'gsi6', 'gsi7', 'gsi8']
/** The wake index, which every arming writes to, and those by due instant are only asked for numbers. */
const keysOnly: readonly Index[] = ['gsi5', 'gsi7', 'gsi8']

/** What a function that decides about tickets does with the table; also in its transactions. */
const commandActions = [
  'dynamodb:BatchGetItem',
  'dynamodb:GetItem',
  'dynamodb:PutItem',
  'dynamodb:Query',
  'dynamodb:UpdateItem',
]

/** The one table (docs/architecture.md, "The table"). */
export class TicketTable extends Construct {
  readonly table: Table
  readonly indexNames: readonly string[] = indexes

  constructor(scope: Construct, id: string, { desk }: { desk: Desk }) {
    super(scope, id)
    this.table = new Table(this, 'Table', {
      partitionKey: text('pk'),
      sortKey: text('sk'),
      billingMode: BillingMode.PAY_PER_REQUEST,
      stream: StreamViewType.NEW_IMAGE,
      timeToLiveAttribute: 'expiresAt',
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      deletionProtection: desk.stage.isProtected,
      removalPolicy: removalPolicyOf(desk.stage),
    })
    for (const index of indexes) {
      this.table.addGlobalSecondaryIndex({
        indexName: index,
        partitionKey: text(`${index}pk`),
        sortKey: text(`${index}sk`),
        ...(keysOnly.includes(index)
          ? { projectionType: ProjectionType.KEYS_ONLY }
          : { projectionType: ProjectionType.INCLUDE, nonKeyAttributes: listed }),
      })
    }
    this.watch(desk)
  }

  /** Lets a function load, decide and commit. */
  letCommand(commander: DeskFunction): void {
    commander.may(commandActions, this.table.tableArn)
  }

  /** Lets a function read tickets with their text, and lists of them. */
  letRead(reader: DeskFunction): void {
    reader.may(['dynamodb:BatchGetItem'], this.table.tableArn)
    reader.may(['dynamodb:Query'], ...listIndexes.map((index) => this.indexArn(index)))
  }

  /** All streams that the table has had, and how cdk-nag calls them: by the name under which the ARN is exported. */
  get streams(): { arn: string; finding: string } {
    const stack = Stack.of(this)
    const name = `${stack.stackName}-table`
    return { arn: `${stack.exportValue(this.table.tableArn, { name })}/stream/*`, finding: `${name}/stream/*` }
  }

  indexArn = (index: Index): string => `${this.table.tableArn}/index/${index}`

  private watch(desk: Desk): void {
    const paragraph = 'the-table-refuses-requests'
    for (const [id, metricName] of [
      ['ReadsThrottled', 'ReadThrottleEvents'],
      ['WritesThrottled', 'WriteThrottleEvents'],
    ] as const) {
      const ofTable = this.metric(metricName)
      // Under the table's name alone stands nothing of its indexes. An alarm takes ten metrics at most.
      const ofIndexes = indexes.map((index) => this.metric(metricName, { GlobalSecondaryIndexName: index }))
      // The emulator takes no alarm on an expression.
      const metric = desk.stage.isLocal ? ofTable : summed('Throttled', [ofTable, ...ofIndexes])
      new DeskAlarm(this, id, { desk, paragraph, metric, periods: 3 })
    }
    if (desk.stage.isLocal) return
    const operations = [Operation.GET_ITEM, Operation.QUERY, Operation.TRANSACT_WRITE_ITEMS, Operation.UPDATE_ITEM]
    const errors = operations.map((operation) => this.metric('SystemErrors', { Operation: operation }))
    const metric = summed('System errors', errors)
    new DeskAlarm(this, 'SystemErrors', { desk, paragraph: 'the-table-fails', metric, periods: 3 })
  }

  private metric(metricName: string, of: Record<string, string> = {}): Metric {
    const dimensionsMap = { TableName: this.table.tableName, ...of }
    return this.table.metric(metricName, { period: minute, statistic: 'Sum', dimensionsMap })
  }
}

/** Of all together; nothing where one has none. */
function summed(label: string, metrics: readonly Metric[]): MathExpression {
  const usingMetrics = Object.fromEntries(metrics.map((metric, at) => [`m${at}`, metric]))
  const expression = Object.keys(usingMetrics)
    .map((name) => `FILL(${name}, 0)`)
    .join(' + ')
  return new MathExpression({ expression, label, period: minute, usingMetrics })
}

const text = (name: string) => ({ name, type: AttributeType.STRING })
