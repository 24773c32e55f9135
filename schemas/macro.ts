import * as z from 'zod'
import { PersonId, prefixed, TeamId } from './actor.ts'
import { MacroAction } from './bulk.ts'
import { BodyFormat, BodySource, Comment } from './comment.ts'
import { recorded } from './customer.ts'
import { PlaceheldBody } from './placeholder.ts'
import { text, words } from './text.ts'
import { TicketRepresentation } from './ticket.ts'

const MacroId = prefixed('mac', 'a macro').meta({ id: 'MacroId', example: 'mac_01JD00000000000000000MACR1' })

const Reply = z
  .strictObject({
    body: PlaceheldBody,
    format: BodyFormat.default('markdown'),
    internal: z.boolean().default(false),
  })
  .meta({ id: 'Reply' })

/** What of a macro may be changed. */
export const MacroFields = z.strictObject({
  name: words(100).meta({ example: 'Ask which printer' }),
  description: text(500).optional(),
  reply: Reply.optional().meta({ description: 'What is said. Alone, this is a canned reply' }),
  actions: z
    .array(MacroAction)
    .max(5)
    .default([])
    .meta({ description: 'What is done to the ticket, in this order, after the reply' }),
})

/** What a macro must have beyond its fields. */
export const doesSomething = ({ reply, actions }: Pick<z.infer<typeof MacroFields>, 'reply' | 'actions'>): boolean =>
  reply !== undefined || actions.length > 0

/** Whom it is for. It stays so. */
const whose = {
  scope: z
    .enum(['personal', 'team', 'shared'])
    .default('personal')
    .meta({ description: 'For yourself, for a team, or for everybody who works here. It stays so' }),
  team: TeamId.optional().meta({ description: 'Which, with the scope `team`' }),
}

export const NewMacro = MacroFields.extend(whose)
  .refine(doesSomething, { message: 'does nothing', params: { expected: '`reply`, `actions`, or both' } })
  .refine(({ scope, team }) => (scope === 'team') === (team !== undefined), {
    path: ['team'],
    message: 'goes with the scope `team`',
    params: { expected: 'a team with the scope `team`, else none' },
  })
  .meta({
    id: 'NewMacro',
    example: {
      name: 'Ask which printer',
      scope: 'shared',
      reply: { body: 'Hello {{customer.name|there}}, which printer is it? Your ticket is {{ticket.number}}.' },
      actions: [{ do: 'pause', status: 'pending_customer', reason: 'Asked which printer it is' }],
    },
  })
export type NewMacro = z.infer<typeof NewMacro>

export const Macro = MacroFields.extend({
  ...whose,
  id: MacroId,
  owner: PersonId.meta({ description: 'Who made it' }),
  ...recorded,
}).meta({ id: 'Macro', description: 'A ready-made reply, changes of a ticket, or both' })
export type Macro = z.infer<typeof Macro>

export const MacroUse = z
  .strictObject({
    macro: MacroId,
    body: BodySource.optional().meta({
      description: 'The reply as you have reworded it, instead of the one that the macro has',
    }),
    dryRun: z.boolean().default(false).meta({ description: 'Only say what would come of it' }),
  })
  .meta({ id: 'MacroUse', example: { macro: 'mac_01JD00000000000000000MACR1', dryRun: true } })

export const MacroUsed = z
  .strictObject({
    dryRun: z.boolean(),
    ticket: TicketRepresentation,
    comment: Comment.optional().meta({ description: 'The reply, where there is one' }),
  })
  .meta({ id: 'MacroUsed', description: 'What a macro has made of a ticket, or would' })
