import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { region } from './environment.ts'
import type { Office } from './mail/process.ts'
import { type DemoRole, demoRoles, people } from './people.ts'
import { home, places } from './places.ts'
import { Trouble } from './trouble.ts'

/** `.local/outputs.json`: what a program needs to know of the running desk. */
export interface Outputs {
  apiUrl: string
  endpoint: string
  region: string
  userPoolId: string
  clientId: string
  partnerClientId: string
  tableName: string
  busName: string
  stateMachineArn: string
  inboundBucket: string
  archiveBucket: string
  webhookSecretArn: string
  timersQueueUrl: string
  parkingQueueUrl: string
  eventLogQueueUrl: string
  /** Where the desk takes mail in. */
  smtpPort: number
  /** Where the mails that it sent are read. */
  outboxUrl: string
  accounts: Record<DemoRole, { id: string; email: string; password: string }>
}

const keys = {
  apiUrl: 'ApiUrl',
  userPoolId: 'UserPoolId',
  clientId: 'WebClientId',
  partnerClientId: 'PartnerClientId',
  tableName: 'TableName',
  busName: 'BusName',
  stateMachineArn: 'StateMachineArn',
  inboundBucket: 'InboundBucketName',
  archiveBucket: 'ArchiveBucketName',
  webhookSecretArn: 'WebhookSecretArn',
  timersQueueUrl: 'TimersQueueUrl',
  parkingQueueUrl: 'ParkingQueueUrl',
  eventLogQueueUrl: 'EventLogQueueUrl',
} as const

/** From the stacks' outputs. */
export function outputsFrom(
  stackOutputs: Record<string, string>,
  endpoint: string,
  passwords: Record<DemoRole, string>,
  office: Pick<Office, 'smtpPort' | 'outboxPort'>,
): Outputs {
  const missing = Object.values(keys).filter((key) => !stackOutputs[key])
  if (missing.length > 0) {
    throw new Trouble(
      `The stacks do not give ${missing.join(', ')}.`,
      'Add the outputs in infra/stacks, then run this again.',
    )
  }
  const named = Object.fromEntries(Object.entries(keys).map(([name, key]) => [name, stackOutputs[key]]))
  const accounts = Object.fromEntries(
    demoRoles.map((role) => [role, { id: people[role].id, email: people[role].email, password: passwords[role] }]),
  )
  const mail = { smtpPort: office.smtpPort, outboxUrl: `http://localhost:${office.outboxPort}` }
  return { ...named, apiUrl: stackOutputs.ApiUrl?.replace(/\/$/, ''), endpoint, region, ...mail, accounts } as Outputs
}

export function writeOutputs(outputs: Outputs): void {
  mkdirSync(home, { recursive: true })
  const fresh = `${places.outputs}.${process.pid}`
  // It holds the demonstration passwords.
  writeFileSync(fresh, `${JSON.stringify(outputs, null, 2)}\n`, { mode: 0o600 })
  renameSync(fresh, places.outputs)
}

export function readOutputs(): Outputs {
  if (!existsSync(places.outputs)) throw new Trouble('There is no desk here yet.', 'Start one with `npm start`.')
  return JSON.parse(readFileSync(places.outputs, 'utf8'))
}
