import { secretVersions } from '../platform/secrets.ts'

/** What webhooks are signed with: the secret, and the one before it while receivers change to the new one. */
export const signingSecrets = (): Promise<string[]> => secretVersions('WEBHOOK_SECRET_ARN')
