import * as z from 'zod'
import { PersonId, TeamId } from './actor.ts'
import { EmailAddress } from './contact.ts'
import { recorded } from './customer.ts'
import { words } from './text.ts'
import { Brand } from './ticket.ts'

export const NewTeam = z
  .strictObject({
    name: words(100).meta({ description: 'One team’s, whatever its case', example: 'Network' }),
    supervisor: PersonId.optional().meta({ description: 'Whom escalations come to first; they work here' }),
    manager: PersonId.optional().meta({ description: 'Whom they come to after the supervisor; they work here' }),
    email: EmailAddress.optional().meta({ description: 'Their mailbox: what the team is told goes there' }),
    brand: Brand.optional().meta({ description: 'The brand that they work for; left out: for all' }),
  })
  .meta({ id: 'NewTeam' })
export type NewTeam = z.infer<typeof NewTeam>

/** A team as it is kept. Who is in it, their own records say. */
export const Team = NewTeam.extend({ id: TeamId, ...recorded }).meta({
  id: 'Team',
  description: 'People who work together, under a supervisor',
})
export type Team = z.infer<typeof Team>

export const ListedTeam = Team.extend({
  members: z
    .array(PersonId)
    .meta({ description: 'Who works in it now, by their names: `GET /technicians?team=` has them' }),
}).meta({ id: 'ListedTeam' })
