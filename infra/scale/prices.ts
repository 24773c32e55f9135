/** Where a figure of AWS's stands, and whether that page, or a copy of it, could be read when this was written. */
export interface Source {
  page: string
  /** `read`: in a copy of the page or of one that quotes it; `known`: from memory of the page, to be checked before it is relied on. */
  seen: 'read' | 'known'
}

interface Price extends Source {
  usd: number
  per: number
  what: string
}

const on = (page: string, seen: Source['seen'], usd: number, per: number, what: string): Price => ({
  page,
  seen,
  usd,
  per,
  what,
})

/** On which day the figures of this room were looked up. */
export const asOf = '2026-11-21'

/** List prices of us-east-1 without free tiers, volume steps, savings plans or taxes. */
export const prices = {
  tableWrites: on('https://aws.amazon.com/dynamodb/pricing/on-demand/', 'read', 0.625, 1e6, 'write request units'),
  tableReads: on('https://aws.amazon.com/dynamodb/pricing/on-demand/', 'read', 0.125, 1e6, 'read request units'),
  tableStorage: on('https://aws.amazon.com/dynamodb/pricing/on-demand/', 'known', 0.25, 1, 'GB and month'),
  tableBackup: on(
    'https://aws.amazon.com/dynamodb/pricing/on-demand/',
    'known',
    0.2,
    1,
    'GB and month, continuous backup',
  ),
  functionRequests: on('https://aws.amazon.com/lambda/pricing/', 'read', 0.2, 1e6, 'requests'),
  functionTime: on('https://aws.amazon.com/lambda/pricing/', 'read', 0.0000133334, 1, 'GB-seconds, ARM'),
  transitions: on('https://aws.amazon.com/step-functions/pricing/', 'read', 0.025, 1000, 'transitions, Standard'),
  busEvents: on('https://aws.amazon.com/eventbridge/pricing/', 'read', 1, 1e6, 'events of one’s own'),
  busArchive: on('https://aws.amazon.com/eventbridge/pricing/', 'read', 0.1, 1, 'GB archived'),
  queueRequests: on('https://aws.amazon.com/sqs/pricing/', 'read', 0.4, 1e6, 'requests'),
  apiRequests: on('https://aws.amazon.com/api-gateway/pricing/', 'read', 1, 1e6, 'requests, HTTP API'),
  logs: on('https://aws.amazon.com/cloudwatch/pricing/', 'read', 0.5, 1, 'GB of logs taken in'),
  metrics: on('https://aws.amazon.com/cloudwatch/pricing/', 'known', 0.3, 1, 'metrics of one’s own'),
  alarms: on('https://aws.amazon.com/cloudwatch/pricing/', 'read', 0.1, 1, 'alarms'),
  mails: on('https://aws.amazon.com/ses/pricing/', 'read', 0.1, 1000, 'mails out or in'),
  objectStorage: on('https://aws.amazon.com/s3/pricing/', 'known', 0.023, 1, 'GB and month'),
  objectWrites: on('https://aws.amazon.com/s3/pricing/', 'known', 0.005, 1000, 'writes'),
  transferOut: on('https://aws.amazon.com/ec2/pricing/on-demand/', 'read', 0.09, 1, 'GB to the internet'),
} as const satisfies Record<string, Price>

export type Priced = keyof typeof prices

/** What so much of something costs. */
export const costOf = (what: Priced, amount: number): number => (amount / prices[what].per) * prices[what].usd
