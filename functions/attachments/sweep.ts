import { fromMs } from '../../domain/time.ts'
import { environment } from '../platform/environment.ts'
import { send } from '../platform/queue.ts'
import { overdueFiles } from '../platform/table/attachments.ts'
import { count, observed } from '../platform/telemetry.ts'

/** Every minute: finds uploads of which nothing has come, and files whose scan or deletion nobody has told of. It only enqueues. */
export const handler = observed(async () => {
  const files = await overdueFiles(fromMs(Date.now()))
  count('SweptFiles', files.length)
  await send(environment('FILES_QUEUE_URL'), files)
  return { files: files.length }
})
