import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { zipOf } from './archive.ts'
import { median, percentile } from './figures.ts'

describe('a percentile', () => {
  const hundred = Array.from({ length: 100 }, (_, at) => 100 - at)

  test('is a value that was measured', () => {
    expect(median(hundred)).toBe(50)
    expect(percentile(hundred, 99)).toBe(99)
    expect(percentile(hundred, 100)).toBe(100)
    expect(median([7])).toBe(7)
  })

  test('of nothing is no number', () => expect(median([])).toBeNaN())
})

test('the archive for a function is one that others can read', () => {
  const folder = mkdtempSync(join(tmpdir(), 'service-desk-zip-'))
  try {
    writeFileSync(join(folder, 'code.zip'), zipOf('index.mjs', 'export const handler = () => "ü"\n'))
    const read =
      'import sys, zipfile; z = zipfile.ZipFile(sys.argv[1]); print(z.testzip(), z.read("index.mjs").decode())'
    expect(execFileSync('python3', ['-c', read, join(folder, 'code.zip')], { encoding: 'utf8' })).toBe(
      'None export const handler = () => "ü"\n\n',
    )
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})
