import type { Product } from '../schemas/product.ts'
import type { TicketRepresentation } from '../schemas/ticket.ts'

/** Whether a product is in its warranty on a date; the days that are named belong to it. */
export function warrantyOn(warranty: Product['warranty'], on: string): NonNullable<TicketRepresentation['warranty']> {
  if (!warranty?.startsOn && !warranty?.endsOn) return 'unknown'
  const { startsOn = on, endsOn = on } = warranty
  return startsOn <= on && on <= endsOn ? 'in_warranty' : 'out_of_warranty'
}
