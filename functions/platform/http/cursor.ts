import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto'
import { invalid } from '../../../domain/refusal.ts'
import { environment } from '../environment.ts'

const cipher = 'aes-256-gcm'
const ivBytes = 12
const tagBytes = 16

const key = () => createHash('sha256').update(environment('CURSOR_KEY')).digest()

/**
 * A place in a list, sealed: where a filter has passed over tickets, the place may be that of one the caller may not
 * see. `owner` (the list and the caller) must be the same when it is opened.
 */
export function sealCursor(place: string, owner: string): string {
  const iv = randomBytes(ivBytes)
  const seal = createCipheriv(cipher, key(), iv, { authTagLength: tagBytes }).setAAD(Buffer.from(owner))
  const sealed = Buffer.concat([seal.update(place, 'utf8'), seal.final()])
  return Buffer.concat([iv, seal.getAuthTag(), sealed]).toString('base64url')
}

/** The place that a cursor stands for. Refuses what was not sealed here for this owner. */
export function openCursor(cursor: string, owner: string): string {
  const bytes = Buffer.from(cursor, 'base64url')
  try {
    const iv = bytes.subarray(0, ivBytes)
    const seal = createDecipheriv(cipher, key(), iv, { authTagLength: tagBytes }).setAAD(Buffer.from(owner))
    seal.setAuthTag(bytes.subarray(ivBytes, ivBytes + tagBytes))
    return seal.update(bytes.subarray(ivBytes + tagBytes)).toString() + seal.final().toString()
  } catch {
    throw invalid('cursor', 'is not a cursor of this list', 'the `next` of the page before')
  }
}
