import * as z from 'zod'
import { NewContact } from '../../schemas/contact.ts'
import { toE164 } from '../platform/phones.ts'

/** The phones of a contact, each as E.164, and each once. */
const phonesIn = (region: string | undefined) =>
  NewContact.shape.phones.unwrap().transform((given, context) => {
    const found = given.map(({ number, verified }, place) => {
      const known = toE164(number, region)
      if (known) return { number: known, verified }
      const expected = region ? `a number of ${region}, or one that begins with +` : 'a number that begins with +'
      const path = [place, 'number']
      context.addIssue({ code: 'custom', path, input: number, message: 'is no phone number', params: { expected } })
      return z.NEVER
    })
    return found.filter(({ number }, place) => found.findIndex((one) => one.number === number) === place)
  })

/** What staff give of a contact; phones as they are dialled in the region, if there is one. */
export const contactGiven = (region: string | undefined) => NewContact.extend({ phones: phonesIn(region).prefault([]) })

/** What contacts give of themselves. */
export const ownContactGiven = (region: string | undefined) =>
  contactGiven(region).pick({ language: true, preferredChannel: true, phones: true })
