import { type Outcome, reputationAfter, type Suppression, suppressionOf } from '../../../domain/mail/outcome.ts'
import { system } from '../../../schemas/actor.ts'
import type { Contact } from '../../../schemas/contact.ts'
import { untilWon } from '../retry.ts'
import { saveRecord } from '../table/commit-record.ts'
import { changeCorrespondent } from '../table/correspondents.ts'
import { contacts, emailClaims } from '../table/customers.ts'
import { type By, claimedBy, loadRecord } from '../table/records.ts'
import { comparable } from './addresses.ts'

/**
 * Holds against an address what came of a mail to it; where nothing automatic goes there from then on, the contact whose it
 * is says so. However often it is told, it counts once.
 */
export async function noteAddress(address: string, outcome: Outcome, correlationId: string): Promise<void> {
  const known = await changeCorrespondent(address, (before) => reputationAfter(before, outcome))
  const suppression = suppressionOf(known)
  if (!suppression) return
  const by = { actor: { id: system.id, role: system.role }, now: new Date().toISOString(), requestId: correlationId }
  await sayOnContact(address, suppression, by)
}

/** Says on the contact whose address it is that it is to be written to again; nothing where it says so already. */
export const clearContact = (address: string, by: By): Promise<void> => sayOnContact(address, undefined, by)

/** Writes on the contact whose address it is whether anything automatic goes there; nothing where it says so already. */
async function sayOnContact(address: string, suppression: Suppression | undefined, by: By): Promise<void> {
  const id = await ownerOf(address)
  if (!id) return
  await untilWon(async () => {
    const before = await loadRecord(contacts, { id })
    const emails = before && withSuppression(before.emails, address, suppression)
    if (!before || !emails) return 'as-it-was'
    const after = { ...before, emails, version: before.version + 1, updatedAt: by.now }
    return (await saveRecord(contacts, { before, after, by })).is === 'committed' ? 'said' : undefined
  })
}

async function ownerOf(address: string): Promise<string | undefined> {
  for (const claim of emailClaims(address.toLowerCase())) {
    const id = await claimedBy(claim)
    if (id) return id
  }
  return undefined
}

function withSuppression(
  emails: Contact['emails'],
  address: string,
  suppression: Suppression | undefined,
): Contact['emails'] | undefined {
  const isMeant = (email: Contact['emails'][number]) => comparable(email.address) === comparable(address)
  const isSaid = emails.every((email) => !isMeant(email) || email.suppressed?.since === suppression?.since)
  if (isSaid) return undefined
  return emails.map((email) => {
    if (!isMeant(email)) return email
    const { suppressed: _, ...rest } = email
    return suppression ? { ...rest, suppressed: suppression } : rest
  })
}
