import * as z from 'zod'
import { Filter, Sort } from './selection.ts'
import { Count } from './view.ts'

/** The lists that every desk works from. */
export const queueNames = [
  'unassigned',
  'mine',
  'my-team',
  'due-today',
  'overdue',
  'waiting-for-customer',
  'waiting-for-parts',
] as const
export const QueueName = z.enum(queueNames).meta({ id: 'QueueName' })
export type QueueName = z.infer<typeof QueueName>

export const Queue = z
  .strictObject({
    queue: QueueName,
    filter: Filter.meta({ description: 'What it stands for at this instant: `GET /tickets` takes the same' }),
    sort: Sort,
    ...Count.shape,
  })
  .meta({ id: 'Queue' })
