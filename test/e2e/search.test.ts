import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'
import { root } from '../../infra/bundle.ts'
import { readOutputs } from '../../infra/local/outputs.ts'
import type { Caller } from '../support/client.ts'
import { deskAt, open, unique } from '../support/desk.ts'
import { eventually } from '../support/eventually.ts'

const desk = deskAt(readOutputs())
const { call } = desk

/** How far behind a write the search may be. */
const behindMs = 2000

/** A word that nothing else has, and that is one word. */
const word = () => unique('w').replace('-', '')

async function found(q: string, as: Caller = 'agent') {
  const { status, body } = await call('search', as, { query: { q } })
  expect(status).toBe(200)
  return body.items
}

/** How long it takes until a search finds so many, from now. */
async function foundAfter(q: string, count = 1, as: Caller = 'agent'): Promise<number> {
  const began = performance.now()
  await eventually(`${count} found by ${q}`, async () => (await found(q, as)).length === count)
  return performance.now() - began
}

describe('search', () => {
  it(`is less than ${behindMs} ms behind a write: a new ticket, a new title, a comment`, async () => {
    // The functions are started, and have their copy.
    const first = word()
    await open(desk, { title: `A first ${first}` })
    await foundAfter(first)
    const lags: number[] = []
    for (let at = 0; at < 10; at += 1) {
      const [title, changed, said] = [word(), word(), word()]
      const { number } = await open(desk, { title: `The ${title} is broken` })
      lags.push(await foundAfter(title))
      await call('patchTicket', 'agent', { id: number, body: { title: `The ${changed} is broken` } })
      lags.push(await foundAfter(changed))
      expect(await found(title)).toEqual([])
      await call('addComment', 'agent', { id: number, body: { body: `It hums: ${said}` } })
      lags.push(await foundAfter(said))
    }
    const worst = Math.max(...lags)
    console.log(
      `found after ${Math.round(lags.toSorted((a, b) => a - b)[15] ?? 0)} ms (p50), ${Math.round(worst)} ms (worst of ${lags.length})`,
    )
    expect(worst).toBeLessThan(behindMs)
  })

  it('forgives, ranks and marks', async () => {
    const mark = word()
    const text = await open(desk, { title: 'Wireless', description: `The ${mark} flickers <script>alert(1)</script>` })
    const title = await open(desk, { title: `The ${mark} is offline` })
    await foundAfter(mark, 2)
    expect((await found(mark)).map(({ ticket }) => ticket.number)).toEqual([title.number, text.number])
    expect((await found(mark.slice(0, -2))).length).toBe(2)
    expect((await found(`${mark} flikcers`)).map(({ ticket }) => ticket.number)).toEqual([text.number])
    expect(await found(`${mark} flickers`)).toMatchObject([
      {
        highlights: [
          {
            in: 'description',
            html: expect.stringContaining(`<mark>${mark}</mark> <mark>flickers</mark> &lt;script&gt;`),
          },
        ],
      },
    ])
    expect((await found(title.number.toLowerCase())).map(({ ticket }) => ticket.number)).toContain(title.number)
  })

  it('shows each only what is theirs; and nobody outside what is internal', async () => {
    const [mark, secret] = [word(), word()]
    const { number } = await open(desk, { title: `The ${mark}` }, 'customer')
    await call('addComment', 'agent', { id: number, body: { body: `Careful: ${secret}`, internal: true } })
    await foundAfter(secret)
    expect(await found(mark, 'customer')).toHaveLength(1)
    expect(await found(mark, 'otherCustomer')).toEqual([])
    expect(await found(secret, 'customer')).toEqual([])
    const [hit] = await found(secret)
    expect(hit?.highlights).toMatchObject([{ in: 'comment', html: `Careful: <mark>${secret}</mark>` }])
  })

  it('can be made anew by a command, from what is in the table', async () => {
    const mark = word()
    const { number } = await open(desk, { title: `The ${mark}` })
    const operator = join(root, 'infra/operator/desk.ts')
    const { stdout } = await promisify(execFile)(process.execPath, [operator, 'search', 'rebuild'])
    expect(stdout).toMatch(/made anew of \d+ tickets/)
    await foundAfter(mark)
    const again = await promisify(execFile)(process.execPath, [operator, 'search', 'verify'])
    expect(again.stdout).toContain('The index knows each as it is.')
    expect((await found(mark)).map(({ ticket }) => ticket.number)).toEqual([number])
  })
})
