import { readFileSync } from 'node:fs'
import type { Role } from '../actor.ts'
import { type RefusalKind, refusals } from '../problem.ts'
import { explained, problemType } from './problems.ts'

const duties: Record<Role, string> = {
  customer: 'Opens tickets and sees their own; all of their company, where their account says so',
  partner: "A customer's machine: opens, reads and edits that customer's tickets, as far as its scopes go",
  technician: "Works on their own tickets and their teams'; may take unassigned ones",
  agent: 'Sees every ticket, hands tickets out, answers',
  supervisor: 'As an agent; takes tickets back, closes, cancels; escalations come to them',
  manager: 'As a supervisor; makes policies',
  admin: 'As a manager; looks after the desk itself',
}

const table = (head: string[], rows: string[][]) =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n')

const roleTable = table(
  ['Role', 'Who that is'],
  Object.entries(duties).map(([role, duty]) => [`\`${role}\``, duty]),
)

const problemTable = table(
  ['Status', 'Type', 'When, and what to do'],
  [
    ...Object.entries(refusals).map(([kind, { status }]) => [
      `${status}`,
      `\`${problemType(kind)}\``,
      explained[kind as RefusalKind].when,
    ]),
    ['500', `\`${problemType('fault')}\``, 'A fault of ours, recorded under `requestId`. Try again'],
  ].sort(([one], [other]) => Number(one) - Number(other)),
)

/** The document's own introduction: the prose of `introduction.md`, with the tables that the code knows. */
export const introduction = () => `${readFileSync(new URL('introduction.md', import.meta.url), 'utf8').trim()}

## Roles
Each operation says who may call it. What you may not see is answered with 404, as if it did not exist.

${roleTable}

## Problems
What is refused is answered as \`application/problem+json\` (RFC 9457): \`type\`, \`title\`, \`status\`, \`detail\`, \`instance\` and \`requestId\`; \`errors\` with each wrong field, \`allowed\` with the moves that a ticket can make. Tell problems apart by \`type\`; \`detail\` is for people. The gateway answers for itself, with \`{ "message" }\`: 401 without a valid token, 429 when too many requests come at once.

${problemTable}`
