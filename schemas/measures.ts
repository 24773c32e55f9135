/**
 * What the desk counts and measures of itself, one line each: `count`, `milliseconds` and `level` of
 * functions/platform/telemetry.ts take no other names, and the dashboards show every one of them (infra/constructs/dashboards/).
 * A metric of CloudWatch is one of these by the function that wrote it (`service`), and by nothing else but what `of` says.
 */
interface Measure {
  /** A number of something that happened; how long something took; how much there is of something at this moment. */
  readonly kind: 'count' | 'milliseconds' | 'level'
  /** The functions that write it; `every`: all of them. */
  readonly by: readonly string[] | 'every'
  /** Written once more for each value of this: few, and never a person or a customer. */
  readonly of?: readonly Dimension[]
  /** The panel of the dashboards that it stands in. */
  readonly panel: Panel
  readonly means: string
}

export const dimensions = ['channel', 'priority'] as const
export type Dimension = (typeof dimensions)[number]

/** Panels of the desk's own metrics. */
const panels = [
  'New and resolved',
  'Open now',
  'Unassigned and late',
  'Service levels kept',
  'Publishing',
  'Milestones',
  'Timers',
  'Starts and faults',
  'Assignment',
  'Counting and the search index',
  'Files',
  'What follows from tickets',
  'Partners',
  'Mail out',
  'What became of mail',
  'Mail in',
  'Notices',
  'Alarms on the desk',
] as const
export type Panel = (typeof panels)[number]

const notify = ['notifications-notify'] as const
const assigning = ['assignment-route'] as const
const publishing = ['events-publish', 'events-reconcile'] as const

