import { Construct } from 'constructs'
import type { Desk } from './desk.ts'
import { DeskFunction } from './function.ts'
import { MinuteSchedule } from './minute-schedule.ts'
import type { TicketTable } from './ticket-table.ts'

/** Says each minute how the desk stands: what the dashboards show as now. */
export class Standing extends Construct {
  constructor(scope: Construct, id: string, { desk, tickets }: { desk: Desk; tickets: TicketTable }) {
    super(scope, id)
    const measure = new DeskFunction(this, 'Measure', {
      desk,
      name: 'operations-measure',
      timeoutSeconds: 30,
      environment: { TABLE_NAME: tickets.table.tableName },
    })
      .may(['dynamodb:GetItem'], tickets.table.tableArn)
      .may(['dynamodb:Query'], tickets.indexArn('gsi1'), tickets.indexArn('gsi3'), tickets.indexArn('gsi8'))
    const paragraph = 'nobody-measures-how-the-desk-stands'
    new MinuteSchedule(this, 'EachMinute', {
      desk,
      run: measure,
      description: 'Says how the desk stands',
      paragraphs: { undelivered: 'a-minute-run-was-not-started', failing: paragraph, silent: paragraph },
    })
  }
}
