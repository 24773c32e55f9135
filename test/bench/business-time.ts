import { join } from 'node:path'
import { lastOf, run } from '../../infra/local/command.ts'
import { root } from '../../infra/local/places.ts'
import { ensurePython, pythonIn } from '../../infra/local/python.ts'
import { Trouble } from '../../infra/local/trouble.ts'
import { calendar } from './business-time/calendar.ts'
import { type Answers, cases, compared, lengths } from './business-time/cases.ts'
import { median, ms, rounded } from './figures.ts'
import { type Aim, atMost, type Part } from './part.ts'
import { printAims, printPart } from './report.ts'

const folder = join(import.meta.dirname, 'business-time')

async function answersBy<T = Answers[]>(program: string, options: string[], signal?: AbortSignal): Promise<T> {
  // The other libraries for Node reckon in the machine's zone.
  const outcome = await run(program, options, { env: { ...process.env, TZ: calendar.timeZone }, signal })
  if (outcome.code !== 0) throw new Trouble(`${program} failed.`, 'See what it says.', lastOf(outcome))
  return JSON.parse(outcome.output)
}

/** workclock's answers, where there is a Python and it can be installed; else why not. */
async function workclock(forMs: number, signal?: AbortSignal): Promise<Answers[] | string> {
  try {
    const environment = { path: join(root, '.local/workclock'), requirements: join(folder, 'requirements.txt') }
    const python = pythonIn(await ensurePython(signal, environment))
    const asked = JSON.stringify({ calendar, cases, compared, forMs })
    return await answersBy(python, [join(folder, 'workclock_rates.py'), asked], signal)
  } catch (error) {
    if (error instanceof Trouble) return `workclock is left out: ${error.message}`
    throw error
  }
}

interface Cold {
  first: number
  calendars: number[]
  years: number[]
}

/** What making calendars ready costs, each in fresh processes: the median of all. */
async function cold(quick: boolean, signal?: AbortSignal): Promise<Record<keyof Cold, number>> {
  const runs: Cold[] = []
  for (let run = 0; run < (quick ? 3 : 10); run += 1)
    runs.push(await answersBy<Cold>(process.execPath, [join(folder, 'cold.ts')], signal))
  const middle = (of: (run: Cold) => number[]) => rounded(median(runs.flatMap(of)), 2)
  return {
    first: middle(({ first }) => [first]),
    calendars: middle(({ calendars }) => calendars),
    years: middle(({ years }) => years),
  }
}

const inFull = (perSecond: number): string => Math.round(perSecond).toLocaleString('en-GB')

function rowsOf(what: string, ratesOf: (answers: Answers) => number[], all: readonly Answers[]): string[][] {
  return [
    [`${what} a second`, ...lengths.map(([name]) => name)],
    ...all.map((answers) => [`  ${answers.library}`, ...ratesOf(answers).map(inFull)]),
  ]
}

const atLeast = (what: string, limit: number, measured: number): Aim => ({
  what,
  aim: `≥ ${limit} ×`,
  measured: `${rounded(measured)} ×`,
  met: measured >= limit,
})

/** Ahead of every other at each length, and no slower over a year than over half an hour (but for the noise of a machine). */
function aimsOf(what: string, ratesOf: (answers: Answers) => number[], all: readonly Answers[]): Aim[] {
  const [ours = [], ...others] = all.map(ratesOf)
  const ahead = lengths.map(([name], length) => {
    const fastest = Math.max(...others.map((rates) => rates[length] ?? 0))
    return atLeast(`${what}, ${name}, of the fastest other`, 1, (ours[length] ?? 0) / fastest)
  })
  return [...ahead, atLeast(`${what}, 1 year, of 30 min`, 0.5, (ours[2] ?? 0) / (ours[0] ?? 1))]
}

/** They follow the same rules for these cases, so each difference is somebody's mistake. */
function differences([ours, ...others]: readonly Answers[]): string[] {
  return others.flatMap((other) =>
    (['due', 'elapsed'] as const).flatMap((what) =>
      lengths.flatMap(([name], length) =>
        (other[what][length] ?? []).flatMap((answer, place) =>
          answer === ours?.[what][length]?.[place]
            ? []
            : [
                `${what} of ${name} from ${new Date(cases.starts[place] ?? 0).toISOString()}: not as ${other.library} has it`,
              ],
        ),
      ),
    ),
  )
}

/** How often a second `due` and `elapsed` are answered, beside other libraries, which have to agree. */
export async function measureBusinessTime(quick: boolean, signal?: AbortSignal): Promise<Part> {
  const coldMs = await cold(quick, signal)
  const forMs = quick ? 100 : 1000
  const ours = await answersBy(process.execPath, [join(folder, 'rates.ts'), String(forMs)], signal)
  const pythons = await workclock(forMs, signal)
  const all = typeof pythons === 'string' ? ours : [...ours, ...pythons]
  const due = ({ dueRates }: Answers) => dueRates
  const elapsed = ({ elapsedRates }: Answers) => elapsedRates
  return {
    name: 'businessTime',
    title: 'Business time: Mon–Fri 9–18, Sat 10–14, ten holidays',
    rows: [...rowsOf('due', due, all), ...rowsOf('elapsed', elapsed, all)],
    notes: [
      `A process’s first answer takes ${ms(coldMs.first)}, most of it the platform’s loading its zones; a further calendar’s ${coldMs.calendars} ms, its further years ${coldMs.years} ms each.`,
      `The first ${compared} answers of each were compared with ours.`,
      ...(typeof pythons === 'string' ? [pythons] : []),
    ],
    aims: [
      ...aimsOf('due', due, all),
      ...aimsOf('elapsed', elapsed, all),
      atMost('a year of a calendar, made ready', 1, coldMs.years, ' ms'),
    ],
    wrong: differences(all),
    figures: {
      coldMs,
      libraries: all.map(({ library, dueRates, elapsedRates }) => ({
        library,
        duePerSecond: dueRates.map(Math.round),
        elapsedPerSecond: elapsedRates.map(Math.round),
      })),
    },
  }
}

// By itself: node test/bench/business-time.ts [--quick]
if (import.meta.main) {
  const part = await measureBusinessTime(process.argv.includes('--quick'))
  printPart(part)
  printAims(part.aims)
  process.exitCode = part.wrong.length > 0 ? 1 : 0
}
