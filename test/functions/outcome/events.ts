import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** SES's own events as EventBridge gives them to a rule of the default bus, one a file. */
export const forms = [
  'bounced',
  'complained',
  'content-rejected',
  'delayed',
  'delivered',
  'mailbox-full',
  'no-such-address',
  'on-suppression-list',
  'out-of-office',
  'rejected',
  'rendering-failed',
  'undetermined',
] as const
export type Form = (typeof forms)[number]

interface Event {
  id: string
  source: string
  'detail-type': string
  // biome-ignore lint/suspicious/noExplicitAny: a test looks at what it expects to be there
  detail: any
}

export const sesEvent = (form: Form): Event =>
  JSON.parse(readFileSync(join(import.meta.dirname, `${form}.json`), 'utf8'))

/** The same of another instant, in milliseconds after it, or of another mail. */
export function changed(form: Form, { later = 0, tags }: { later?: number; tags?: Record<string, string[]> }): Event {
  const event = sesEvent(form)
  const [, part] = Object.entries(event.detail).find(([name]) => name === partOf[event.detail.eventType]) ?? []
  const stamped = part as { timestamp: string } | undefined
  if (stamped) stamped.timestamp = new Date(Date.parse(stamped.timestamp) + later).toISOString()
  if (tags) event.detail.mail.tags = tags
  return event
}

const partOf: Record<string, string> = {
  Delivery: 'delivery',
  Bounce: 'bounce',
  Complaint: 'complaint',
  DeliveryDelay: 'deliveryDelay',
}
