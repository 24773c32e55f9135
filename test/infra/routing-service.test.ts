import { expect, it } from 'vitest'
import { all, templatesOf } from './templates.ts'

const addresses = (context: Record<string, string> = {}) =>
  Object.values(all(templatesOf('prod', context), 'AWS::Lambda::Function'))
    .map(({ Properties }) => Properties.Environment.Variables)
    .filter(({ ROUTING_URL }) => ROUTING_URL)
    .map(({ POWERTOOLS_SERVICE_NAME, ROUTING_URL }) => [POWERTOOLS_SERVICE_NAME, ROUTING_URL])

it('a routing service that a stage names is told to the function of the visits, and to no other', () => {
  const routingUrl = 'https://routes.desk.example'
  expect(addresses({ routingUrl })).toEqual([['visits-api', routingUrl]])
  expect(addresses()).toEqual([])
})
