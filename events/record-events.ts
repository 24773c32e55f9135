import * as z from 'zod'

/** Everything that is kept beside tickets and policies, and tells of each change. */
export const recordKinds = [
  'customer',
  'contact',
  'site',
  'product',
  'contract',
  'macro',
  'triage-rule',
  'view',
  'settings',
  'calendar',
  'sla-policy',
  'technician',
  'team',
  'rotation',
  'shift',
  'assignment-rule',
  'notification-preferences',
  'subscription',
  'partner-client',
] as const
export type RecordKind = (typeof recordKinds)[number]

const changes = ['created', 'updated', 'deleted'] as const
type Changed = (typeof changes)[number]
export type RecordEventType = `${RecordKind}.${Changed}`

/** What each of them says: which version it led to, and the names of the fields that are new. */
export const RecordChange = z.strictObject({
  version: z.int().positive(),
  fields: z.array(z.string()).meta({ description: 'The names of the fields that changed' }),
})

export const recordEvents = Object.fromEntries(
  recordKinds.flatMap((kind) => changes.map((change) => [`${kind}.${change}`, RecordChange])),
) as Record<RecordEventType, typeof RecordChange>
