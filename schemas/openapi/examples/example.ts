import type * as z from 'zod'
import type { AllowedMove, FieldError } from '../../problem.ts'
import type { Warning } from '../../routing.ts'

type Given<Schema> = Schema extends z.ZodType ? z.input<Schema> : never
type Answered<Schema> = Schema extends z.ZodType ? z.output<Schema> : never

/** The part that goes with a refusal which an operation names itself. */
type Refused<Operation, Kind, Part> = Operation extends { refusals: readonly (infer Kinds)[] }
  ? Kind extends Kinds
    ? Part
    : unknown
  : unknown

/** What the document shows of an operation: the parts that it has, and no others. */
type Example<Operation> = object &
  (Operation extends { query: infer Query } ? { query: Required<Given<Query>> } : unknown) &
  (Operation extends { body: infer Body } ? { body: Given<Body> } : unknown) &
  (Operation extends { roles: 'public' } ? unknown : { wrong: FieldError }) &
  (Operation extends { answer: infer Answer extends z.ZodType } ? { answer: Answered<Answer> } : unknown) &
  (Operation extends { plain: true } ? { plain: string } : unknown) &
  Refused<Operation, 'move-not-allowed', { refusedMove: { detail: string; allowed: AllowedMove[] } }> &
  Refused<Operation, 'conflict', { conflict: { detail: string; errors?: FieldError[]; warnings?: Warning[] } }>

/** One believable example an operation: a missing one does not compile. */
export type Examples<Operations> = { [Name in keyof Operations]: Example<Operations[Name]> }

/** What is wrong where an operation takes no parameter. */
export const noParameter = { path: 'colour', message: 'is not known here', expected: 'nothing here' }
export const cursor = 'Yk9H2vXl3mJ0c1q8T5u7Z4eRAp6wSdNfKgLhPxoQyBzWtVnMjIaUrEs'
