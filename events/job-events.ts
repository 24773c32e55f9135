import * as z from 'zod'
import { JobKind, JobState } from '../schemas/job.ts'

const count = z.int().min(0)

export const jobEvents = {
  'job.requested': z.strictObject({ kind: JobKind }),
  'job.finished': z.strictObject({
    kind: JobKind,
    state: JobState,
    done: count,
    created: count,
    changed: count,
    unchanged: count,
    refused: count,
  }),
} as const
