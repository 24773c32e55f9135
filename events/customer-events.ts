import * as z from 'zod'
import { PersonId } from '../schemas/actor.ts'

export const customerEvents = {
  'ticket.person-erased': z.strictObject({
    person: PersonId.meta({ description: 'Who was erased: the id stays, and says nothing by itself' }),
    fields: z.array(z.string()).meta({ description: 'The fields of the ticket that said something of them' }),
  }),
} as const
