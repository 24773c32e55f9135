import { environment } from '../environment.ts'

/** The Message-ID that SES gives a mail of ours in place of our own: answers name it. In its first region it has the name of none. */
export function sesMessageId(sesId: string): string {
  const region = environment('AWS_REGION')
  return `${sesId}@${region === 'us-east-1' ? 'email' : region}.amazonses.com`
}
