import { type Caller, people } from '../../support/people.ts'
import { type OperationName, operationCalled } from '../support/gateway.ts'
import { allowed } from './allowed.ts'

export const everybody = Object.keys(people) as Caller[]
const desks: Caller[] = ['agent', 'supervisor', 'manager', 'admin']
export const technicians: Caller[] = ['technician', 'teammate', 'otherTechnician']
const staff = [...desks, ...technicians]

/** Whose the things are: the bakery's are with the north, the foundry's with the south. */
export const sides = ['bakerys', 'foundrys'] as const
export type Side = (typeof sides)[number]

/** What an operation is about, by the first parameter of its path. */
type Subject =
  | 'ticket'
  | 'customer'
  | 'whole customer'
  | 'contact'
  | 'own'
  | 'job'
  | 'colleague'
  | 'their work'
  | 'their figures'
  | 'subscription'
  | 'everybodys'

/** For whom the things of either customer exist, said independently of the code; what is said of its `own` is the agent's. */
export const sees: Record<Subject, Record<Side, Caller[]>> = {
  ticket: {
    bakerys: [...desks, 'technician', 'teammate', 'customer', 'customersManager', 'partner'],
    foundrys: [...desks, 'otherTechnician', 'otherCustomer'],
  },
  customer: {
    bakerys: [...staff, 'customer', 'colleague', 'customersManager'],
    foundrys: [...staff, 'otherCustomer'],
  },
  'whole customer': { bakerys: [...staff, 'customersManager'], foundrys: [...staff, 'otherCustomer'] },
  contact: { bakerys: [...staff, 'customersManager'], foundrys: [...staff, 'otherCustomer'] },
  own: { bakerys: ['agent'], foundrys: ['agent'] },
  job: { bakerys: ['agent', 'manager', 'admin'], foundrys: ['agent', 'manager', 'admin'] },
  colleague: { bakerys: staff, foundrys: staff },
  // Who is in no team of anybody's: those who send people out, and those above all teams.
  'their work': { bakerys: ['agent', 'manager', 'admin'], foundrys: ['agent', 'manager', 'admin'] },
  'their figures': { bakerys: ['manager', 'admin'], foundrys: ['manager', 'admin'] },
  subscription: { bakerys: ['partner', 'admin'], foundrys: ['admin'] },
  everybodys: { bakerys: everybody, foundrys: everybody },
}

/** Tickets in between: the house's, which no team has, and a colleague's, which somebody of another team works on. */
export const between = {
  houses: [...staff],
  colleagues: [...desks, 'customersManager', 'partner', 'colleague', 'otherTechnician', 'teammate'],
} as const satisfies Record<string, Caller[]>
export type Between = keyof typeof between

/** Every operation whose path names something belongs to one of these: a new sort of path is noticed. */
const subjects: [RegExp, Subject][] = [
  [/^\/(tickets|sla-tracking|sla-breaches)\/\{/, 'ticket'],
  [/^\/visits\/\{/, 'ticket'],
  [/^\/(technicians|teams)\/\{id\}\/(desk|day)/, 'their work'],
  [/^\/(technicians|teams)\/\{id\}\/metrics/, 'their figures'],
  [/^\/(technicians|teams|on-call|shifts|calendar-feeds)\/\{/, 'colleague'],
  [/^\/customers\/\{id\}\/contracts/, 'whole customer'],
  [/^\/customers\/\{/, 'customer'],
  [/^\/contacts\/\{/, 'contact'],
  [/^\/(macros|views)\/\{/, 'own'],
  [/^\/(subscriptions|partner-clients)\/\{/, 'subscription'],
  [/^\/jobs\/\{/, 'job'],
  // Whoever asks for their own as `me` has some; of others: preferences.test.ts.
  [/^\/people\/\{/, 'everybodys'],
  [/^\/(triage-rules|assignment-rules|calendars|sla-policies|queues|suppressions)\/\{/, 'everybodys'],
]

/** Throws where nobody has said for whom it is. */
export function subjectOf(name: OperationName): Subject {
  const { path } = operationCalled(name)
  const found = subjects.find(([pattern]) => pattern.test(path))
  if (!found) throw new Error(`Nobody has said for whom ${path} is`)
  return found[1]
}

/** Throws where nobody has said whose it is. */
export function mayCall(name: OperationName, as: Caller): boolean {
  const row = allowed[name]
  if (!row) throw new Error(`Nobody has said who may call ${name}`)
  const { role } = people[as]
  return row.roles !== 'public' && (role === 'partner' ? row.scope !== undefined : row.roles.includes(role))
}

/** An id of the same sort as another, that nobody has. */
export const nobodys = (id: string): string =>
  /^TKT/.test(id) ? id.replace(/^TKT\d+/, 'TKT999999') : `${id.slice(0, id.indexOf('_') + 1)}${'0'.repeat(22)}NNNE`
