import { assumed, ticketsAMonth, type Use } from './life.ts'
import { costOf, type Priced } from './prices.ts'

/** A line of the month's bill. */
export interface Line {
  service: string
  what: string
  amount: number
  unit: string
  usd: number
}

const line = (service: string, what: string, priced: Priced, amount: number, unit: string, divisor = 1e6): Line => ({
  service,
  what,
  amount: amount / divisor,
  unit,
  usd: costOf(priced, amount),
})

const gb = (kb: number) => kb / 2 ** 20

/** What a month costs with so many tickets open all the time, by what one ticket asks for. */
export function monthOf(use: Use, tickets = ticketsAMonth): Line[] {
  const { ticketKb, attachments, mails, logKb, answerKb, eventKb, months, alarms, metrics } = assumed
  const stored = gb(ticketKb) * tickets * months
  const files = gb(attachments.kb) * attachments.times * tickets * months
  return [
    line('DynamoDB', 'writes, indexes among them', 'tableWrites', use.writes * tickets, 'M units'),
    line('DynamoDB', 'reads', 'tableReads', use.reads * tickets, 'M units'),
    line('DynamoDB', `stored after ${months} months`, 'tableStorage', stored, 'GB', 1),
    line('DynamoDB', 'continuous backup of that', 'tableBackup', stored, 'GB', 1),
    line('Lambda', 'runs', 'functionRequests', use.runs * tickets, 'M'),
    line('Lambda', 'time', 'functionTime', use.gbSeconds * tickets, 'M GB-s'),
    line('Step Functions', 'transitions', 'transitions', use.transitions * tickets, 'M'),
    line('EventBridge', 'events', 'busEvents', use.events * tickets, 'M'),
    line('EventBridge', 'archive', 'busArchive', gb(eventKb) * use.events * tickets, 'GB', 1),
    line('SQS', 'requests', 'queueRequests', use.queueRequests * tickets, 'M'),
    line('API Gateway', 'requests', 'apiRequests', use.calls * tickets, 'M'),
    line('API Gateway', 'answers to the internet', 'transferOut', gb(answerKb) * use.calls * tickets, 'GB', 1),
    line('CloudWatch', 'logs', 'logs', gb(logKb) * use.runs * tickets, 'GB', 1),
    line('CloudWatch', 'alarms', 'alarms', alarms, '', 1),
    line('CloudWatch', 'metrics', 'metrics', metrics, '', 1),
    line('SES', 'mails', 'mails', (mails.out + mails.in) * tickets, 'M'),
    line('S3', `files after ${months} months`, 'objectStorage', files, 'GB', 1),
    line(
      'S3',
      'writes: files, mails, archived tickets',
      'objectWrites',
      (attachments.times + mails.in + 1) * tickets,
      'M',
    ),
  ]
}

export const total = (lines: readonly Line[]): number => lines.reduce((sum, { usd }) => sum + usd, 0)
