import { accessToken } from './access-token.ts'
import type { Outputs } from './outputs.ts'
import type { DemoRole } from './people.ts'
import { places } from './places.ts'
import { Trouble } from './trouble.ts'

/** Makes something through the API, under a key that makes a second try harmless; what was answered. */
export async function asked(
  outputs: Outputs,
  by: DemoRole,
  path: string,
  body: object,
  key: string,
): Promise<{ id: string }> {
  const answer = await fetch(`${outputs.apiUrl}/api/v1/service-desk${path}`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${await accessToken(outputs, by)}`,
      'content-type': 'application/json',
      'idempotency-key': key,
    },
    body: JSON.stringify(body),
  })
  if (answer.ok) return (await answer.json()) as { id: string }
  throw new Trouble(
    `POST ${path} for the demonstration was answered ${answer.status}: ${(await answer.text()).slice(0, 300)}`,
    `Look into ${places.log}, fix the function, then run this again.`,
  )
}
