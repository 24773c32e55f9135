import { isBrand } from '../../domain/brand.ts'
import { categoryErrors } from '../../domain/category.ts'
import { several } from '../../domain/lifecycle.ts'
import { otherHalf } from '../../domain/links.ts'
import { untagged } from '../../domain/mail/addressee.ts'
import { linked } from '../../domain/split.ts'
import { watch } from '../../domain/watchers.ts'
import type { Actor } from '../../schemas/actor.ts'
import type { Settings } from '../../schemas/settings.ts'
import { mostTags, NewTicket } from '../../schemas/ticket.ts'
import { linkPut } from '../platform/table/links.ts'
import { deskSettings } from '../platform/table/settings.ts'
import { descriptionOf, followerOf } from '../platform/tickets/follower.ts'
import { openTicket } from '../platform/tickets/opening.ts'
import { answersAutomatic } from './answering.ts'
import { type Arrival, type Effect, effectWrites, marksOf } from './arrival.ts'
import { copiedTo } from './copied.ts'
import { filling } from './pictures.ts'
import type { Named, Place } from './placing.ts'
import { plainOf, titleOf } from './words.ts'

type New = Extract<Place, { is: 'new' }>
type Address = Settings['mail']['addresses'][string]

/** What a new ticket is, by the first of the desk's addresses that its mail went to and the settings know. */
function addressedTo({ reading: { mail }, settings }: Pick<Arrival, 'reading' | 'settings'>): Address {
  const to = [...mail.deliveredTo, ...mail.to.map(({ address }) => address), ...mail.cc.map(({ address }) => address)]
  const { addresses } = settings.mail
  for (const address of to.flatMap((one) => [one.toLowerCase(), untagged(one.toLowerCase())])) {
    if (Object.hasOwn(addresses, address)) return addresses[address] ?? {}
    const [brand] = Object.entries(settings.brands).find(([, { mailFrom }]) => mailFrom === address) ?? []
    if (brand) return { brand }
  }
  return {}
}

/** Marks that a list of tickets can be filtered by. */
const shownAsTags: readonly string[] = ['not-believed', 'spam', 'virus', 'unreadable']

/**
 * A mail becomes a ticket; where it follows one, the two are linked. `notYet` throws where the mail has had its effect
 * meanwhile: it is asked at every try.
 */
export async function open(
  arrival: Arrival,
  place: New,
  actor: Actor,
  named: Named,
  notYet: () => Promise<void>,
): Promise<Effect> {
  const { inbound, reading, correlationId } = arrival
  const { follows } = place
  const address = addressedTo(arrival)
  const given = await ticketOf(arrival, place, actor, address)
  const customer = given.customer
  const watchers = await copiedTo(arrival, { requester: actor.id, ...(customer && { customer }) })
  const continues = follows && ({ type: 'continues', ticket: follows.number } as const)
  const rules = [...(continues ? [linked(continues)] : []), ...watchers.map(watch)]
  const state = reading.unreadable ? 'kept' : 'opened'
  const marked = place.because && place.because !== 'not-believed' ? [place.because] : []
  let effect: Effect = { ticket: '', state }
  // A desk that has another sender for each of its tickets would be answered for ever. Who took part in what has ended is one
  // correspondent, whose limits hold: they are told the number of what goes on.
  const isAnswer = place.because !== 'too-late' && (await answersAutomatic(named.answers))
  let tries = 0
  await openTicket(
    { actor, now: inbound.at, once: undefined, requestId: correlationId },
    given,
    () => ({ status: 201, headers: {}, body: '' }),
    async ({ ticket }) => {
      if (tries++ > 0) await notYet()
      effect = {
        ticket: ticket.number,
        state,
        by: actor,
        ...(marked.length > 0 && { marked }),
        ...(isAnswer && { answersAutomatic: true }),
      }
      const links = continues
        ? [linkPut(ticket.number, continues), linkPut(continues.ticket, otherHalf(ticket, 'continues'))]
        : []
      return [...links, ...(await effectWrites(arrival, effect))]
    },
    { ...(rules.length > 0 && { rule: several(rules) }), within: withinOf(address) },
  )
  return effect
}

/** Whom the address belongs to; and a mail cannot give the fields that a form insists on. */
const withinOf =
  ({ team }: Address) =>
  (settings: Settings): Settings => ({
    ...settings,
    ...(team && { defaultTeam: team }),
    customFields: Object.fromEntries(
      Object.entries(settings.customFields).map(([name, field]) => [name, { ...field, required: false }]),
    ),
  })

async function ticketOf(
  { inbound, reading, sender }: Arrival,
  place: New,
  actor: Actor,
  address: Address,
): Promise<NewTicket> {
  const brand = address.brand ?? place.follows?.brand
  const desk = await deskSettings()
  const known = brand && isBrand(desk, brand) ? brand : undefined
  const settings = await deskSettings(known)
  const { category, priority, tags = [] } = address
  const marks = marksOf(reading, sender).filter((mark) => shownAsTags.includes(mark))
  const to = sender.address && !sender.isPretended && !sender.isStaff && sender.address !== sender.primary
  const own: NewTicket = NewTicket.parse({
    title: titleOf(reading),
    description: descriptionOf(plainOf(reading, filling(inbound.mail, reading, false))),
    channel: 'email',
    channelId: inbound.mail,
    tags: [...new Set([...tags, ...marks.map((mark) => `mail-${mark}`)])].slice(0, mostTags),
    ...(priority && { priority }),
    ...(category && categoryErrors({ category }, {}, settings).length === 0 && { category }),
    ...(known && { brand: known }),
    ...(actor.customer && { customer: actor.customer }),
    ...(to && { contact: { email: sender.address } }),
  })
  // Their own ticket, which has ended: what it said of itself goes on.
  if (place.because !== 'too-late' || !place.follows) return own
  const { description: _, title: __, ...before } = followerOf(place.follows, own.description, actor, settings)
  return {
    ...before,
    ...own,
    type: before.type,
    custom: before.custom,
    ...(before.category && { category: before.category }),
  }
}
