import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { given, StageSettings } from '../../infra/stage.ts'
import { stageFrom, stages } from '../../infra/stages.ts'
import { all, templatesOf, wanted } from './templates.ts'

describe('the settings of a stage', () => {
  it.each(Object.entries(stages))('of %s are what they may be', (name, stage) => {
    expect(StageSettings.parse(stage)).toEqual(stage)
    expect(stageFrom({ stage: name, ...wanted(name) })).toEqual({ ...stage, ...wanted(name) })
  })

  it('are all said what they are for', () => {
    for (const [key, schema] of Object.entries(StageSettings.unwrap().shape)) {
      expect(schema.meta()?.description, key).toMatch(/^[A-Z].{10}/)
    }
  })

  it('take what is given for one deployment, lists with commas; nothing given stays', () => {
    const stage = stageFrom({
      ...{ stage: 'prod', ...wanted('prod') },
      webOrigins: 'https://a.example, https://b.example',
      mailFrom: 'a@b.example',
      alarmEmail: '',
    })
    expect(stage).toMatchObject({ webOrigins: ['https://a.example', 'https://b.example'], mailFrom: 'a@b.example' })
    expect(stage).not.toHaveProperty('alarmEmail')
  })

  it.each([
    [{ mailfrom: 'a@b.example' }, 'There is no setting "mailfrom" to be given. Do you mean "mailFrom"?'],
    [{ horizonSeconds: '60' }, 'There is no setting "horizonSeconds" to be given. It is set in infra/stages.ts.'],
    [{ colour: 'blue' }, '-c takes stage, webOrigins, mailFrom'],
    [{ stage: 'test' }, 'There is no stage "test": -c stage=local|dev|prod'],
    [{ mailFrom: 'nobody' }, 'mailFrom: is no address'],
    [{ webOrigins: 'https://a.example/path' }, 'webOrigins.0: is no origin'],
    [{ partnerAccounts: '111122223333' }, 'There is no setting "partnerAccounts" to be given.'],
    [{ stage: 'prod' }, 'The stage prod wants -c runbook=https://'],
    [{ stage: 'prod', runbook: 'docs/runbook.md' }, 'The stage prod wants -c runbook=https://'],
    [{ publicUrl: 'http://a.example' }, 'publicUrl: does not begin with https://'],
  ])('refuse %o with a sentence', (context, sentence) => {
    expect(() => stageFrom(context as Record<string, string>)).toThrow(sentence)
  })

  it("leave the CDK's own keys alone", () => {
    const theirs = { '@aws-cdk/core:x': true, 'aws:cdk:y': true, 'availability-zones:account=1:region=eu': ['a'] }
    expect(() => stageFrom({ stage: 'dev', ...theirs })).not.toThrow()
  })
})

describe('environment variables', () => {
  const set = { routingUrl: 'https://ways.example', publicUrl: 'https://desk.example', searchEngine: 'opensearch' }
  const domain = {
    searchEndpoint: 'https://search.example',
    searchDomainArn: 'arn:aws:es:eu-central-1:111122223333:domain/desk',
  }
  const functions = Object.values(all(templatesOf('prod', { ...set, ...domain }), 'AWS::Lambda::Function'))
  const told = new Set(functions.flatMap(({ Properties }) => Object.keys(Properties.Environment?.Variables ?? {})))
  const files = execFileSync(
    'git',
    ['ls-files', '--cached', '--others', '--exclude-standard', 'functions', 'domain', 'schemas', 'events'],
    {
      encoding: 'utf8',
    },
  )
  const code = files
    .split('\n')
    .filter((file) => file.endsWith('.ts'))
    .map((file) => readFileSync(file, 'utf8'))
  const read = new Set(
    code.flatMap((text) => [
      ...[...text.matchAll(/environment\('(\w+)'\)|process\.env\.(\w+)|process\.env\['(\w+)'\]/g)].map(
        ([, asked, dotted, named]) => asked ?? dotted ?? named ?? '',
      ),
      ...[...text.matchAll(/\{([^{}]*)\}\s*=\s*process\.env/g)].flatMap(
        ([, names = '']) => names.match(/[A-Z][A-Z_]+/g) ?? [],
      ),
    ]),
  )
  /** Read by what functions stand on, or set by the platform itself. */
  const ofPlatform = /^(POWERTOOLS_|NODE_OPTIONS$|UV_|AWS_)/

  it('are read only where a stack sets them', () => {
    expect([...read].filter((name) => !told.has(name) && !ofPlatform.test(name)).toSorted()).toEqual([])
  })

  it('are set only where something reads them', () => {
    const isNamed = (name: string) => code.some((text) => text.includes(name))
    expect([...told].filter((name) => !isNamed(name) && !ofPlatform.test(name)).toSorted()).toEqual([])
  })
})

it('what can be given is a setting', () => {
  expect(Object.keys(StageSettings.unwrap().shape)).toEqual(expect.arrayContaining(Object.keys(given)))
})
