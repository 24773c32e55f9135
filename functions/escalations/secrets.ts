import { GetSecretValueCommand, ResourceNotFoundException, SecretsManagerClient } from '@aws-sdk/client-secrets-manager'
import { cache } from '../platform/cache.ts'
import { environment } from '../platform/environment.ts'
import { patience } from '../platform/patience.ts'

const manager = new SecretsManagerClient({ requestHandler: patience })

async function read(VersionStage: 'AWSCURRENT' | 'AWSPREVIOUS'): Promise<string[]> {
  const SecretId = environment('WEBHOOK_SECRET_ARN')
  const { SecretString } = await manager.send(new GetSecretValueCommand({ SecretId, VersionStage }))
  return SecretString ? [SecretString] : []
}

const secrets = cache(async () => {
  const previous = read('AWSPREVIOUS').catch((fault) => {
    if (fault instanceof ResourceNotFoundException) return []
    throw fault
  })
  return (await Promise.all([read('AWSCURRENT'), previous])).flat()
})

/** What webhooks are signed with: the secret, and the one before it while receivers change to the new one. */
export const signingSecrets = (): Promise<string[]> => secrets.get()
