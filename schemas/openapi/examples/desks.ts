import type { DeskTicket } from '../../desks.ts'
import type * as operations from '../../operations/desks.ts'
import { type Examples, noParameter as wrong } from './example.ts'
import { opened, taken, team, technician } from './story.ts'

const at = '2026-11-21T10:20:00.000Z'
const running: DeskTicket['clocks'] = [
  {
    clock: 'response',
    cycle: 1,
    state: 'running',
    paused: false,
    light: 'green',
    target: 'PT1H',
    dueAt: '2026-11-21T11:00:00.000Z',
    warnsAt: '2026-11-21T10:48:00.000Z',
    elapsed: 'PT20M',
    remaining: 'PT40M',
  },
]
const theirs: DeskTicket = { ...taken, clocks: running }
const late: DeskTicket = {
  ...opened,
  number: 'TKT000119',
  title: 'The till does not open',
  priority: 'urgent',
  light: 'red',
  dueAt: '2026-11-21T10:05:00.000Z',
  createdAt: '2026-11-21T09:35:00.000Z',
  updatedAt: '2026-11-21T10:05:00.000Z',
  version: 3,
  clocks: [
    {
      clock: 'response',
      cycle: 1,
      state: 'breached',
      paused: false,
      light: 'red',
      target: 'PT30M',
      dueAt: '2026-11-21T10:05:00.000Z',
      warnsAt: '2026-11-21T09:59:00.000Z',
      elapsed: 'PT45M',
      remaining: '-PT15M',
    },
  ],
}
const presence = { at: 'work' } as const
const workload = { tickets: 1, points: 1, capacity: 10 }

export const examples: Examples<typeof operations> = {
  getTechnicianDesk: {
    wrong,
    answer: {
      at,
      technician,
      timeZone: 'Europe/London',
      status: 'available',
      presence,
      workload,
      counts: {
        open: 1,
        toAccept: 1,
        inProgress: 0,
        pendingCustomer: 0,
        pendingParts: 0,
        reopened: 0,
        dueToday: 1,
        overdue: 0,
      },
      lanes: {
        toAccept: [taken.number],
        inProgress: [],
        pendingCustomer: [],
        pendingParts: [],
        reopened: [],
        dueToday: [taken.number],
        overdue: [],
      },
      tickets: [theirs],
      nextVisit: {
        id: 'vis_01JD0000000000000000V1S1T1',
        ticket: taken.number,
        status: 'planned',
        from: '2026-11-21T13:00:00.000Z',
        until: '2026-11-21T14:00:00.000Z',
        travelMinutes: 25,
        work: 'Replace the network cable',
      },
    },
  },
  getTeamDesk: {
    wrong,
    answer: {
      at,
      team,
      name: 'Network',
      people: [
        {
          technician,
          name: 'Technician',
          status: 'available',
          presence,
          workload,
          here: 1,
          light: { yellow: 0, red: 0 },
        },
      ],
      absentToday: [
        {
          technician: 'per_01JD0000000000000000TECHN2',
          name: 'Second technician',
          from: '2026-11-21T00:00:00.000Z',
          until: '2026-11-23T00:00:00.000Z',
        },
      ],
      onCall: [
        {
          rotation: 'rot_01JD0000000000000000R0TA01',
          name: 'Network, nights and weekends',
          person: technician,
          until: '2026-11-23T09:00:00.000Z',
        },
      ],
      counts: { open: 2, unassigned: 1, atRisk: 0, breached: 1, paused: 0 },
      unassigned: [late],
      atRisk: [],
      breached: [late],
    },
  },
}
