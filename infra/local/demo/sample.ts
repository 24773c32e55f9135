import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as z from 'zod'
import { moveNames } from '../../../domain/moves.ts'
import { ClockState } from '../../../schemas/clock.ts'
import { NewSlaPolicy } from '../../../schemas/sla-policy.ts'
import { NewTicket, Status } from '../../../schemas/ticket.ts'
import { tokenRoles } from '../access-token.ts'

const Player = z.enum(tokenRoles)

/** What somebody does with a ticket: `POST /tickets/{id}/<do>`; `to` names the person whom it is assigned to. */
const Step = z.strictObject({
  by: Player,
  do: z.enum(moveNames),
  to: Player.optional(),
  with: z.record(z.string(), z.string()).default({}),
})
export type Step = z.infer<typeof Step>

const SampleTicket = z.strictObject({
  by: Player,
  /** Whose ticket it is, where staff open it for a customer. */
  of: z.enum(['customer', 'otherCustomer']).optional(),
  ticket: NewTicket,
  story: z.array(Step),
  /** What follows once both clocks have run out: marks the one ticket that nobody answers in time. */
  rescue: z.array(Step).optional(),
  ends: z.strictObject({ status: Status, response: ClockState, resolution: ClockState }),
})
export type SampleTicket = z.infer<typeof SampleTicket>

const SampleFile = z.strictObject({ policy: NewSlaPolicy.optional(), tickets: z.array(SampleTicket) })

export interface Sample {
  policy: z.infer<typeof NewSlaPolicy>
  tickets: SampleTicket[]
}

const read = (name: string) =>
  SampleFile.parse(JSON.parse(readFileSync(join(import.meta.dirname, 'sample', `${name}.json`), 'utf8')))

/** A day at the desk: two companies, the house itself, and last the ticket on the policy of seconds. */
export function readSample(): Sample {
  const { policy, tickets } = read('seconds')
  if (!policy) throw new Error('sample/seconds.json has no policy')
  return { policy, tickets: [...['retail', 'waterworks', 'house'].flatMap((name) => read(name).tickets), ...tickets] }
}
