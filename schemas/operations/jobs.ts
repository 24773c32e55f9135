import * as z from 'zod'
import { Bulk } from '../bulk.ts'
import { Job, JobResult, Outcome } from '../job.ts'
import { operation, staff } from './operation.ts'
import { Cursor, Limit, page } from './paging.ts'

/** One that cannot be an id is simply not there. */
const JobParams = z.strictObject({ job: z.string().max(64).meta({ example: 'job_01JD000000000000000000JB01' }) })

export const bulkTickets = operation({
  method: 'post',
  path: '/tickets/bulk',
  roles: staff,
  body: Bulk,
  status: 202,
  answer: Job,
  refusals: ['too-large'],
  summary: 'Do the same to many tickets',
  done: 'Taken on: `Location` says where to look how it goes.',
  description:
    'Each ticket obeys its own rules, as if you had asked for it alone, with the role that you have now; the results say of each what became of it. The same `Idempotency-Key` begins no second job.',
  tag: 'Jobs',
})

export const listJobs = operation({
  method: 'get',
  path: '/jobs',
  roles: staff,
  query: z.strictObject({ limit: Limit, cursor: Cursor }),
  answer: page(Job).meta({ id: 'JobPage' }),
  summary: 'Your jobs, newest first',
  description: 'They are kept for 30 days.',
  tag: 'Jobs',
})

export const getJob = operation({
  method: 'get',
  path: '/jobs/{job}',
  roles: staff,
  params: JobParams,
  answer: Job,
  summary: 'How a job goes',
  description: 'Your own; managers see those of everybody.',
  tag: 'Jobs',
})

export const listJobResults = operation({
  method: 'get',
  path: '/jobs/{job}/results',
  roles: staff,
  params: JobParams,
  query: z.strictObject({
    limit: z.coerce.number().int().min(1).max(500).default(100),
    cursor: Cursor,
    outcome: Outcome.optional(),
  }),
  answer: page(JobResult).meta({ id: 'JobResultPage' }),
  summary: 'What became of each entry of a job, in order',
  tag: 'Jobs',
})

export const cancelJob = operation({
  method: 'post',
  path: '/jobs/{job}/cancel',
  roles: staff,
  params: JobParams,
  answer: Job,
  refusals: ['conflict'],
  summary: 'Stop a job',
  done: 'It begins with nothing more. What is under way, up to 25 entries at each of its places, comes to its end.',
  tag: 'Jobs',
})
