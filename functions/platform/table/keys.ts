/** How many shards spread a key that every ticket is written under (docs/architecture.md, "The table"). */
export const shards = 4

/** The shard of a ticket: a small hash (FNV-1a) of its number. */
export function shardOf(text: string): number {
  let hash = 0x811c9dc5
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193)
  return (hash >>> 0) % shards
}

export const everyShard = (prefix: string): string[] =>
  Array.from({ length: shards }, (_, shard) => `${prefix}#${shard}`)

/** The primary keys of everything that lies in the table. */
export const keys = {
  ticket: (number: string) => ({ pk: `TICKET#${number}`, sk: 'TICKET' }),
  body: (number: string) => ({ pk: `TICKET#${number}`, sk: 'BODY' }),
  endedClock: (number: string, clock: string, cycle: number) => ({
    pk: `TICKET#${number}`,
    sk: `CLOCK#${clock}#${cycle}`,
  }),
  comment: (number: string, id: string) => ({ pk: `TICKET#${number}`, sk: `COMMENT#${id}` }),
  commentVersion: (number: string, id: string, version: number) => ({
    pk: `TICKET#${number}`,
    sk: `COMMENT-VERSION#${id}#${String(version).padStart(4, '0')}`,
  }),
  call: (number: string, id: string) => ({ pk: `TICKET#${number}`, sk: `CALL#${id}` }),
  timeEntry: (number: string, id: string) => ({ pk: `TICKET#${number}`, sk: `TIME#${id}` }),
  presence: (number: string, person: string) => ({ pk: `PRESENCE#${number}`, sk: person }),
  attachment: (number: string, id: string) => ({ pk: `TICKET#${number}`, sk: `ATTACHMENT#${id}` }),
  uploads: (number: string) => ({ pk: `TICKET#${number}`, sk: 'UPLOADS' }),
  routing: (number: string) => ({ pk: `TICKET#${number}`, sk: 'ROUTING' }),
  routed: (number: string, seq: number) => ({ pk: `TICKET#${number}`, sk: `ROUTED#${String(seq).padStart(8, '0')}` }),
  counted: (number: string) => ({ pk: `TICKET#${number}`, sk: 'COUNTED' }),
  countedWork: (number: string, part: number) => ({
    pk: `TICKET#${number}`,
    sk: `COUNTED#WORK#${String(part).padStart(3, '0')}`,
  }),
  visit: (number: string, id: string) => ({ pk: `TICKET#${number}`, sk: `VISIT#${id}` }),
  visitPlace: (id: string) => ({ pk: `VISIT#${id}`, sk: 'VISIT' }),
  dayBook: (date: string, technician: string) => ({ pk: `VISITS#${date}`, sk: technician }),
  followUp: (number: string, id: string) => ({ pk: `TICKET#${number}`, sk: `FOLLOW-UP#${id}` }),
  event: (pk: string, seq: number) => ({ pk, sk: eventKey(seq) }),
  request: (principal: string, key: string) => ({ pk: `REQUEST#${principal}#${key}`, sk: 'REQUEST' }),
  claim: (claim: string) => ({ pk: `CLAIM#${claim}`, sk: 'CLAIM' }),
  statistics: (generation: number, place: string) => ({ pk: `STATISTICS#${generation}`, sk: place }),
  generations: { pk: 'STATISTICS', sk: 'GENERATIONS' },
  counter: (brand: string) => ({ pk: `NUMBER#${brand}`, sk: 'COUNTER' }),
  settings: (brand: string) => ({ pk: `SETTINGS#${brand}`, sk: 'SETTINGS' }),
  policy: (id: string) => ({ pk: 'SLA-POLICIES', sk: id }),
  policyVersion: (id: string, version: number) => ({ pk: `SLA-POLICY#${id}`, sk: versionKey(version) }),
  calendar: (id: string) => ({ pk: 'CALENDARS', sk: id }),
  calendarVersion: (id: string, version: number) => ({ pk: `CALENDAR#${id}`, sk: versionKey(version) }),
  account: (id: string) => ({ pk: `ACCOUNT#${id}`, sk: 'ACCOUNT' }),
  person: (id: string) => ({ pk: `PERSON#${id}`, sk: 'PERSON' }),
  preferences: (person: string) => ({ pk: `PREFERENCES#${person}`, sk: 'PREFERENCES' }),
  team: (id: string) => ({ pk: `TEAM#${id}`, sk: 'TEAM' }),
  listedTeam: (id: string) => ({ pk: 'TEAMS', sk: id }),
  load: (person: string) => ({ pk: 'LOADS', sk: person }),
  technician: (id: string) => ({ pk: 'TECHNICIANS', sk: id }),
  staffRevision: { pk: 'LOADS', sk: '#REVISION' },
  rotation: (id: string) => ({ pk: 'ROTATIONS', sk: id }),
  shift: (id: string) => ({ pk: `SHIFT#${id}`, sk: 'SHIFT' }),
  shiftBook: (week: string, technician: string) => ({ pk: `SHIFTS#${week}`, sk: technician }),
  feed: (hash: string) => ({ pk: `FEED#${hash}`, sk: 'FEED' }),
  feedOf: (technician: string) => ({ pk: 'FEEDS', sk: technician }),
  subscription: (id: string) => ({ pk: 'SUBSCRIPTIONS', sk: id }),
  subscriptionsRevision: { pk: 'SUBSCRIPTIONS#REVISION', sk: 'REVISION' },
  customer: (id: string) => ({ pk: `CUSTOMER#${id}`, sk: 'CUSTOMER' }),
  notice: (eventId: string, who: string) => ({ pk: `NOTICE#${eventId}`, sk: `NOTICE#${who}` }),
  mail: (number: string, id: string) => ({ pk: `TICKET#${number}`, sk: `MAIL#${id}` }),
  mailThread: (number: string) => ({ pk: `TICKET#${number}`, sk: 'MAIL-THREAD' }),
  message: (hash: string) => ({ pk: `MESSAGE#${hash}`, sk: 'MESSAGE' }),
  inbound: (objectKey: string) => ({ pk: `INBOUND#${objectKey}`, sk: 'INBOUND' }),
  correspondent: (address: string) => ({ pk: `CORRESPONDENT#${address}`, sk: 'CORRESPONDENT' }),
  survey: (number: string) => ({ pk: `TICKET#${number}`, sk: 'SURVEY' }),
  passage: (hash: string, minute: number) => ({ pk: `PASSAGE#${hash}`, sk: String(minute) }),
  delivery: (subscription: string, id: string) => ({ pk: `DELIVERIES#${subscription}`, sk: id }),
  deliveryOrder: (subscription: string, of: string) => ({ pk: `DELIVERY-ORDER#${subscription}`, sk: of }),
  receiver: (subscription: string) => ({ pk: `RECEIVER#${subscription}`, sk: 'RECEIVER' }),
  replay: (subscription: string, id: string) => ({ pk: `REPLAYS#${subscription}`, sk: id }),
  alarm: (name: string) => ({ pk: `ALARM#${name}`, sk: 'ALARM' }),
  partnerClient: (id: string) => ({ pk: 'PARTNER-CLIENTS', sk: id }),
  partnerGate: (id: string) => ({ pk: `PARTNER-CLIENT#${id}`, sk: 'DAY#NOW' }),
  partnerDay: (id: string, date: string) => ({ pk: `PARTNER-CLIENT#${id}`, sk: `DAY#${date}` }),
  searchUpkeep: () => ({ pk: 'SEARCH-UPKEEP', sk: 'SEARCH-UPKEEP' }),
  searchTail: (hour: string, place: string) => ({ pk: `SEARCH-TAIL#${hour}`, sk: place }),
} as const

/** An immutable version of a record, beside its history. */
const versionKey = (version: number): string => `VERSION#${String(version).padStart(6, '0')}`

/** Where open tickets lie that are at risk: the light is not green. */
export const lightKey = (light: string): string => `LIGHT#${light}`

/** The number of the ticket in whose partition an item lies. */
export const numberIn = ({ pk }: { pk?: unknown }): string => String(pk).slice('TICKET#'.length)

export const eventKey = (seq: number): string => `EVENT#${String(seq).padStart(8, '0')}`

/** The table's indexes (docs/architecture.md, "The table"). */
export const indexes = ['gsi1', 'gsi2', 'gsi3', 'gsi4', 'gsi5', 'gsi6', 'gsi7', 'gsi8'] as const
export type Index = (typeof indexes)[number]

/** The names and values of an item's keys and of what only the table's machinery needs. */
export const machinery = [
  'pk',
  'sk',
  ...indexes.flatMap((index) => [`${index}pk`, `${index}sk`]),
  'facets',
  'armed',
  'arming',
  'bodyVersion',
] as const
