import { setPriority, tag } from '../../domain/amendment.ts'
import type { MoveCommand } from '../../domain/lifecycle.ts'
import { Refusal } from '../../domain/refusal.ts'
import type { Rule } from '../../domain/rule.ts'
import type { Decision } from '../../domain/ticket.ts'
import { system } from '../../schemas/actor.ts'
import type { NewComment } from '../../schemas/comment.ts'
import { escaped } from '../platform/markup/characters.ts'
import type { Loaded } from '../platform/table/tickets.ts'
import type { Write } from '../platform/table/transaction.ts'
import { commentOn } from '../platform/tickets/commenting.ts'
import type { Heard } from './hearing.ts'

type Command = Heard['commands'][number]
type Step = MoveCommand | Rule

/** What came of the commands of a mail. */
export interface Obeyed {
  steps: Step[]
  /** Those that were not done, each with why. */
  refused: string[]
  marked: string[]
}

/**
 * The commands that can be done, one after the other: what is refused keeps nobody's words from the ticket. `actor` is who
 * asks; `attempt` throws the refusal.
 */
export function obeyed(heard: Heard, actor: { id: string }, attempt: (steps: Step[]) => unknown): Obeyed {
  const steps: Step[] = []
  const refused: string[] = []
  for (const command of heard.commands) {
    const step = stepOf(command, heard, actor)
    try {
      attempt([...steps, step])
      steps.push(step)
    } catch (refusal) {
      if (!(refusal instanceof Refusal)) throw refusal
      refused.push(`#${wordOf(command)}: ${refusal.message}`)
    }
  }
  return {
    steps,
    refused,
    marked: [
      ...(refused.length > 0 ? ['command-refused'] : []),
      ...(heard.unknown.length > 0 ? ['command-unknown'] : []),
    ],
  }
}

const wordOf = (command: Command): string => {
  switch (command.do) {
    case 'pending':
      return command.status === 'pending_parts' ? 'pending parts' : 'pending'
    case 'assign':
      return 'assign me'
    case 'priority':
      return `priority ${command.priority}`
    case 'tag':
      return `tag ${command.tag}`
    default:
      return command.do
  }
}

const mostResolution = 4000

function stepOf(command: Command, { text, internal }: Heard, { id }: { id: string }): Step {
  switch (command.do) {
    case 'resolve': {
      // A note is for staff: the customer reads how it was resolved.
      const how = internal ? '' : (text ?? '').trim()
      return { do: 'resolve', resolution: how.slice(0, mostResolution).toWellFormed() || 'Resolved by mail.' }
    }
    case 'assign':
      return { do: 'assign', technician: id }
    case 'pending':
      return { do: 'pause', status: command.status, reason: 'Asked for by mail' }
    case 'priority':
      return setPriority(command.priority)
    case 'tag':
      return tag([command.tag], [])
  }
}

/** An internal note of the desk's: which commands were not done, for whoever wrote them. Nothing where all were. */
export async function toldOf(
  loaded: Loaded,
  { refused }: Obeyed,
  { unknown }: Heard,
  now: string,
): Promise<{ rule: Rule; writes: (decision: Decision) => Write[] } | undefined> {
  const lines = [...refused, ...unknown.map((written) => `${written}: is no command`)]
  if (lines.length === 0) return undefined
  const text = `Not done of what the mail asked for:\n${lines.join('\n')}`
  const html = `<p>${text.split('\n').map(escaped).join('<br>')}</p>`
  const given: NewComment = { body: html, format: 'html', internal: true, mentions: [] }
  // Behind what was said, in the same instant.
  const after = { ...loaded, ticket: { ...loaded.ticket, seq: loaded.ticket.seq + 1 } }
  const { effect } = await commentOn(after, system, now, given, { html, text })
  return { rule: (draft) => effect.command(draft, system), writes: effect.writes }
}
