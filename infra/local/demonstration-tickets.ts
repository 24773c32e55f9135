import { asked } from './demonstration-calls.ts'
import { markOf, setMark } from './marks.ts'
import type { Outputs } from './outputs.ts'
import type { DemoRole } from './people.ts'

const tickets: readonly { by: DemoRole; ticket: Record<string, unknown> }[] = [
  {
    by: 'customer',
    ticket: {
      title: 'The label printer on floor 2 is offline',
      description: 'Since this morning. It was switched off and on again twice.',
      category: 'hardware',
    },
  },
  {
    by: 'customer',
    ticket: { title: 'May we have a second monitor for the reception?', type: 'service_request', category: 'hardware' },
  },
  {
    by: 'otherCustomer',
    ticket: { title: 'How do I share a calendar?', type: 'question', category: 'software' },
  },
  {
    by: 'agent',
    ticket: { title: 'Wireless is down in the warehouse', priority: 'high', category: 'network', channel: 'phone' },
  },
]

/** Opens a few tickets through the API, once in a desk's life; the keys make a second try after a failure harmless. */
export async function openDemonstrationTickets(outputs: Outputs): Promise<number> {
  if (await markOf(outputs.endpoint, outputs.tableName, 'TICKETS')) return 0
  for (const [at, { by, ticket }] of tickets.entries()) {
    await asked(outputs, by, '/tickets', ticket, `demonstration-${at + 1}`)
  }
  await setMark(outputs.endpoint, outputs.tableName, 'TICKETS', new Date().toISOString())
  return tickets.length
}
