import type { DayPlan } from '../../day-plan.ts'
import type * as operations from '../../operations/days.ts'
import type { Examples } from './example.ts'
import { customer, opened, technician } from './story.ts'

const date = '2026-11-24'
const at = (time: string) => `${date}T${time}:00.000Z`
const home = { latitude: 51.5072, longitude: -0.1276 }
const [harbour, mill] = [
  { latitude: 51.59, longitude: -0.13 },
  { latitude: 51.66, longitude: -0.05 },
]
const route = (from: typeof home, to: typeof home) =>
  `https://www.openstreetmap.org/directions?engine=fossgis_osrm_car&route=${from.latitude}%2C${from.longitude}%3B${to.latitude}%2C${to.longitude}`
const first = {
  visit: 'vis_01JD0000000000000000V1S1T1',
  ticket: opened.number,
  title: opened.title,
  customer,
  customerName: 'Harbour Foods',
  site: 'sit_01JD00000000000000000S1TE1',
  siteName: 'Main plant',
  address: { line1: '1 Harbour Street', city: 'Northport', postalCode: 'NP1 2AB', country: 'GB' },
  coordinates: harbour,
  map: { geo: 'geo:51.59,-0.13', directions: route(home, harbour) },
  status: 'planned',
  from: at('09:00'),
  until: at('10:30'),
  confirmedAt: '2026-11-21T11:00:00.000Z',
  work: 'Measure all rooms on floor 2',
  travel: { km: 9.2, minutes: 12 },
  leaveAt: at('08:48'),
} as const
const second = {
  visit: 'vis_01JD0000000000000000V1S1T2',
  ticket: 'TKT000124',
  title: 'Two telephones are dead',
  coordinates: mill,
  map: { geo: 'geo:51.66,-0.05', directions: route(harbour, mill) },
  status: 'planned',
  from: at('14:00'),
  until: at('15:00'),
  travel: { km: 9.5, minutes: 12 },
  leaveAt: at('13:48'),
  gapMinutes: 198,
} as const
const totals = { visits: 2, workMinutes: 150, travelMinutes: 46, km: 36.4, gapMinutes: 198, lateMinutes: 0 }
const plan: DayPlan = {
  technician,
  name: 'Technician',
  date,
  timeZone: 'Europe/London',
  hours: [{ from: at('08:00'), until: at('17:00') }],
  homeBase: { coordinates: home },
  travelBy: { by: 'straight-line', speedKmh: 50 },
  visits: [first, second],
  back: { km: 17.7, minutes: 22 },
  totals,
}
const plain = `Technician: Tuesday 24 November 2026 (Europe/London)
At work 08:00–17:00.
2 visits, 2 h 30 min with customers; 36.4 km, 46 min on the way; 3 h 18 min
   free between.
Ways are reckoned as the crow flies at 50 km/h.

1. 09:00–10:30 TKT000123 The label printer on floor 2 is offline (confirmed)
   Leave at 08:48: 9.2 km, 12 min.
   Harbour Foods, Main plant
   1 Harbour Street, NP1 2AB Northport, GB
   To do: Measure all rooms on floor 2
   ${first.map.directions}

2. 14:00–15:00 TKT000124 Two telephones are dead
   Leave at 13:48: 9.5 km, 12 min.
   Before it 3 h 18 min are free.
   ${second.map.directions}

Home: 17.7 km, 22 min.
`
const wrong = { path: 'date', message: 'is not a date', expected: 'a date' }

export const examples: Examples<typeof operations> = {
  getTechnicianDay: { query: { date, format: 'json' }, wrong, answer: plan, plain },
  optimiseTechnicianDay: {
    query: { date },
    body: { apply: false, moveConfirmed: false },
    wrong,
    answer: {
      technician,
      date,
      applied: false,
      exact: true,
      booked: { ...totals, travelMinutes: 71, km: 56.8 },
      better: totals,
      saves: { travelMinutes: 25, km: 20.4, lateMinutes: 0 },
      moves: [{ visit: second.visit, from: at('08:00'), to: at('14:00'), confirmed: false }],
      kept: [{ visit: first.visit, because: 'confirmed' }],
      late: [],
      plan,
    },
    conflict: {
      detail: 'The visit of TKT000124 would come too near to another one of theirs: move that one by hand first.',
    },
  },
}
