import { GetSecretValueCommand, ResourceNotFoundException, SecretsManagerClient } from '@aws-sdk/client-secrets-manager'
import { cache } from './cache.ts'
import { environment } from './environment.ts'
import { patience } from './patience.ts'

const manager = new SecretsManagerClient({ requestHandler: patience })

async function read(SecretId: string, VersionStage: 'AWSCURRENT' | 'AWSPREVIOUS'): Promise<string[]> {
  const { SecretString } = await manager.send(new GetSecretValueCommand({ SecretId, VersionStage }))
  return SecretString ? [SecretString] : []
}

const secrets = cache(async (name) => {
  const id = environment(name)
  const previous = read(id, 'AWSPREVIOUS').catch((fault) => {
    if (fault instanceof ResourceNotFoundException) return []
    throw fault
  })
  return (await Promise.all([read(id, 'AWSCURRENT'), previous])).flat()
})

/**
 * The versions of a secret whose ARN is in an environment variable, newest first: what holds now, and what held before it
 * was rotated, for as long as others may still have that one.
 */
export const secretVersions = (variable: string): Promise<string[]> => secrets.get(variable)
