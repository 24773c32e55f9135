import { asked } from './demonstration-calls.ts'
import { markOf, setMark } from './marks.ts'
import type { Outputs } from './outputs.ts'
import { customer, type DemoRole, team } from './people.ts'

interface Record {
  by: DemoRole
  path: string
  body: { name: string; [field: string]: unknown }
}

const year = new Date().getUTCFullYear()
const span = { startsOn: `${year}-01-01`, endsOn: `${year + 1}-12-31` }
const mail = (address: string) => [{ address, verified: true }]

/** What a customer has, beside its people: a place, a thing in it, and what was agreed. */
const belongings = (id: string) =>
  ({
    site: {
      by: 'agent',
      path: `/customers/${id}/sites`,
      body: {
        name: 'Head office',
        address: { line1: '1 Harbour Street', city: 'Northport', postalCode: 'NP1 2AB', country: 'GB' },
        coordinates: { latitude: 51.5072, longitude: -0.1276 },
        accessNotes: 'Report at the reception on floor 1.',
      },
    },
    product: (site: string): Record => ({
      by: 'agent',
      path: `/customers/${id}/products`,
      body: {
        name: 'Label printer, floor 2',
        manufacturer: 'Labelworks',
        model: 'LP-240',
        serialNumber: 'SN 4471-0099',
        site,
        warranty: span,
        criticality: 'high',
      },
    }),
    contract: {
      by: 'agent',
      path: `/customers/${id}/contracts`,
      body: {
        name: 'Maintenance',
        kind: 'amc',
        terms: 'Two visits a year; parts are included.',
        ...span,
        visitsPerYear: 2,
        coversAll: true,
      },
    },
  }) as const

const companies = [
  {
    name: 'Northside Bakery',
    tier: 'premium',
    domains: ['northside.example'],
    externalId: 'DEMO-1',
    language: 'en-GB',
  },
  {
    name: 'Harbour Museum',
    tier: 'vip',
    domains: ['museum.example'],
    externalId: 'DEMO-2',
    notes: 'Closed on Mondays',
  },
]
const contactsOf = (id: string, name: string, domain: string) => [
  {
    name: `Reception of ${name}`,
    customer: id,
    emails: mail(`reception@${domain}`),
    phones: [{ number: domain.startsWith('n') ? '+441632960031' : '+441632960041', verified: true }],
    wholeCustomer: true,
  },
  { name: `Building services of ${name}`, customer: id, emails: mail(`building@${domain}`), preferredChannel: 'phone' },
]

const ofTheDesk: readonly Record[] = [
  {
    by: 'manager',
    path: '/macros',
    body: {
      name: 'Thank you, we are on it',
      scope: 'shared',
      reply: { body: 'Hello {{customer.name|there}},\n\nthank you. {{ticket.number}} is with {{team.name|us}}.' },
    },
  },
  {
    by: 'manager',
    path: '/macros',
    body: {
      name: 'Ask for a picture, and wait',
      scope: 'shared',
      reply: { body: 'Hello {{customer.name|there}},\n\ncould you send us a picture of what it shows?' },
      actions: [{ do: 'pause', status: 'pending_customer', reason: 'Asked for a picture' }],
    },
  },
  {
    by: 'agent',
    path: '/macros',
    body: { name: 'Mine, and urgent', actions: [{ do: 'take' }, { do: 'set-priority', priority: 'urgent' }] },
  },
  {
    by: 'manager',
    path: '/triage-rules',
    body: {
      name: 'A till stands still',
      position: 50,
      conditions: { words: ['till', 'cash register'], tier: ['premium', 'vip'] },
      gives: { priority: 'high', category: 'hardware', tags: ['till'] },
    },
  },
  {
    by: 'agent',
    path: '/views',
    body: {
      name: 'Pressing',
      filter: { open: true, priority: ['urgent', 'high'] },
      sort: { by: 'due', order: 'asc' },
    },
  },
  {
    by: 'supervisor',
    path: '/views',
    body: {
      name: 'With nobody yet',
      team: team.id,
      filter: { open: true, assignee: 'none' },
      sort: { by: 'created', order: 'asc' },
    },
  },
]

const day = [{ from: '09:00', to: '18:00' }]
const officeHours: Record = {
  by: 'manager',
  path: '/calendars',
  body: {
    name: 'Office hours',
    timeZone: 'Europe/London',
    weekly: { mon: day, tue: day, wed: day, thu: day, fri: day, sat: [{ from: '10:00', to: '14:00' }] },
  },
}

/** Puts something into each list of the desk through the API, once in its life; the keys make a second try harmless. */
export async function makeDemonstrationRecords(outputs: Outputs): Promise<void> {
  if (await markOf(outputs.endpoint, outputs.tableName, 'RECORDS')) return
  const make = ({ by, path, body }: Record) => asked(outputs, by, path, body, `demonstration ${path} ${body.name}`)
  const made = companies.map(async (body) => {
    const { id } = await make({ by: 'agent', path: '/customers', body })
    const people = contactsOf(id, body.name, body.domains[0] as string)
    for (const contact of people) await make({ by: 'agent', path: '/contacts', body: contact })
    return id
  })
  const belong = async (id: string) => {
    const { site, product, contract } = belongings(id)
    await make(product((await make(site)).id))
    await make(contract)
  }
  const openAt = async () => {
    const { id } = await make(officeHours)
    await asked(
      outputs,
      'manager',
      `/calendars/${id}/import-holidays`,
      { country: 'GB', region: 'ENG' },
      `demonstration holidays ${id}`,
    )
    return id
  }
  const customers = [Promise.resolve(customer.id as string), ...made]
  await Promise.all([...customers.map((id) => id.then(belong)), ...ofTheDesk.map(make), openAt()])
  await setMark(outputs.endpoint, outputs.tableName, 'RECORDS', new Date().toISOString())
}
