import type { operations } from '../operations/catalogue.ts'
import { examples as assignmentRules } from './examples/assignment-rules.ts'
import { examples as attachments } from './examples/attachments.ts'
import { examples as breaches } from './examples/breaches.ts'
import { examples as calendars } from './examples/calendars.ts'
import { examples as conversation } from './examples/conversation.ts'
import { examples as customers } from './examples/customers.ts'
import { examples as days } from './examples/days.ts'
import { examples as deliveries } from './examples/deliveries.ts'
import { examples as desks } from './examples/desks.ts'
import { examples as documents } from './examples/documents.ts'
import type { Examples } from './examples/example.ts'
import { examples as finding } from './examples/finding.ts'
import { examples as following } from './examples/following.ts'
import { examples as jobs } from './examples/jobs.ts'
import { examples as joining } from './examples/joining.ts'
import { examples as mails } from './examples/mails.ts'
import { examples as metrics } from './examples/metrics.ts'
import { examples as outgoingMails } from './examples/outgoing-mails.ts'
import { examples as partnerClients } from './examples/partner-clients.ts'
import { examples as people } from './examples/people.ts'
import { examples as reapplying } from './examples/reapplying.ts'
import { examples as rota } from './examples/rota.ts'
import { examples as routing } from './examples/routing.ts'
import { examples as settings } from './examples/settings.ts'
import { examples as sla } from './examples/sla.ts'
import { examples as statistics } from './examples/statistics.ts'
import { examples as subscriptions } from './examples/subscriptions.ts'
import { examples as surveys } from './examples/surveys.ts'
import { examples as tickets } from './examples/tickets.ts'
import { examples as track } from './examples/track.ts'
import { examples as visits } from './examples/visits.ts'

/** One believable example an operation, in the order of the document; the same ticket all through. */
export const examples: Examples<typeof operations> = {
  ...tickets,
  ...following,
  ...joining,
  ...conversation,
  ...attachments,
  ...mails,
  ...outgoingMails,
  ...customers,
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