export const measures = {
  TicketsCreated: {
    kind: 'count',
    by: ['statistics-count'],
    of: dimensions,
    panel: 'New and resolved',
    means: 'Tickets opened, each once, as they are counted',
  },
  TicketsResolved: {
    kind: 'count',
    by: ['statistics-count'],
    of: dimensions,
    panel: 'New and resolved',
    means: 'Tickets resolved; again after each reopening',
  },
  ClocksMet: {
    kind: 'count',
    by: ['statistics-count'],
    panel: 'Service levels kept',
    means: 'First answers and resolutions in time',
  },
  ClocksMissed: {
    kind: 'count',
    by: ['statistics-count'],
    panel: 'Service levels kept',
    means: 'First answers and resolutions that came too late',
  },
  TicketsOpen: { kind: 'level', by: ['operations-measure'], of: dimensions, panel: 'Open now', means: 'Open tickets' },
  TicketsUnassigned: {
    kind: 'level',
    by: ['operations-measure'],
    panel: 'Unassigned and late',
    means: 'Open tickets that nobody has',
  },
  TicketsAtRisk: {
    kind: 'level',
    by: ['operations-measure'],
    panel: 'Unassigned and late',
    means: 'Open tickets past 80 % of a target, and of none past 100 %',
  },
  TicketsBreached: {
    kind: 'level',
    by: ['operations-measure'],
    panel: 'Unassigned and late',
    means: 'Open tickets past a target',
  },
  OldestOpenHours: {
    kind: 'level',
    by: ['operations-measure'],
    panel: 'Unassigned and late',
    means: 'Hours since the oldest open ticket was opened',
  },
  ColdStarts: {
    kind: 'count',
    by: 'every',
    panel: 'Starts and faults',
    means: 'First runs of a new copy of a function',
  },
  ApiFaults: {
    kind: 'count',
    by: 'every',
    panel: 'Starts and faults',
    means: 'Answers that were a fault of ours: 5xx',
  },
  EventsPublished: { kind: 'count', by: publishing, panel: 'Publishing', means: 'Events put on the bus' },
  EventsRelayed: {
    kind: 'count',
    by: ['partners-relay'],
    panel: 'Publishing',
    means: 'Events sent on, for each subscription of a partner',
  },
  PublishLag: {
    kind: 'milliseconds',
    by: publishing,
    panel: 'Publishing',
    means: 'From what happened to its event on the bus',
  },
  EventsParked: { kind: 'count', by: publishing, panel: 'Publishing', means: 'Events that can never be published' },
  EventsReconciled: {
    kind: 'count',
    by: ['events-reconcile'],
    panel: 'Publishing',
    means: 'Events that the stream had missed for two minutes',
  },
  WarningLateness: {
    kind: 'milliseconds',
    by: ['sla-advance'],
    panel: 'Milestones',
    means: 'How late a warning was written down',
  },
  BreachLateness: {
    kind: 'milliseconds',
    by: ['sla-advance'],
    panel: 'Milestones',
    means: 'How late a breach was written down',
  },
  ExecutionsLost: {
    kind: 'count',
    by: ['sla-supervise'],
    panel: 'Timers',
    means: 'Executions that ended other than by themselves; their tickets are armed again',
  },
  SweptUnarmed: { kind: 'count', by: ['sla-sweep'], panel: 'Timers', means: 'Tickets found without a sleeper' },
  SweptOverdue: { kind: 'count', by: ['sla-sweep'], panel: 'Timers', means: 'Tickets found past their wake' },
  SweptToArchive: { kind: 'count', by: ['sla-sweep'], panel: 'Timers', means: 'Tickets found due to be archived' },
  TicketsAssigned: { kind: 'count', by: assigning, panel: 'Assignment', means: 'Given to a person by the rules' },
  TicketsQueued: { kind: 'count', by: assigning, panel: 'Assignment', means: 'Given to a team by the rules' },
  TicketsEscalated: { kind: 'count', by: assigning, panel: 'Assignment', means: 'Escalated by the rules' },
  TicketsWaits: { kind: 'count', by: assigning, panel: 'Assignment', means: 'Nobody fitted; they wait' },
  TicketsNobody: { kind: 'count', by: assigning, panel: 'Assignment', means: 'No rule had anybody to ask' },
  WaitingTried: { kind: 'count', by: assigning, panel: 'Assignment', means: 'Waiting tickets that got somebody' },
  SweptToRoute: {
    kind: 'count',
    by: ['assignment-sweep'],
    panel: 'Assignment',
    means: 'Waiting tickets found due to be tried again',
  },
  AssignmentLatency: {
    kind: 'milliseconds',
    by: assigning,
    panel: 'Assignment',
    means: 'From wanting somebody to having one',
  },
  TicketsHandedBack: {
    kind: 'count',
    by: ['people-follow'],
    panel: 'Assignment',
    means: 'Tickets of people who have left, handed back',
  },
  TicketsCounted: {
    kind: 'count',
    by: ['statistics-count'],
    panel: 'Counting and the search index',
    means: 'Tickets whose figures had changed',
  },
  TicketsIndexed: {
    kind: 'count',
    by: ['finding-index'],
    panel: 'Counting and the search index',
    means: 'Changes taken into the search index',
  },
  SearchTime: {
    kind: 'milliseconds',
    by: ['finding-api'],
    panel: 'Counting and the search index',
    means: 'Processor time of a search, without the loading of the index',
  },
  SearchBytes: {
    kind: 'level',
    by: ['finding-compact'],
    panel: 'Counting and the search index',
    means: 'Bytes of a snapshot of the search index',
  },
  SearchDiffers: {
    kind: 'count',
    by: ['finding-compact'],
    panel: 'Counting and the search index',
    means: 'Tickets that the index knew otherwise than the table',
  },
  AttachmentsArrived: { kind: 'count', by: ['attachments-tend'], panel: 'Files', means: 'Files that arrived' },
  AttachmentsClean: { kind: 'count', by: ['attachments-tend'], panel: 'Files', means: 'Files found clean' },
  AttachmentsRefused: { kind: 'count', by: ['attachments-tend'], panel: 'Files', means: 'Files that nobody is given' },
  UploadsGivenUp: { kind: 'count', by: ['attachments-tend'], panel: 'Files', means: 'Uploads that nothing came of' },
  SweptFiles: { kind: 'count', by: ['attachments-sweep'], panel: 'Files', means: 'Files found waiting' },
  FollowUpsOpened: {
    kind: 'count',
    by: ['escalations-follow-up'],
    panel: 'What follows from tickets',
    means: 'Follow-ups that milestones opened',
  },
  WebhooksDelivered: {
    kind: 'count',
    by: ['escalations-webhook'],
    panel: 'What follows from tickets',
    means: 'Webhooks of milestones that were taken',
  },
  WebhooksParked: {
    kind: 'count',
    by: ['escalations-webhook'],
    panel: 'What follows from tickets',
    means: 'Webhooks of milestones that never will be taken',
  },
  VisitsCancelled: {
    kind: 'count',
    by: ['visits-end'],
    panel: 'What follows from tickets',
    means: 'Visits cancelled with their tickets',
  },
  VisitsReminded: {
    kind: 'count',
    by: ['visits-sweep'],
    panel: 'What follows from tickets',
    means: 'Visits that customers were reminded of',
  },
  TicketsArchived: {
    kind: 'count',
    by: ['archive-store'],
    panel: 'What follows from tickets',
    means: 'Tickets copied into the archive',
  },
  MailsSent: { kind: 'count', by: notify, panel: 'Mail out', means: 'Mails that SES took' },
  MailsResent: { kind: 'count', by: notify, panel: 'Mail out', means: 'Mails sent again by hand' },
  MailsNotSent: { kind: 'count', by: notify, panel: 'Mail out', means: 'Mails to addresses that are not written to' },
  MailsPutOff: { kind: 'count', by: notify, panel: 'Mail out', means: 'Mails that SES did not take now' },
  MailsParked: { kind: 'count', by: notify, panel: 'Mail out', means: 'Mails that SES never will take' },
  DigestsSent: { kind: 'count', by: notify, panel: 'Mail out', means: 'Mails with several tickets in one' },
  MailsDelivered: { kind: 'count', by: ['email-outcome'], panel: 'What became of mail', means: 'Mails that arrived' },
  MailsDelayed: { kind: 'count', by: ['email-outcome'], panel: 'What became of mail', means: 'Mails on their way' },
  MailsBounced: { kind: 'count', by: ['email-outcome'], panel: 'What became of mail', means: 'Mails that came back' },
  MailsComplained: {
    kind: 'count',
    by: ['email-outcome'],
    panel: 'What became of mail',
    means: 'Mails called unwanted',
  },
  MailsSuppressed: {
    kind: 'count',
    by: ['email-outcome'],
    panel: 'What became of mail',
    means: 'Mails that SES kept back by its own list',
  },
  MailsFailed: {
    kind: 'count',
    by: ['email-outcome'],
    panel: 'What became of mail',
    means: 'Mails that SES could not send after all',
  },
  OutcomesWithoutMail: {
    kind: 'count',
    by: ['email-outcome'],
    panel: 'What became of mail',
    means: 'Outcomes of mails that the desk does not know',
  },
  MailsOpened: { kind: 'count', by: ['email-receive'], panel: 'Mail in', means: 'Mails that became tickets' },
  MailsJoined: { kind: 'count', by: ['email-receive'], panel: 'Mail in', means: 'Mails that became comments' },
  MailsNoted: { kind: 'count', by: ['email-receive'], panel: 'Mail in', means: 'Mails written down, and no more' },
  MailsKept: {
    kind: 'count',
    by: ['email-receive'],
    panel: 'Mail in',
    means: 'Mails that could not be read, kept whole',
  },
  MailsAside: {
    kind: 'count',
    by: ['email-receive'],
    panel: 'Mail in',
    means: "Mails that are nobody's word, put aside",
  },
  MailsDuplicate: { kind: 'count', by: ['email-receive'], panel: 'Mail in', means: 'Mails that had come before' },
  NoticesWaiting: { kind: 'count', by: notify, panel: 'Notices', means: 'Notices that wait for their hour' },
  NoticesGathered: { kind: 'count', by: notify, panel: 'Notices', means: 'Notices told together with others' },
  NoticesDropped: { kind: 'count', by: notify, panel: 'Notices', means: 'Notices that mattered no more' },
  NoticesReleased: {
    kind: 'count',
    by: ['notifications-release'],
    panel: 'Notices',
    means: 'Notices whose hour had come',
  },
  PartnerDeliveries: {
    kind: 'count',
    by: ['partners-deliver'],
    panel: 'Partners',
    means: 'Events that arrived at webhooks of partners',
  },
  PartnerDeliveryFailures: {
    kind: 'count',
    by: ['partners-deliver'],
    panel: 'Partners',
    means: 'Tries that webhooks of partners did not take',
  },
  PartnerDeliveryLag: {
    kind: 'milliseconds',
    by: ['partners-deliver'],
    panel: 'Partners',
    means: 'From when an event was given out until it arrived, at the first try',
  },
  PartnerDeliveriesDue: {
    kind: 'count',
    by: ['partners-due'],
    panel: 'Partners',
    means: 'Deliveries whose next try had come',
  },
  PartnerSubscriptionsStopped: {
    kind: 'count',
    by: ['partners-deliver'],
    panel: 'Partners',
    means: 'Subscriptions paused or disabled, since their webhook failed or was gone',
  },
  AlarmTickets: {
    kind: 'count',
    by: ['operations-alarm'],
    panel: 'Alarms on the desk',
    means: 'Tickets opened by alarms',
  },
  AlarmNotes: {
    kind: 'count',
    by: ['operations-alarm'],
    panel: 'Alarms on the desk',
    means: 'Notes that alarms wrote on their tickets',
  },
} as const satisfies Record<string, Measure>

export type MeasureName = keyof typeof measures
type NamesOf<Kind extends Measure['kind']> = {
  [Name in MeasureName]: (typeof measures)[Name] extends { kind: Kind } ? Name : never
}[MeasureName]
export type Counted = NamesOf<'count'>
export type Timed = NamesOf<'milliseconds'>
export type Level = NamesOf<'level'>
/** Those that are written once more by channel and by priority. */
export type Divided = {
  [Name in MeasureName]: (typeof measures)[Name] extends { of: readonly Dimension[] } ? Name : never
}[MeasureName]

export const measureOf = (name: MeasureName): Measure => measures[name]
