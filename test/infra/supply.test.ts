import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { root } from '../../infra/bundle.ts'
import { unexplained } from '../../infra/check/checkov.ts'
import { isMet, licensed, pythonPackage, unlicensed } from '../../infra/check/licences.ts'
import { loose, loosePackages, looseRequirements, tracked } from '../../infra/check/pinned.ts'

const hash = `--hash=sha256:${'0a'.repeat(32)}`

describe('everything that is installed', () => {
  it('is one version, held against its hash', () => expect(loose(root)).toEqual([]))

  it('is missed where a version is a range or a hash is not there', () => {
    const locked = {
      '': {},
      'node_modules/a': {},
      'node_modules/b': { inBundle: true },
      'node_modules/c': { link: true },
    }
    expect(loosePackages({ dependencies: { a: '^1.0.0', b: '1.0.0-beta.1' } }, locked)).toEqual([
      'package.json asks for a ^1.0.0, which is not one version',
      'package-lock.json has no SHA-512 of node_modules/a',
    ])
  })

  it('is looked for wherever a lock file is, as beside the docs as a site', () => {
    const copy = mkdtempSync(join(tmpdir(), 'pinned-'))
    try {
      const site = join(copy, 'infra/docs/site')
      mkdirSync(site, { recursive: true })
      for (const [folder, asked] of [
        [copy, '1.0.0'],
        [site, '~1.0.0'],
      ] as const) {
        const packages = { '': {}, 'node_modules/a': folder === site ? {} : { integrity: 'sha512-AA==' } }
        writeFileSync(join(folder, 'package.json'), JSON.stringify({ devDependencies: { a: asked } }))
        writeFileSync(join(folder, 'package-lock.json'), JSON.stringify({ packages }))
      }
      execFileSync('git', ['init', '-q'], { cwd: copy })
      expect(loose(copy)).toEqual([
        'infra/docs/site/package.json asks for a ~1.0.0, which is not one version',
        'infra/docs/site/package-lock.json has no SHA-512 of node_modules/a',
      ])
    } finally {
      rmSync(copy, { recursive: true, force: true })
    }
  })

  it.each([
    [`a==1.0 \\\n    ${hash} \\\n    ${hash}\n`, 0],
    [`# why\na==1.0 ; python_version < "3.11" ${hash}\n`, 0],
    ['a==1.0\n', 1],
    [`a>=1.0 ${hash}\n`, 1],
    [`--index-url https://elsewhere.example\na==1.0 ${hash}\n`, 1],
  ])('of a requirements file %j is missed %i times', (text, count) =>
    expect(looseRequirements('requirements.txt', text)).toHaveLength(count),
  )
})

describe('licences', () => {
  const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'))

  it('are ones that somebody has agreed to', () => expect(unlicensed(licensed(packages))).toEqual([]))

  it.each([
    ['MIT', true],
    ['(MIT OR GPL-3.0-or-later)', true],
    ['ISC AND CC-BY-3.0', false],
    ['none', false],
  ])('%s is met by MIT: %s', (expression, met) => expect(isMet(expression, new Set(['MIT', 'ISC']))).toBe(met))

  it('of a tool may be one that nothing that is deployed may have', () => {
    const lgpl = { license: 'LGPL-3.0' }
    const found = unlicensed(
      licensed({ 'node_modules/a': lgpl, 'node_modules/b': { ...lgpl, dev: true }, 'node_modules/c': {} }),
    )
    expect(found).toEqual([
      'a has the licence LGPL-3.0, which nothing that is deployed may have',
      'c has the licence none, which nothing that is deployed may have',
    ])
  })

  it.each([
    ['License-Expression: Apache-2.0', 'Apache-2.0'],
    ['License: whatever\nClassifier: License :: OSI Approved :: MIT License', 'MIT'],
    ['License: The Sleepycat Licence', 'The Sleepycat Licence'],
  ])('of a Python package are read as it says them: %j', (said, licence) =>
    expect(pythonPackage(`Name: a\n${said}`)).toEqual({ name: 'a', licence, isTool: true }),
  )
})

describe('exceptions of checkov', () => {
  const finding = { check_id: 'CKV_1', check_name: 'Ensure that it is so', resource: 'AWS::SQS::Queue.Waiting' }

  it('are by rule and type of resource; what has none is found', () => {
    expect(unexplained([finding], { 'CKV_1 AWS::SQS::Queue': 'So it is.' })).toEqual([])
    expect(unexplained([finding], {})).toEqual(['AWS::SQS::Queue.Waiting: CKV_1 Ensure that it is so'])
  })

  it('that nothing needs any more are found, too', () => {
    expect(unexplained([], { 'CKV_1 AWS::SQS::Queue': 'So it was.' })).toHaveLength(1)
  })
})

it('what is looked through for secrets is what is committed, or would be', () => {
  expect(tracked(root)).toContain('package.json')
  expect(tracked(root).filter((file) => file.startsWith('node_modules/') || file.startsWith('.local/'))).toEqual([])
})
