import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { Metafile } from 'esbuild'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { bundle, bundleFolder, functionNames, sizes } from '../../infra/bundle.ts'

mkdirSync(bundleFolder, { recursive: true })
const folder = mkdtempSync(join(bundleFolder, 'test-'))
let bytes: Record<string, number> = {}
let outputs: Metafile['outputs'] = {}

beforeAll(async () => {
  const metafile = await bundle(folder)
  bytes = sizes(metafile, folder)
  outputs = metafile.outputs
}, 60_000)
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe.each(functionNames)('the bundle of %s', (name) => {
  const file = join(folder, name, 'index.mjs')

  test('is one file with its source map, and its size is known', () => {
    expect(existsSync(`${file}.map`)).toBe(true)
    expect(statSync(file).size).toBe(bytes[name])
    expect(readFileSync(file, 'utf8')).toMatch(/\/\/# sourceMappingURL=index\.mjs\.map\n?$/)
  })

  test('brings everything along but Node itself', () => {
    const imports = [...readFileSync(file, 'utf8').matchAll(/^import[^;]*?from\s*["']([^"']+)["']/gm)]
    for (const [, from] of imports) expect(from).toMatch(/^node:|^[a-z_]+(\/[a-z]+)?$/)
  })

  test('loads, and has a handler', async () => {
    process.env.TABLE_NAME ??= 'none'
    const { handler } = (await import(file)) as { handler: unknown }
    expect(handler).toBeTypeOf('function')
  })

  test('holds no path of the machine that built it', () => {
    const { sources } = JSON.parse(readFileSync(`${file}.map`, 'utf8')) as { sources: string[] }
    expect(
      sources.filter((source) => !/^(\.\.\/)+(functions|domain|events|schemas|infra|node_modules)\//.test(source)),
    ).toEqual([])
  })
})

test('the holidays of all countries lie in one function, which stays below 2.3 MB', () => {
  const holding = Object.entries(outputs).filter(([, { inputs }]) =>
    Object.keys(inputs).some((path) => /node_modules\/(date-holidays|moment)/.test(path)),
  )
  expect(holding.map(([path]) => path.split('/').at(-2))).toEqual(['calendars-api'])
  expect(bytes['calendars-api']).toBeLessThan(2_300_000)
})

test('what has not changed is not written again', async () => {
  const file = join(folder, 'tickets-api/index.mjs')
  const before = statSync(file).mtimeMs
  await bundle(folder)
  expect(statSync(file).mtimeMs).toBe(before)
}, 60_000)
