import * as z from 'zod'
import { words } from './text.ts'

/** A ticket's number as somebody writes it: compared in upper case. One that cannot be a number is simply not there. */
export const GivenNumber = z.string().min(1).max(64).toUpperCase().meta({ example: 'TKT000120' })

export const Merge = z
  .strictObject({
    into: GivenNumber.meta({ description: 'The ticket that stays' }),
    reason: words(1000),
  })
  .meta({ id: 'Merge', example: { into: 'TKT000120', reason: 'The same printer, reported twice' } })
export type Merge = z.infer<typeof Merge>

/** What a ticket is called that is made of a comment. */
export const Split = z
  .strictObject({ title: words(200) })
  .meta({ id: 'Split', example: { title: 'The scanner on floor 3 is slow, too' } })
export type Split = z.infer<typeof Split>
