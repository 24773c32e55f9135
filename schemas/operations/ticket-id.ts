import * as z from 'zod'

/** Compared in upper case; one that cannot be a number is simply not there. */
export const TicketPathId = z.string().max(64).toUpperCase().meta({ example: 'TKT000123' })

export const TicketParams = z.strictObject({ id: TicketPathId })
