import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { root } from '../../infra/local/places.ts'
import { type OwnDesk, ownDesk } from '../support/own-desk.ts'
import { seconds } from './figures.ts'
import { autoCloseAfter } from './lives.ts'
import { atMost, type Part } from './part.ts'

/** The bounds of the second start, and of the first with a warm package cache. */
const limits = { first: 150, second: 25 }

interface Starts {
  firstMs: number
  secondMs: number
}

/** Starts a desk that was never started, and once more with its data; it runs in the end. */
export async function startTwice(desk: OwnDesk): Promise<Starts> {
  const firstMs = await desk.start()
  await desk.stop()
  return { firstMs, secondMs: await desk.start() }
}

/** The same in a fresh clone of what is committed: npm packages and Python environment are installed too. */
export async function startFreshClone(): Promise<Starts> {
  const folder = mkdtempSync(join(tmpdir(), 'service-desk-clone-'))
  const clone = join(folder, 'clone')
  execFileSync('git', ['clone', '--quiet', '--no-hardlinks', root, clone])
  const desk = ownDesk({ autoCloseAfter }, clone)
  try {
    return await startTwice(desk)
  } finally {
    await desk.stop().finally(() => {
      desk.remove()
      rmSync(folder, { recursive: true, force: true })
    })
  }
}

export function startsPart(here: Starts, clone: Starts | undefined): Part {
  const said = (name: string, { firstMs, secondMs }: Starts) => [name, seconds(firstMs), seconds(secondMs)]
  const first = clone ?? here
  const what = clone ? 'First start, fresh clone' : 'First start, packages installed'
  return {
    name: 'starts',
    title: 'npm start, by its own report',
    rows: [
      ['', 'first', 'second'],
      said('this clone, packages installed', here),
      ...(clone ? [said('a fresh clone', clone)] : []),
    ],
    notes: clone ? [] : ['With --starts also in a fresh clone, npm and Python packages to be installed.'],
    aims: [
      atMost(what, limits.first, first.firstMs / 1000, ' s'),
      atMost('Second start', limits.second, first.secondMs / 1000, ' s'),
    ],
    wrong: [],
    figures: { here, ...(clone && { clone }) },
  }
}
