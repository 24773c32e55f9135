import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { functionNames, standInNames } from '../../infra/bundle.ts'
import { compared, grantedTo, seenIn } from '../support/privileges.ts'
import { templatesOf } from './templates.ts'

test('every function is known by the user agent of its calls, with what it is granted', () => {
  const granted = grantedTo(templatesOf('prod'))
  expect([...granted.keys()].toSorted()).toEqual(
    functionNames.filter((name) => !standInNames.includes(name)).toSorted(),
  )
  expect(granted.get('sla-sweep')).toEqual(new Set(['dynamodb:Query', 'sqs:SendMessage']))
  expect(granted.get('documents-api')).toEqual(new Set())
})

test('what several desks have seen is held against it, both ways', () => {
  const folder = mkdtempSync(join(tmpdir(), 'calls-'))
  try {
    writeFileSync(join(folder, '1.txt'), 'a dynamodb:Query index/gsi5\na dynamodb:Query table\n')
    writeFileSync(join(folder, '2.txt'), 'a s3:GetObject object\n')
    const seen = seenIn(folder)
    expect(seen).toEqual(new Map([['a', new Set(['dynamodb:Query', 's3:GetObject'])]]))
    const granted = new Map([['a', new Set(['dynamodb:Query', 'dynamodb:PutItem'])]])
    expect(compared(granted, seen)).toEqual({ notGranted: ['a s3:GetObject'], neverUsed: ['a dynamodb:PutItem'] })
  } finally {
    rmSync(folder, { recursive: true })
  }
})
