import type { ReadMetric } from './body.ts'

/** So many points has a line. */
export const points = 48

/** A number between 0 and 1 that is the same whenever the same is asked (FNV-1a). */
function chance(text: string): number {
  let hash = 0x811c9dc5
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193)
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d)
  return ((hash ^ (hash >>> 13)) >>> 0) / 2 ** 32
}

/** What a middling desk shows in a minute, or at a moment; what is not here is small. */
const usual: Readonly<Record<string, number>> = {
  TicketsCreated: 1.4,
  TicketsResolved: 1.3,
  ClocksMet: 2.4,
  ClocksMissed: 0.14,
  TicketsOpen: 1840,
  TicketsUnassigned: 46,
  TicketsAtRisk: 31,
  TicketsBreached: 9,
  OldestOpenHours: 212,
  EventsPublished: 24,
  PublishLag: 240,
  WarningLateness: 700,
  BreachLateness: 900,
  AssignmentLatency: 1400,
  SearchTime: 30,
  SearchBytes: 9.2e7,
  MailsSent: 7,
  MailsDelivered: 6.8,
  MailsOpened: 0.9,
  MailsJoined: 1.6,
  MailsBounced: 0.06,
  Count: 340,
  '4xx': 6,
  Latency: 48,
  Invocations: 60,
  Duration: 40,
  ConcurrentExecutions: 22,
  IteratorAge: 900,
  ApproximateNumberOfMessagesVisible: 3,
  ApproximateAgeOfOldestMessage: 4,
  NumberOfMessagesSent: 40,
  NumberOfMessagesReceived: 40,
  NumberOfMessagesDeleted: 40,
  NumberOfEmptyReceives: 3,
  ConsumedReadCapacityUnits: 700,
  ConsumedWriteCapacityUnits: 260,
  SuccessfulRequestLatency: 5,
  ExecutionsStarted: 2,
  ExecutionsSucceeded: 1.9,
  OpenExecutionCount: 1790,
  Send: 7,
  Delivery: 6.8,
  Bounce: 0.06,
  'Reputation.BounceRate': 0.009,
  'Reputation.ComplaintRate': 0.0002,
  IncomingBytes: 9e5,
}
/** Of all tickets, by channel and by priority. */
const shares: Readonly<Record<string, number>> = {
  ...{ email: 0.38, portal: 0.24, mobile: 0.06, whatsapp: 0.07, messenger: 0.02, chatbot: 0.04, phone: 0.11 },
  ...{ walk_in: 0.02, api: 0.04, iot: 0.02, urgent: 0.06, high: 0.19, medium: 0.52, low: 0.23 },
}
/** What is nothing on a good day: a point of it, now and then. */
const rare =
  /Errors|Throttle|5xx|Failed|Aborted|TimedOut|Lost|Parked|Complain|Suppressed|Without|Refused|Faults|Differs|GivenUp|Alarm/
const levels = /^(TicketsOpen|Oldest|TicketsUn|TicketsAt|TicketsBr|Reputation|OpenExec|SearchBytes)/

/** A day's course: little by night, most before noon and in the afternoon. */
const course = (at: number): number => {
  const hour = (at / points) * 24
  return 0.18 + 0.9 * Math.exp(-(((hour - 10.5) / 2.6) ** 2)) + 0.75 * Math.exp(-(((hour - 15.5) / 2.4) ** 2))
}

/** Of two weeks. */
const dayOf = (at: number): number => Math.floor((at * 14) / points)

/** There is no half a ticket; of what is small, as of shares, there is. */
const whole = (value: number): number => (value > 5 ? Math.round(value) : value)

/** About how much of it there is at a time; of many, each has a few, and of a value of a dimension there is a share. */
function sizeOf({ name, dimensions, options }: ReadMetric, key: string): number {
  const { period = 60, stat = 'Sum' } = options
  const times = (stat === 'Sum' ? period / 60 : 1) * (stat === 'p99' ? 4 : 1)
  const share = shares[dimensions.channel ?? dimensions.priority ?? ''] ?? 1
  return (usual[name] ?? 0.4) * times * share * (isOneOfMany(dimensions) ? 0.15 + 0.8 * chance(key) ** 3 : 1)
}

const isOneOfMany = (dimensions: Record<string, string>) => 'FunctionName' in dimensions || 'QueueName' in dimensions

/** The sample of a metric: what a day of it might look like; the same at every drawing. */
export function sampleOf(metric: ReadMetric): number[] {
  const { namespace, name, dimensions, options } = metric
  const key = [namespace, name, ...Object.entries(dimensions).flat(), options.stat].join()
  const size = sizeOf(metric, key)
  const all = Array.from({ length: points }, (_, at) => at)
  const noise = (at: number) => chance(`${key}${at}`)
  if (/DeadLetters|Missed|Parking/.test(JSON.stringify(dimensions))) {
    return all.map((at) => (at > 30 && at < 36 && chance(key) > 0.93 ? 1 : 0))
  }
  if (levels.test(name)) return all.map((at) => whole(size * (0.86 + 0.12 * course(at) + 0.02 * noise(at))))
  if (rare.test(name)) {
    const often = chance(key) > 0.5 ? (isOneOfMany(dimensions) ? 0.002 : 0.035) : 0
    return all.map((at) => (noise(at) < often ? 1 + Math.round(noise(at + points)) : 0))
  }
  if ((options.period ?? 0) >= 86_400) {
    return all.map((at) => size * (0.5 + 0.1 * noise(dayOf(at))) * (dayOf(at) % 7 > 4 ? 0.3 : 1))
  }
  return all.map((at) => size * course(at) * (0.8 + 0.4 * noise(at)))
}
