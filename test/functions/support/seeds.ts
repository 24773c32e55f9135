import { customers, people, teams } from '../../support/people.ts'

/** What lies in the table of a desk before its first ticket. */
export const seeds = () => [
  ...Object.entries(people).flatMap(([name, { role, id, ...rest }]) => [
    { pk: `ACCOUNT#${name}`, sk: 'ACCOUNT', person: id, ...rest },
    { pk: `PERSON#${id}`, sk: 'PERSON', id, email: `${name}@desk.example`, role },
  ]),
  ...Object.entries(customers).map(([name, id]) => ({
    pk: `CUSTOMER#${id}`,
    sk: 'CUSTOMER',
    id,
    name,
    tier: 'standard',
  })),
  ...Object.entries(teams).map(([name, id]) => ({
    pk: `TEAM#${id}`,
    sk: 'TEAM',
    id,
    name,
    supervisor: people.supervisor.id,
    manager: people.manager.id,
  })),
  { pk: 'SETTINGS#main', sk: 'SETTINGS', defaultTeam: teams.north },
]
