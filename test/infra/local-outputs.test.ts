import { describe, expect, it } from 'vitest'
import { atPort } from '../../infra/local/moved-port.ts'
import { outputsFrom } from '../../infra/local/outputs.ts'
import { customer, type DemoRole, demoRoles, otherCustomer, partner, people, team } from '../../infra/local/people.ts'
import { staffRecords, teamsOfDesk } from '../../infra/local/staff.ts'
import { CustomerId, PersonId } from '../../schemas/actor.ts'
import { TicketsCustomer } from '../../schemas/customer.ts'
import { Account, Person, Team } from '../../schemas/people.ts'
import { Team as TeamRecord } from '../../schemas/team.ts'
import { KeptTechnician } from '../../schemas/technician.ts'

const stackOutputs = {
  ApiUrl: 'http://localhost:4580/_aws/execute-api/abc123/',
  UserPoolId: 'us-east-1_pool',
  WebClientId: 'web',
  PartnerClientId: 'partner',
  TableName: 'table',
  BusName: 'bus',
  StateMachineArn: 'arn:machine',
  InboundBucketName: 'inbound',
  ArchiveBucketName: 'archive',
  WebhookSecretArn: 'secret',
  TimersQueueUrl: 'http://localhost:4580/000000000000/timers',
  ParkingQueueUrl: 'http://localhost:4580/000000000000/parking',
  EventLogQueueUrl: 'http://localhost:4580/000000000000/event-log',
}
const passwords = Object.fromEntries(demoRoles.map((role) => [role, `secret of ${role}`])) as Record<DemoRole, string>
const office = { smtpPort: 4525, outboxPort: 4581 }

describe('outputs.json', () => {
  it('says what a program needs, the API without a slash at its end', () => {
    expect(outputsFrom(stackOutputs, 'http://127.0.0.1:4580', passwords, office)).toEqual({
      apiUrl: 'http://localhost:4580/_aws/execute-api/abc123',
      endpoint: 'http://127.0.0.1:4580',
      region: 'us-east-1',
      userPoolId: 'us-east-1_pool',
      clientId: 'web',
      partnerClientId: 'partner',
      tableName: 'table',
      busName: 'bus',
      stateMachineArn: 'arn:machine',
      inboundBucket: 'inbound',
      archiveBucket: 'archive',
      webhookSecretArn: 'secret',
      timersQueueUrl: stackOutputs.TimersQueueUrl,
      parkingQueueUrl: stackOutputs.ParkingQueueUrl,
      eventLogQueueUrl: stackOutputs.EventLogQueueUrl,
      smtpPort: 4525,
      outboxUrl: 'http://localhost:4581',
      accounts: Object.fromEntries(
        demoRoles.map((role) => [
          role,
          { id: people[role].id, email: people[role].email, password: `secret of ${role}` },
        ]),
      ),
    })
  })

  it('names what a stack has forgotten to give', () => {
    const { ParkingQueueUrl: _, ...rest } = stackOutputs
    expect(() => outputsFrom(rest, 'http://127.0.0.1:4580', passwords, office)).toThrow(
      'The stacks do not give ParkingQueueUrl.',
    )
  })

  it('has an account for each role of the demonstration', () => {
    expect(demoRoles).toEqual([
      ...['customer', 'otherCustomer', 'technician'],
      ...['networkTechnician', 'secondNetworkTechnician', 'seniorTechnician'],
      ...['agent', 'supervisor', 'manager', 'admin'],
    ])
  })
})

describe('the demonstration people', () => {
  it.each(demoRoles)('%s is a person and an account as the desk reads them', (role) => {
    const { id, email, group, account } = people[role]
    expect(Person.parse({ id, email, role: group })).toEqual({ id, email, role: group })
    expect(Account.parse({ person: id, ...account })).toEqual({ person: id, ...account })
  })

  it('belong to customers and a team as the desk reads them', () => {
    expect(TicketsCustomer.parse(customer)).toEqual(customer)
    expect(TicketsCustomer.parse(otherCustomer)).toEqual(otherCustomer)
    expect(Team.parse(team)).toEqual(team)
    expect(PersonId.parse(partner.id)).toBe(partner.id)
    expect(CustomerId.parse(partner.account.customer)).toBe(customer.id)
  })

  it('are records, where they work here, in teams that are there', () => {
    expect(staffRecords.map(({ as }) => as)).toEqual(demoRoles.filter((role) => people[role].group !== 'customer'))
    const known = teamsOfDesk.map((one) => TeamRecord.parse(one).id)
    for (const { as: _, ...somebody } of staffRecords) {
      expect(KeptTechnician.parse(somebody)).toEqual(somebody)
      expect(known).toEqual(expect.arrayContaining(somebody.teams))
    }
  })

  it('are different people', () => {
    expect(new Set(demoRoles.map((role) => people[role].id)).size).toBe(demoRoles.length)
    expect(new Set(demoRoles.map((role) => people[role].email)).size).toBe(demoRoles.length)
  })
})

describe('an address of the emulator', () => {
  it('follows it to another port', () => {
    expect(atPort('http://localhost:4580/000000000000/timers', 4600)).toBe('http://localhost:4600/000000000000/timers')
    expect(atPort('http://127.0.0.1:4580', 4600)).toBe('http://127.0.0.1:4600')
  })

  it('is told from what only looks like one', () => {
    for (const text of ['https://desk.example:4580/', 'see http://localhost:4580/', 'table', 'http://localhost:45/x']) {
      expect(atPort(text, 45)).toBe(text)
    }
  })
})
