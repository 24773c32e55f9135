import { expect, test } from 'vitest'
import { stageFrom } from '../../infra/stages.ts'
import { all, said, templatesOf } from './templates.ts'

const domain = {
  searchEngine: 'opensearch',
  searchEndpoint: 'https://search.example.com',
  searchDomainArn: 'arn:aws:es:eu-central-1:111122223333:domain/desk',
}

test('a desk on OpenSearch asks its domain, and nothing else of that service', () => {
  const templates = templatesOf('prod', domain)
  const environments = Object.values(all(templates, 'AWS::Lambda::Function'))
    .map(({ Properties }) => Properties.Environment.Variables)
    .filter(({ SEARCH_ENGINE }) => SEARCH_ENGINE)
  expect(environments.map(({ POWERTOOLS_SERVICE_NAME }) => POWERTOOLS_SERVICE_NAME)).toContain('finding-api')
  for (const { SEARCH_ENGINE, SEARCH_ENDPOINT } of environments) {
    expect([SEARCH_ENGINE, SEARCH_ENDPOINT]).toEqual(['opensearch', domain.searchEndpoint])
  }
  const onDomain = Object.values(all(templates, 'AWS::IAM::Policy'))
    .flatMap(({ Properties }) => Properties.PolicyDocument.Statement)
    .filter(({ Action }) => [Action].flat().some((action: string) => action.startsWith('es:')))
  expect(onDomain).toHaveLength(environments.length)
  for (const { Resource } of onDomain) expect(said(Resource)).toBe(`${domain.searchDomainArn}/*`)
})

test('the events of tickets, customers and contacts lead to the index', () => {
  const patterns = Object.values(all(templatesOf('prod'), 'AWS::Events::Rule')).map(({ Properties }) => Properties)
  expect(patterns.map(({ EventPattern }) => EventPattern)).toContainEqual({
    source: ['service-desk'],
    detail: { subject: { kind: ['ticket', 'customer', 'contact'] } },
  })
})

test.each([
  [{ searchEngine: 'grep' }, 'searchEngine: '],
  [{ searchEngine: 'opensearch' }, 'OpenSearch wants'],
])('%o is no setting of a stage', (given: Record<string, string>, said) => {
  expect(() => stageFrom(given)).toThrow(said)
})
