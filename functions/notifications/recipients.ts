import { trusted } from '../../domain/mail/verdicts.ts'
import type { Ticket } from '../../domain/ticket.ts'
import { actorOf, maySee } from '../../domain/visibility.ts'
import type { Person } from '../../schemas/people.ts'
import { loadMail, type MailIn } from '../platform/table/mails.ts'
import { findPerson, findTeam } from '../platform/table/people.ts'
import { loadHeads } from '../platform/table/tickets.ts'

/** Somebody who can be written to. */
export interface Recipient {
  /** By which it is remembered that they were told: a person, a team with a mailbox, or a place in a rule that has an address. */
  person: string
  address: string
  /** Whether they are of the desk: they get figures and ids, and read the rest with their own rights. */
  isStaff: boolean
  /** Whether the address is known to be theirs, and not just what somebody gave for this ticket. */
  isKnown: boolean
  /** When they work, where the desk knows: of its own people. */
  calendar?: string
  /** How they are called, of an address that is known to be theirs. */
  name?: string
  /** In which they would be written to: a tag (`de-AT`). */
  language?: string
}

const ofDesk = ({ role }: Person): boolean => role !== 'customer' && role !== 'partner'

/** Somebody by their id, at the address that the desk knows; undefined if there is none, or they are being erased. */
export async function somebody(id: string): Promise<Recipient | undefined> {
  const found = await findPerson(id)
  if (!found?.email || found.erasingAt || found.active === false) return undefined
  const isStaff = ofDesk(found)
  const calendar = isStaff && found.calendar
  const known = { person: id, address: found.email, isStaff, isKnown: true }
  return { ...known, ...(calendar && { calendar }), ...calledAs(found) }
}

const calledAs = ({ name, language }: Person) => ({ ...(name && { name }), ...(language && { language }) })

/** The mail that a ticket began with, where it did. */
export async function openedBy({ number, channel, channelId }: Ticket): Promise<MailIn | undefined> {
  if (channel !== 'email' || !channelId?.startsWith('mal_')) return undefined
  const mail = await loadMail(number, channelId)
  return mail?.direction === 'in' ? mail : undefined
}

/** A team: its mailbox if it has one, else its supervisor and its manager. */
export async function teamOf(id: string): Promise<Recipient[]> {
  const team = await findTeam(id)
  if (team?.email) return [{ person: id, address: team.email, isStaff: true, isKnown: true }]
  const people = [team?.supervisor, team?.manager].filter((one) => one !== undefined)
  return (await Promise.all(people.map(somebody))).filter((one) => one !== undefined)
}

/**
 * Who asked, where they want to be reached about this ticket. Nobody where that would be the desk itself: staff that
 * opened a ticket for somebody who gave no address; nor a partner's machine.
 */
export async function requesterOf(ticket: Ticket): Promise<Recipient | undefined> {
  const { requester, contact } = ticket
  const found = await findPerson(requester)
  if (found?.erasingAt) return undefined
  const own = found?.role === 'customer' ? found.email : undefined
  const address = contact?.email ?? own
  if (!address) return undefined
  const isKnown = address === own && (await isBelieved(ticket))
  const { name, language } = found ?? {}
  return {
    person: requester,
    address,
    isStaff: false,
    isKnown,
    ...(isKnown && name && { name }),
    ...(language && { language }),
  }
}

/** Whoever writes in another's name makes the desk write to that one: not with the words of who is not believed. */
async function isBelieved(ticket: Ticket): Promise<boolean> {
  const mail = await openedBy(ticket)
  return !mail?.verdicts || trusted(mail.verdicts)
}

/** Who watches a ticket and may: who of the desk sees it now, and contacts of its customer, whatever they were when they began. */
export async function watchersOf(ticket: Ticket): Promise<Recipient[]> {
  const { customer, watchers = [], merged = [] } = ticket
  const sees = (person: Person) => ofDesk(person) && maySee(actorOf(person), ticket)
  const isWithin = (person: Person) => sees(person) || (!ofDesk(person) && !!customer && person.customer === customer)
  const own = await Promise.all(watchers.map((id) => somebodyWho(id, isWithin)))
  // Of what was merged into it, staff: others may not see this one.
  const heads = merged.length > 0 ? await loadHeads(merged) : new Map<string, Ticket>()
  const theirs = [...heads.values()].flatMap((head) => head.watchers ?? [])
  const staff = await Promise.all(theirs.map((id) => somebodyWho(id, sees)))
  return [...own, ...staff].filter((one) => one !== undefined)
}

async function somebodyWho(id: string, suits: (person: Person) => boolean): Promise<Recipient | undefined> {
  const found = await findPerson(id)
  return found && suits(found) ? somebody(id) : undefined
}
