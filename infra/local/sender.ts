import { AlreadyExistsException, CreateEmailIdentityCommand, SESv2Client } from '@aws-sdk/client-sesv2'
import { stages } from '../stages.ts'
import { clientFor } from './environment.ts'
import type { Outputs } from './outputs.ts'

/** Verifies the domain that the desk writes from, as its owner does on AWS by DNS: the emulator takes no other's mail. */
export async function ensureSender({ endpoint }: Outputs): Promise<void> {
  const domain = stages.local.mailFrom.split('@')[1]
  try {
    await new SESv2Client(clientFor(endpoint)).send(new CreateEmailIdentityCommand({ EmailIdentity: domain }))
  } catch (error) {
    if (!(error instanceof AlreadyExistsException)) throw error
  }
}
