import { GetParameterCommand, SSMClient } from '@aws-sdk/client-ssm'
import { cache } from './cache.ts'
import { environment } from './environment.ts'
import { patience } from './patience.ts'

const parameters = new SSMClient({ requestHandler: patience })

const found = cache(async () => {
  const Name = environment('PUBLIC_URL_PARAMETER')
  const { Parameter } = await parameters.send(new GetParameterCommand({ Name }))
  return Parameter?.Value?.replace(/\/+$/, '')
})

/**
 * Where the API is reached from outside, without a slash at its end: links in mails begin with it. The stack of the API
 * writes it down once it is there; until then this throws, and what needs it comes again.
 */
export async function publicUrl(): Promise<string> {
  const url = await found.get()
  if (!url) throw new Error('Nobody has written down where the API is reached from outside')
  return url
}
