import { accessToken } from './access-token.ts'
import { markOf, setMark } from './marks.ts'
import type { Outputs } from './outputs.ts'
import type { DemoRole } from './people.ts'
import { places } from './places.ts'
import { Trouble } from './trouble.ts'

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
  for (const [at, { by, ticket }] of tickets.entries()) await open(outputs, by, ticket, `demonstration-${at + 1}`)
  await setMark(outputs.endpoint, outputs.tableName, 'TICKETS', new Date().toISOString())
  return tickets.length
}

async function open(outputs: Outputs, by: DemoRole, ticket: object, key: string): Promise<void> {
  const answer = await fetch(`${outputs.apiUrl}/api/v1/service-desk/tickets`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${await accessToken(outputs, by)}`,
      'content-type': 'application/json',
      'idempotency-key': key,
    },
    body: JSON.stringify(ticket),
  })
  if (answer.status === 201) return
  throw new Trouble(
    `Opening a demonstration ticket was answered ${answer.status}: ${(await answer.text()).slice(0, 300)}`,
    `Look into ${places.log}, fix the function, then run this again.`,
  )
}
