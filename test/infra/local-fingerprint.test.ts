import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { fingerprint } from '../../infra/local/fingerprint.ts'

let folder: string
const write = (path: string, text: string) => {
  mkdirSync(dirname(join(folder, path)), { recursive: true })
  writeFileSync(join(folder, path), text)
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'fingerprint-'))
  write('functions/tickets/api.ts', 'one')
  write('cdk.json', '{}')
})
afterEach(() => rmSync(folder, { recursive: true }))

describe('the fingerprint that decides whether a start deploys', () => {
  it('is the same for the same sources', () => {
    const before = fingerprint(folder)
    write('functions/tickets/api.ts', 'one')
    expect(fingerprint(folder)).toBe(before)
  })

  it.each(['functions/tickets/api.ts', 'statemachines/a.asl.json', 'infra/app.ts', 'package-lock.json', 'cdk.json'])(
    'changes with %s',
    (path) => {
      const before = fingerprint(folder)
      write(path, 'two')
      expect(fingerprint(folder)).not.toBe(before)
    },
  )

  it('changes when a file gets another name', () => {
    const before = fingerprint(folder)
    renameSync(join(folder, 'functions/tickets/api.ts'), join(folder, 'functions/tickets/http.ts'))
    expect(fingerprint(folder)).not.toBe(before)
  })

  it.each(['infra/local/start.ts', 'test/run.ts', 'docs/local-run.md', 'README.md'])('does not mind %s', (path) => {
    const before = fingerprint(folder)
    write(path, 'two')
    expect(fingerprint(folder)).toBe(before)
  })
})
