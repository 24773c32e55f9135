import * as z from 'zod'
import type { Leg } from '../../../domain/travel.ts'
import type { Coordinates } from '../../../schemas/site.ts'

/** How long the service may take: an answer of the desk must not wait for it. */
const patienceMs = 2000

const rows = z.array(z.array(z.number().min(0).nullable()))
/** What the table service of OSRM answers: seconds and metres; null where no road leads (https://project-osrm.org/docs/v5.24.0/api/#table-service). */
const Table = z.object({ code: z.literal('Ok'), durations: rows, distances: rows })

const metre = (degrees: number) => degrees.toFixed(6)

/**
 * From each place to each by road, as a service with OSRM's table API has it; undefined where no road leads. Throws where it
 * does not answer within two seconds, or with something else.
 */
export async function roadsBetween(
  service: string,
  places: readonly Coordinates[],
): Promise<readonly (readonly (Leg | undefined)[])[]> {
  const points = places.map(({ latitude, longitude }) => `${metre(longitude)},${metre(latitude)}`).join(';')
  const address = `${service.replace(/\/$/, '')}/table/v1/driving/${points}?annotations=duration,distance`
  const answer = await fetch(address, { signal: AbortSignal.timeout(patienceMs), redirect: 'error' })
  if (!answer.ok) throw new Error(`The routing service answered ${answer.status}`)
  const { durations, distances } = Table.parse(await answer.json())
  return places.map((_, from) =>
    places.map((_, to) => {
      const [seconds, metres] = [durations[from]?.[to], distances[from]?.[to]]
      if (seconds == null || metres == null) return undefined
      return { km: metres / 1000, minutes: Math.ceil(seconds / 60) }
    }),
  )
}
