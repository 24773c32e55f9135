import { secretVersions } from '../secrets.ts'
import type { Secrets } from './tokens.ts'

/** What the hashes in addresses, Message-IDs and links are made with: the secret, and the one before it for what is out there. */
export async function mailSecrets(): Promise<Secrets> {
  const [newest, ...former] = await secretVersions('MAIL_SECRET_ARN')
  if (!newest) throw new Error('The secret of mail is empty')
  return [newest, ...former]
}
