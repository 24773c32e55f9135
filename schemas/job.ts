import * as z from 'zod'
import { PersonId, prefixed } from './actor.ts'
import { AllowedMove, FieldError } from './problem.ts'
import { type Effect, effects, Reapplied } from './reapply.ts'
import { Instant } from './time.ts'

const JobId = prefixed('job', 'a job').meta({ id: 'JobId', example: 'job_01JD000000000000000000JB01' })

/** What the desk does many at once. Each kind has one worker (infra/stacks/desk.ts) that knows how. */
const jobKinds = [
  'bulk-tickets',
  'resolve-children',
  'import-customers',
  'import-products',
  'erase-contact',
  'reapply-sla',
] as const
export const JobKind = z.enum(jobKinds).meta({ id: 'JobKind' })
export type JobKind = z.infer<typeof JobKind>

const jobStates = ['queued', 'running', 'done', 'cancelled', 'failed'] as const
export const JobState = z
  .enum(jobStates)
  .meta({ id: 'JobState', description: '`failed`: it was given up before anything was done; `why` says the reason' })
export type JobState = z.infer<typeof JobState>

/** What can become of one entry. In a dry run: what would have become of it. */
export const outcomes = ['created', 'changed', 'unchanged', 'refused'] as const
export const Outcome = z.enum(outcomes)
export type Outcome = z.infer<typeof Outcome>

const count = z.int().min(0)

export const Job = z
  .strictObject({
    id: JobId,
    kind: JobKind,
    state: JobState,
    dryRun: z.boolean(),
    counts: z
      .strictObject({
        total: count.optional().meta({ description: 'Absent while what it is about is still being gathered' }),
        done: count,
        created: count,
        changed: count,
        unchanged: count,
        refused: count,
      })
      .meta({ id: 'JobCounts', description: 'They count up by some 25 at a time' }),
    effects: z
      .strictObject(Object.fromEntries(effects.map((effect) => [effect, count])) as Record<Effect, typeof count>)
      .optional()
      .meta({ description: 'Of `reapply-sla`: on how many tickets; one may count for several' }),
    why: z.enum(['too-many']).optional().meta({ description: 'Why it was given up' }),
    createdBy: PersonId,
    createdAt: Instant,
    finishedAt: Instant.optional(),
    expiresAt: Instant.meta({ description: 'Until when it, and what it has to say, is kept' }),
  })
  .meta({ id: 'Job', description: 'Many things done as one, a few at a time' })
export type Job = z.infer<typeof Job>

/** Why an entry was not done: the words that the single request would have been answered with. */
export const EntryProblem = z
  .strictObject({
    type: z.string().meta({ example: 'urn:service-desk:problem:move-not-allowed' }),
    detail: z.string(),
    errors: z.array(FieldError).optional(),
    allowed: z.array(AllowedMove).optional(),
  })
  .meta({ id: 'EntryProblem' })
export type EntryProblem = z.infer<typeof EntryProblem>

/** What became of one entry of a job. */
export const JobResult = z
  .strictObject({
    place: z.int().positive().meta({ description: 'Which one: counts from 1, in the order in which they were given' }),
    line: z.int().positive().optional().meta({ description: 'Of an import: the line of the file that it begins on' }),
    subject: z.string().optional().meta({ description: "What it is about: a ticket's number, an id" }),
    outcome: Outcome,
    version: z.int().positive().optional().meta({ description: 'The version that it has led to' }),
    problem: EntryProblem.optional(),
    sla: Reapplied.optional().meta({ description: 'Of `reapply-sla`, where anything has changed' }),
  })
  .meta({ id: 'JobResult' })
export type JobResult = z.infer<typeof JobResult>
