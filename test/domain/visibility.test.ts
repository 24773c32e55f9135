import { describe, expect, it } from 'vitest'
import { maySee } from '../../domain/visibility.ts'
import type { Actor } from '../../schemas/actor.ts'
import { actors, customers, teams } from '../support/people.ts'

const { customer, partner, technician, teammate } = actors
const colleague: Actor = { ...customer, id: 'per_colleague' }
const ofTheHouse = { customer: customers.bakery, requester: customer.id }
const strangers = { customer: customers.foundry, requester: 'per_stranger' }

describe('a customer or partner sees', () => {
  it.each<[string, boolean, Actor, object]>([
    ['the ticket they opened', true, customer, {}],
    ['their ticket, whomever it is with', true, customer, { assignee: technician.id, team: teams.south }],
    ['no ticket of a colleague', false, colleague, {}],
    [
      'a colleague’s ticket, if they are marked for their whole company',
      true,
      { ...colleague, wholeCustomer: true },
      {},
    ],
    ['no ticket of another company, marked or not', false, { ...colleague, wholeCustomer: true }, strangers],
    ['no ticket of the house itself', false, { ...colleague, wholeCustomer: true }, { customer: undefined }],
    [
      'nothing of nobody’s company, without a company',
      false,
      { id: 'x', role: 'customer', wholeCustomer: true },
      { customer: undefined },
    ],
    ['what their machine opened', true, partner, { requester: partner.id }],
    ['nothing else of its company, as a machine', false, partner, {}],
    ['all of its company, as a machine marked so', true, { ...partner, wholeCustomer: true }, {}],
    ['nothing by the team it is with', false, { ...colleague, teams: [teams.north] }, { team: teams.north }],
  ])('%s', (_, sees, actor, more) => {
    expect(maySee(actor, { ...ofTheHouse, ...more })).toBe(sees)
  })
})

describe('a technician sees', () => {
  const [north, south] = [teams.north, teams.south]
  it.each<[string, boolean, object]>([
    ['their own, though it is with another team', true, { assignee: technician.id, team: south }],
    ['their team’s, nobody’s yet', true, { team: north }],
    ['their team’s, a colleague’s', true, { team: north, assignee: teammate.id }],
    ['what is with no team and nobody', true, {}],
    ['nothing of another team', false, { team: south }],
    ['nothing of a colleague’s without a team', false, { assignee: teammate.id }],
  ])('%s', (_, sees, more) => {
    expect(maySee(technician, { ...ofTheHouse, ...more })).toBe(sees)
  })

  it('of no team sees nothing that is with one', () => {
    expect(maySee({ id: 'x', role: 'technician' }, { ...ofTheHouse, team: north })).toBe(false)
  })
})

describe('everybody else of the desk sees every ticket', () => {
  it.each(['agent', 'supervisor', 'manager', 'admin', 'system'] as const)('%s', (who) => {
    expect(maySee(actors[who], { ...strangers, team: teams.south, assignee: teammate.id })).toBe(true)
  })
})
