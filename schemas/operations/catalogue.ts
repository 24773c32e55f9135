import * as assignmentRules from './assignment-rules.ts'
import * as attachments from './attachments.ts'
import * as belongings from './belongings.ts'
import * as breaches from './breaches.ts'
import * as calendars from './calendars.ts'
import * as contacts from './contacts.ts'
import * as conversation from './conversation.ts'
import * as customers from './customers.ts'
import * as days from './days.ts'
import * as deliveries from './deliveries.ts'
import * as desks from './desks.ts'
import * as documents from './documents.ts'
import * as finding from './finding.ts'
import * as following from './following.ts'
import * as jobs from './jobs.ts'
import * as joining from './joining.ts'
import * as mails from './mails.ts'
import * as metrics from './metrics.ts'
import * as outgoingMails from './outgoing-mails.ts'
import * as partnerClients from './partner-clients.ts'
import * as people from './people.ts'
import * as reapplying from './reapplying.ts'
import * as rota from './rota.ts'
import * as routing from './routing.ts'
import * as settings from './settings.ts'
import * as sla from './sla.ts'
import * as statistics from './statistics.ts'
import * as subscriptions from './subscriptions.ts'
import * as surveys from './surveys.ts'
import * as tickets from './tickets.ts'
import * as track from './track.ts'
import * as visits from './visits.ts'

/** Every operation of the API by the capability that answers it; the operation's name is its id everywhere. */
export const capabilities = {
  tickets: { ...tickets, ...following, ...joining },
  conversation,
  attachments,
  mails: { ...mails, ...outgoingMails },
  customers: { ...customers, ...contacts, ...belongings },
  people,
  finding,
  jobs: { ...jobs, ...reapplying },
  settings,
  assignment: { ...assignmentRules, ...routing },
  calendars,
  rota,
  desks,
  statistics: { ...statistics, ...metrics },
  sla: { ...sla, ...breaches },
  visits: { ...visits, ...days },
  track,
  surveys,
  'partner-clients': partnerClients,
  subscriptions: { ...subscriptions, ...deliveries },
  documents,
} as const
export type Capability = keyof typeof capabilities

export const operations = {
  ...tickets,
  ...following,
  ...joining,
  ...conversation,
  ...attachments,
  ...mails,
  ...outgoingMails,
  ...customers,
  ...contacts,
  ...belongings,
  ...people,
  ...finding,
  ...jobs,
  ...desks,
  ...statistics,
  ...metrics,
  ...settings,
  ...assignmentRules,
  ...routing,
  ...calendars,
  ...rota,
  ...sla,
  ...breaches,
  ...reapplying,
  ...visits,
  ...days,
  ...track,
  ...surveys,
  ...partnerClients,
  ...subscriptions,
  ...deliveries,
  ...documents,
}
