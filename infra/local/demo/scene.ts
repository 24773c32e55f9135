import { createHash } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import type { AttachmentState } from '../../../schemas/attachment.ts'
import { attachFile, downloadAttachment, getAttachment } from '../../../schemas/operations/attachments.ts'
import { addComment } from '../../../schemas/operations/conversation.ts'
import { listTickets } from '../../../schemas/operations/finding.ts'
import { mergeTicket } from '../../../schemas/operations/joining.ts'
import type { Operation } from '../../../schemas/operations/operation.ts'
import { createTicket, getTicket } from '../../../schemas/operations/tickets.ts'
import type { Status } from '../../../schemas/ticket.ts'
import type { Claim } from './claims.ts'
import type { Stage } from './performance.ts'
import { moveOperations } from './story.ts'

/** What came of two more tickets, about one thing: said, shown, joined, found. */
export interface Scene {
  number: string
  /** Its status while the customer was asked, and once they had answered. */
  asked: Status
  answered: Status
  file: { state: AttachmentState; sent: string; recorded?: string; fetched?: string }
  merged: { other: string; into?: string; status: Status }
  /** What a search for `slip` among this run's tickets gave. */
  found: string[]
}

const title = 'The scanner at gate 2 beeps and reads nothing'
const slip = 'scaner gate'
const log = new TextEncoder().encode('08:31 read error, window dirty?\n08:32 read error, window dirty?\n')
const patienceMs = 15_000
const checksum = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')

/** A customer is asked and answers, shows a file, reports the same once more; then somebody looks for it. */
export async function playScene({ call, cast, feed, stop, run }: Stage): Promise<Scene> {
  let step = 0
  const key = () => `demo-${run}-scene-${++step}`
  const open = async (text: string) =>
    (await call('customer', createTicket, { body: { title: text, category: 'hardware' }, key: key() })).answer
  const at = (id: string) => ({ params: { id }, key: key() })
  const statusOf = async (id: string) => (await call('agent', getTicket, { params: { id } })).answer
  const until = async <Value>(look: () => Promise<Value>, enough: (value: Value) => boolean) => {
    const end = Date.now() + patienceMs
    for (;;) {
      const value = await look()
      if (enough(value) || Date.now() > end) return value
      await wait(250, undefined, { signal: stop })
    }
  }
  const move = (operation: Operation, id: string, body: object) => call('agent', operation, { ...at(id), body })

  const { number, createdAt } = await open(title)
  await move(moveOperations.assign, number, { technician: cast.idOf('technician') })
  await move(addComment, number, { body: 'Could you send us its log?' })
  await move(moveOperations.pause, number, { status: 'pending_customer', reason: 'Asked for the log' })
  feed.touch(number)
  const asked = (await statusOf(number)).status

  const { answer: upload } = await call('customer', attachFile, {
    ...at(number),
    body: { name: 'scanner.log', type: 'text/plain', size: log.length },
  })
  const form = new FormData()
  for (const [name, value] of Object.entries(upload.upload.fields)) form.append(name, value)
  form.append('file', new Blob([log]))
  await fetch(upload.upload.url, { method: 'POST', body: form, signal: stop })
  await call('customer', addComment, { ...at(number), body: { body: 'Here it is.' } })
  feed.touch(number)
  const answered = (await statusOf(number)).status

  const params = { id: number, attachment: upload.attachment.id }
  const { state, sha256 } = await until(
    async () => (await call('customer', getAttachment, { params })).answer,
    (file) => file.state !== 'awaiting' && file.state !== 'scanning',
  )
  const fetched = state === 'clean' && (await call('customer', downloadAttachment, { params })).answer
  const bytes = fetched && new Uint8Array(await (await fetch(fetched.url, { signal: stop })).arrayBuffer())

  const other = await open('Gate 2: the scanner again')
  await move(mergeTicket, other.number, { into: number, reason: 'The same scanner' })
  for (const each of [number, other.number]) feed.touch(each)
  const { status, mergedInto } = await statusOf(other.number)

  const found = await until(
    async () => {
      const query = { q: slip, createdFrom: createdAt }
      const { items } = (await call('agent', listTickets, { query })).answer
      return items.map((ticket) => ticket.number)
    },
    (numbers) => numbers.includes(number),
  )
  return {
    number,
    asked,
    answered,
    file: {
      state,
      sent: checksum(log),
      ...(sha256 && { recorded: sha256 }),
      ...(bytes && { fetched: checksum(bytes) }),
    },
    merged: { other: other.number, status, ...(mergedInto && { into: mergedInto }) },
    found,
  }
}

/** What the scene shows, and everything that speaks against it. */
export const sceneClaims = ({ number, asked, answered, file, merged, found }: Scene): Claim[] => [
  {
    says: `The customer's answer brought ${number} back to work`,
    wrong: asked === 'pending_customer' && answered === 'in_progress' ? [] : [`${asked}, then ${answered}`],
  },
  {
    says: 'Their file was scanned, and comes back as it was sent',
    wrong:
      file.state === 'clean' && file.recorded === file.sent && file.fetched === file.sent
        ? []
        : [`${file.state}; sent ${file.sent}, recorded ${file.recorded}, fetched ${file.fetched}`],
  },
  {
    says: `${merged.other}, about the same, points to ${number}`,
    wrong:
      merged.status === 'cancelled' && merged.into === number
        ? []
        : [`it is ${merged.status}, and points to ${merged.into ?? 'none'}`],
  },
  {
    says: `A search for "${slip}" finds ${number}`,
    wrong: found.includes(number) ? [] : [`it found ${found.join(', ') || 'nothing'}`],
  },
]
