import { readOutputs } from '../../infra/local/outputs.ts'
import type { Caller } from '../support/client.ts'
import { type Desk, deskAt, open } from '../support/desk.ts'

/** How many answers of each kind are timed. */
const times = Number(process.argv[2] ?? 500)
/** Beyond this nobody takes two samples of one distribution for such: one in a thousand. */
const beyond = 3.29

/** Whether two samples can be told apart, by their ranks (Mann and Whitney): how many standard deviations they lie from where they would. */
function apart(one: readonly number[], other: readonly number[]): number {
  const all = [...one.map((ms) => ({ ms, first: true })), ...other.map((ms) => ({ ms, first: false }))]
  const ranks = all.toSorted((a, b) => a.ms - b.ms).flatMap(({ first }, place) => (first ? [place + 1] : []))
  const [n, m] = [one.length, other.length]
  const u = ranks.reduce((sum, rank) => sum + rank, 0) - (n * (n + 1)) / 2
  return (u - (n * m) / 2) / Math.sqrt((n * m * (n + m + 1)) / 12)
}

const median = (all: readonly number[]) => all.toSorted((a, b) => a - b)[Math.floor(all.length / 2)] ?? 0

/** Asks for another customer's ticket and for one that is not there, in turn, and says whether time tells them apart. */
async function guess({ wrong }: Desk, theirs: string, as: Caller): Promise<boolean> {
  const took: Record<'theirs' | 'missing', number[]> = { theirs: [], missing: [] }
  const asks = { theirs, missing: 'TKT999999999999' } as const
  for (let round = -20; round < times; round += 1) {
    for (const which of round % 2 === 0 ? (['theirs', 'missing'] as const) : (['missing', 'theirs'] as const)) {
      const began = performance.now()
      const { status } = await wrong('getTicket', as, { id: asks[which] })
      if (status !== 404) throw new Error(`${which} is answered with ${status}`)
      // The first few warm everything up.
      if (round >= 0) took[which].push(performance.now() - began)
    }
  }
  const z = apart(took.theirs, took.missing)
  const [theirsMs, missingMs] = [median(took.theirs), median(took.missing)]
  console.log(`Another's: ${theirsMs.toFixed(2)} ms; missing: ${missingMs.toFixed(2)} ms (medians of ${times} each)`)
  console.log(
    `${z.toFixed(2)} standard deviations: ${Math.abs(z) > beyond ? 'they can be told apart' : 'nobody can tell'}`,
  )
  return Math.abs(z) <= beyond
}

const desk = deskAt(readOutputs())
const { number } = await open(desk, {}, 'customer')
process.exitCode = (await guess(desk, number, 'otherCustomer')) ? 0 : 1
