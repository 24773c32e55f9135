import { Misuse } from '../line/command.ts'
import type { Parked, Place } from './place.ts'

/** Events that can never be published as they are: they lie with their ticket, under an index of their own. */
export const parkedEventsPlace: Place = {
  name: 'events',
  holds: 'events that can never be published as they are',
  redrives: 'puts them back into the outbox, from where they are published within a minute',
  canRedrive: true,
  canDrop: true,
  count: async () => (await events()).length,
  list: async (most) => (await events()).slice(0, most).map(parkedOf),
  show: async (id) => (await events()).find((event) => event.id === id),
  redrive: async ({ id, told }) => {
    const { markUnparked } = await import('../../../functions/platform/table/outbox.ts')
    return each(id, told, markUnparked)
  },
  // It stays in the history, with why it was parked; it is never published.
  drop: async ({ id, told }) => {
    const { markPublished } = await import('../../../functions/platform/table/outbox.ts')
    return each(id, told, markPublished)
  },
}

type EventItem = Awaited<ReturnType<typeof events>>[number]

async function events() {
  const { parkedEvents } = await import('../../../functions/platform/table/outbox.ts')
  return parkedEvents()
}

const parkedOf = ({ id, type, occurredAt, subject, parkedBecause }: EventItem): Parked => ({
  id,
  what: type,
  since: occurredAt,
  ...(subject.kind === 'ticket' && { ticket: subject.id }),
  ...(parkedBecause && { because: parkedBecause }),
})

/** A hundred are looked at together: it goes round until none is left that was there when it began. */
async function each(id: string | undefined, told: (done: number) => void, act: (event: EventItem) => Promise<void>) {
  const done = new Set<string>()
  for (;;) {
    const some = (await events()).filter((event) => !done.has(event.id) && (!id || event.id === id))
    if (some.length === 0) return done.size
    for (const event of some) {
      await act(event)
      done.add(event.id)
      told(done.size)
    }
  }
}

const notHere = (what: string) => () => Promise.reject(new Misuse(what))
const mailsLook = 100

/** Mails that did not arrive. Whether one is sent again is for who knows the ticket. */
export const troubledMailsPlace: Place = {
  name: 'mails',
  holds: 'mails that could not be sent, came back, or were complained of',
  redrives: 'is not for here: staff send one again (`POST /tickets/{id}/mails/{mail}/resend`)',
  canRedrive: false,
  canDrop: false,
  count: async () => (await mails()).length,
  list: async (most) =>
    (await mails()).slice(0, most).map(({ id, ticket, notice, state, stateAt, at, diagnostic }) => ({
      ...{ id, ticket, what: `${state}: ${notice ?? 'a mail'}`, since: stateAt ?? at },
      ...(diagnostic && { because: diagnostic }),
    })),
  show: async (id) => {
    const found = (await mails()).find((mail) => mail.id === id)
    // What it says, and whom it goes to, staff read with the ticket.
    return found && { ...found, to: undefined, content: undefined }
  },
  redrive: notHere('A mail is sent again by staff: POST /tickets/{id}/mails/{mail}/resend.'),
  drop: notHere('A mail in trouble goes from the list once it is sent again.'),
}

async function mails() {
  const { listTroubled } = await import('../../../functions/platform/table/mails.ts')
  const { MailTrouble } = await import('../../../schemas/mail.ts')
  const pages = await Promise.all(MailTrouble.options.map((state) => listTroubled(state, mailsLook)))
  return pages.flatMap(({ items }) => items)
}

/** Ways to partners that are approved and not there, or that the desk has stopped by itself. */
export const stoppedSubscriptionsPlace: Place = {
  name: 'subscriptions',
  holds: 'subscriptions of partners that could not be deployed, or that the desk has stopped',
  redrives: 'is not for here: an admin approves or resumes one over HTTP (docs/partners.md)',
  canRedrive: false,
  canDrop: false,
  count: async () => (await stopped()).length,
  list: async (most) =>
    (await stopped()).slice(0, most).map(({ id, state, undeployed, because, updatedAt }) => ({
      ...{ id, what: undeployed ? 'not deployed' : state, since: updatedAt },
      because: undeployed ?? because ?? 'it does not say',
    })),
  show: async (id) => (await stopped()).find((subscription) => subscription.id === id),
  redrive: notHere('A subscription is approved or resumed over HTTP: docs/partners.md.'),
  drop: notHere('A subscription is deleted over HTTP: docs/partners.md.'),
}

async function stopped() {
  const { subscriptionsNow } = await import('../../../functions/platform/table/subscriptions.ts')
  return (await subscriptionsNow()).filter(({ state, undeployed }) => undeployed || state === 'disabled')
}
