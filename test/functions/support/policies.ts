import { expect } from 'vitest'
import { type Answer, call } from './gateway.ts'

export const ovens = {
  conditions: { category: ['network'] },
  targets: { high: { response: 'PT10M', resolution: 'PT1H' } },
}
export const nobody = '0'.repeat(26)

/** Asks for a policy. */
export const promise = (given: object = {}, headers = {}) =>
  call('createSlaPolicy', { as: 'manager', body: { name: 'A policy', ...ovens, ...given }, headers })
/** The id of a policy that was made. */
export const made = async (given: object = {}): Promise<string> => {
  const { status, body, text } = await promise(given)
  expect([status, text]).toEqual([201, text])
  return body.id
}
export const replace = (id: string, given: object = {}, headers = {}) =>
  call('replaceSlaPolicy', { as: 'manager', id, body: { name: 'Replaced', ...ovens, ...given }, headers })
export const drop = (id: string, headers = {}) => call('deleteSlaPolicy', { as: 'manager', id, headers })
export const order = (policies: string[], headers = {}) =>
  call('orderSlaPolicies', { as: 'manager', body: { policies }, headers })
export const listed = async (): Promise<{ id: string; name: string; position: number }[]> =>
  (await call('listSlaPolicies')).body.items
export const ids = async () => (await listed()).map(({ id }) => id)
/** The names of those that the desk did not come with. */
export const own = async () => (await listed()).map(({ name }) => name).slice(0, -2)
export const measuredBy = async (id: string) => (await call('getTicket', { id })).body.policy
export const wrong = ({ status, body }: Answer) => [status, body.errors?.map(({ path }: { path: string }) => path)]
export const aCalendar = async (hours: object = { mon: [{ from: '09:00', to: '18:00' }] }): Promise<string> => {
  const body = { name: 'Workshop', timeZone: 'Europe/London', weekly: hours }
  const { status, text, body: calendar } = await call('createCalendar', { as: 'manager', body })
  expect([status, text]).toEqual([201, text])
  return calendar.id
}
