import type * as operations from '../../operations/settings.ts'
import { Settings } from '../../settings.ts'
import { priorities } from '../../ticket.ts'
import type { TriageRule } from '../../triage.ts'
import { type Examples, noParameter } from './example.ts'
import { customer, team } from './story.ts'

const settings = {
  ...Settings.parse({
    defaultTeam: team,
    timeZone: 'Europe/London',
    categories: { hardware: ['printer', 'laptop'], software: [], network: ['wifi'], other: [] },
    customFields: { floor: { label: 'Floor', type: 'number', customers: 'set' } },
    brands: { repairs: { name: 'Repair shop', number: { prefix: 'CWS', width: 3, year: true } } },
  }),
  version: 4,
  createdAt: '2026-11-01T09:00:00.000Z',
  updatedAt: '2026-11-21T09:00:00.000Z',
}

const rule: TriageRule = {
  id: 'tri_01JD00000000000000000TRG01',
  name: 'Power is out at a premium customer',
  position: 10,
  enabled: true,
  conditions: { words: ['no power', 'blackout'], tier: ['premium', 'vip'] },
  gives: { priority: 'urgent', tags: ['power'] },
  version: 1,
  createdAt: '2026-11-21T09:00:00.000Z',
  updatedAt: '2026-11-21T09:00:00.000Z',
}
const { id: _, version: __, createdAt: ___, updatedAt: ____, ...given } = rule
const wrongPriority = {
  path: 'gives.priority',
  message: 'is not one of the values that exist',
  expected: priorities.join(', '),
}

const noObject = { path: '', message: 'must be an object', expected: 'an object' }

export const examples: Examples<typeof operations> = {
  getSettings: { query: { brand: 'repairs' }, wrong: { ...noParameter, expected: 'one of: brand' }, answer: settings },
  changeSettings: {
    body: { autoCloseAfter: 'P5D', customFields: { floor: { required: true } } },
    wrong: noObject,
    answer: { ...settings, autoCloseAfter: 'P5D', version: 5 },
  },
  listTriageRules: { wrong: noParameter, answer: { items: [rule] } },
  createTriageRule: {
    body: given,
    wrong: wrongPriority,
    answer: rule,
    conflict: { detail: 'There are 100 rules already: take one away first.' },
  },
  previewTriage: {
    body: { title: 'No power on floor 2', channel: 'phone', customer },
    wrong: { path: 'title', message: 'is required', expected: 'a string' },
    answer: {
      priority: 'urgent',
      tags: ['power'],
      because: [
        {
          rule: rule.id,
          name: rule.name,
          gave: ['priority', 'tags'],
          explanation: "urgent, power: 'no power' + customer tier premium",
        },
      ],
    },
  },
  getTriageRule: { wrong: noParameter, answer: rule },
  changeTriageRule: { body: { enabled: false }, wrong: noObject, answer: { ...rule, enabled: false, version: 2 } },
  deleteTriageRule: {
    wrong: noParameter,
    conflict: { detail: 'The desk came with this rule: turn it off instead (`enabled`).' },
  },
}
