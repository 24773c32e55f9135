import { setTimeout as wait } from 'node:timers/promises'
import { addComment, listComments } from '../../../schemas/operations/conversation.ts'
import type { Operation } from '../../../schemas/operations/operation.ts'
import type { SentMail } from '../mail/outbox.ts'
import type { Claim } from './claims.ts'
import type { Stage } from './performance.ts'
import { moveOperations } from './story.ts'

/** What came of a ticket that was written and answered by mail alone. */
export interface ByMail {
  /** As the desk's first answer names it; none where there was no answer. */
  number?: string
  /** From the last word of SMTP to that answer. */
  afterMs?: number
  /** What its header `Auto-Submitted` says. */
  automatic?: string
  /** Their answer to it, as it stands on the ticket. */
  comment?: string
  /** The Message-ID of that, and what the mail with the agent's answer says it answers. */
  thread?: { theirs: string; answers: readonly string[] }
}

const subject = 'The badge printer eats the ribbon'
const said = 'It does so since the new ribbons came.'
const patienceMs = 15_000
/** The issue's own figure is seconds; here a laptop does everything else, too. */
const latestMs = 10_000

/** Somebody without an account writes a mail, answers the answer, and has the agent's answer in the same thread. */
export async function playByMail({ call, feed, stop, run, outboxUrl }: Stage): Promise<ByMail> {
  let step = 0
  const at = (id: string) => ({ params: { id }, key: `demo-${run}-mail-${++step}` })
  const address = `gate-${run}@customer.example`
  const post = async (path: string, body: object) => {
    const headers = { 'content-type': 'application/json' }
    const answer = await fetch(`${outboxUrl}${path}`, {
      method: 'POST',
      headers,
      body: JSON.stringify(body),
      signal: stop,
    })
    if (!answer.ok) throw new Error(`POST ${path} of the outbox was answered ${answer.status}: ${await answer.text()}`)
    return (await answer.json()) as { messageId: string }
  }
  const mails = async () => {
    const answer = await fetch(`${outboxUrl}/mails.json?to=${address}`, { signal: stop })
    return ((await answer.json()) as { mails: SentMail[] }).mails
  }
  const until = async <Found>(look: () => Promise<Found | undefined>) => {
    for (const end = Date.now() + patienceMs; ; await wait(100, undefined, { signal: stop })) {
      const found = await look()
      if (found !== undefined || Date.now() > end) return found
    }
  }

  await post('/compose', { from: `Gate office <${address}>`, subject, text: 'The badges come out without names.' })
  const sentAt = Date.now()
  const first = await until(async () => (await mails()).at(-1))
  const number = /^\[([^\]]+)\]/.exec(first?.subject ?? '')?.[1]
  if (!first || !number) return {}
  const afterMs = Date.now() - sentAt
  const automatic = first.headers.find(({ key }) => key === 'auto-submitted')?.value
  feed.touch(number)

  const theirs = await post(`/mails/${first.id}/reply`, { text: said, quotes: true })
  const comment = await until(async () => {
    const { items } = (await call('agent', listComments, { params: { id: number } })).answer
    return items.find(({ text }) => text?.includes(said))?.text
  })
  await call('agent', addComment, { ...at(number), body: { body: 'Turn them over: the matt side belongs outside.' } })
  const answered = await until(async () =>
    (await mails()).find(({ id, text }) => id !== first.id && text.includes('matt side')),
  )
  const solve: Operation = moveOperations.resolve
  await call('agent', solve, { ...at(number), body: { resolution: 'The ribbon was turned over.' } })
  feed.touch(number)
  return {
    number,
    afterMs,
    ...(automatic && { automatic }),
    ...(comment && { comment }),
    ...(answered && { thread: { theirs: theirs.messageId.replace(/[<>]/g, ''), answers: answered.inReplyTo } }),
  }
}

/** What this chapter shows, and everything that speaks against it. */
export const byMailClaims = ({
  number,
  afterMs = Number.POSITIVE_INFINITY,
  automatic,
  comment,
  thread,
}: ByMail): Claim[] => [
  {
    says: `A mail became ${number ?? 'a ticket'}, and its sender was told so by a machine after ${afterMs} ms`,
    wrong: [
      ...(number ? [] : ['no answer came']),
      ...(automatic === 'auto-replied' ? [] : [`Auto-Submitted was ${automatic}`]),
      ...(afterMs <= latestMs ? [] : [`that is more than ${latestMs} ms`]),
    ],
  },
  {
    says: 'Their answer stands on the ticket, without what it quoted',
    wrong: comment?.trim() === said ? [] : [comment ?? 'it is not there'],
  },
  {
    says: "The agent's answer reached them as an answer to that mail of theirs",
    wrong: thread?.answers.includes(thread.theirs)
      ? []
      : [thread ? `it answers ${thread.answers.join(', ')}, not ${thread.theirs}` : 'it did not come'],
  },
]
