import { ulid } from 'ulid'
import type { Ticket } from '../../../domain/ticket.ts'

/** Crockford's base 32, as in every ULID. */
const digits = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const timeLength = 10
const seqLength = 4

/**
 * An id that sorts behind that of everything said on the ticket before, however fast: the ticket's last event stands
 * behind the milliseconds of a ULID. Of its randomness 60 bits are left.
 */
export function placedId(prefix: string, { seq, updatedAt }: Pick<Ticket, 'seq' | 'updatedAt'>, now: string): string {
  const id = ulid(Math.max(Date.parse(now), Date.parse(updatedAt)))
  let place = ''
  for (let left = seq; place.length < seqLength; left = Math.floor(left / 32)) place = `${digits[left % 32]}${place}`
  return `${prefix}_${id.slice(0, timeLength)}${place}${id.slice(timeLength + seqLength)}`
}
