import type * as operations from '../../operations/finding.ts'
import { priorities, statuses } from '../../ticket.ts'
import type { View } from '../../view.ts'
import { cursor, type Examples, noParameter } from './example.ts'
import { customer, opened, taken, team, technician } from './story.ts'

const view: View = {
  id: 'viw_01JD0000000000000000V1EW01',
  name: 'Urgent and unanswered',
  filter: { open: true, priority: ['urgent'] },
  sort: { by: 'due', order: 'asc' },
  columns: ['number', 'title', 'assignee', 'dueAt'],
  team,
  owner: 'per_01JD0000000000000000SPVSR1',
  version: 1,
  createdAt: '2026-11-21T09:00:00.000Z',
  updatedAt: '2026-11-21T09:00:00.000Z',
}
const wrongLimit = { path: 'limit', message: 'is too much', expected: 'at most 100' }
const paging = { limit: 25, cursor }

export const examples: Examples<typeof operations> = {
  listTickets: {
    query: {
      ...paging,
      status: ['assigned', 'in_progress'],
      open: 'true',
      priority: ['high'],
      type: ['issue'],
      category: ['hardware'],
      channel: ['portal'],
      light: ['yellow', 'red'],
      brand: ['main'],
      team: [team],
      tag: ['printer'],
      assignee: technician,
      customer,
      site: 'sit_01JD0000000000000000S1TE01',
      product: 'prd_01JD0000000000000000PRDCT1',
      serial: 'SN 4471-0099',
      createdFrom: '2026-11-01T00:00:00.000Z',
      createdTo: '2026-12-01T00:00:00.000Z',
      updatedFrom: '2026-11-21T00:00:00.000Z',
      updatedTo: '2026-11-22T00:00:00.000Z',
      dueFrom: '2026-11-21T00:00:00.000Z',
      dueTo: '2026-11-22T00:00:00.000Z',
      archived: 'false',
      q: 'printer offline',
      sort: 'created',
      order: 'desc',
    },
    wrong: { path: 'status.0', message: 'is not one of the values that exist', expected: statuses.join(', ') },
    answer: { items: [taken], next: cursor },
  },
  search: {
    query: { q: 'label printer', limit: 25, cursor, archived: 'true' },
    wrong: { path: 'q', message: 'is required', expected: 'a string' },
    answer: {
      items: [
        {
          ticket: taken,
          highlights: [{ in: 'title', html: 'The <mark>label</mark> <mark>printer</mark> on floor 2 is offline' }],
        },
      ],
      next: cursor,
    },
  },
  listQueues: {
    wrong: noParameter,
    answer: {
      items: [
        {
          queue: 'unassigned',
          filter: { open: true, assignee: 'none' },
          sort: { by: 'created', order: 'asc' },
          count: 12,
          more: false,
        },
      ],
    },
  },
  listQueueTickets: { query: paging, wrong: wrongLimit, answer: { items: [opened], next: cursor } },
  listViews: {
    query: { counts: 'true' },
    wrong: { path: 'counts', message: 'is not one of the values that exist', expected: 'true, false' },
    answer: { items: [{ ...view, count: 7, more: false }] },
  },
  createView: {
    body: { name: view.name, filter: view.filter, sort: view.sort, columns: view.columns, team },
    wrong: {
      path: 'filter.priority.0',
      message: 'is not one of the values that exist',
      expected: priorities.join(', '),
    },
    answer: view,
    conflict: { detail: 'There are 100 views already: take one away first.' },
  },
  getView: { wrong: noParameter, answer: view },
  updateView: {
    body: { name: 'Urgent', filter: { open: null } },
    wrong: { path: 'name', message: 'is too much', expected: 'at most 80 characters' },
    answer: { ...view, name: 'Urgent', filter: { priority: ['urgent'] }, version: 2 },
  },
  deleteView: { wrong: noParameter },
  listViewTickets: { query: paging, wrong: wrongLimit, answer: { items: [opened], next: cursor } },
}
