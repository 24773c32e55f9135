import { expect, it } from 'vitest'
import { readOutputs } from '../../infra/local/outputs.ts'
import { networkTeam, people } from '../../infra/local/people.ts'
import { nights } from '../../infra/local/routing.ts'
import { deskAt, open, unique } from '../support/desk.ts'

const { call, ...desk } = deskAt(readOutputs())

it('the rules that the desk came with have a team and a rotation here, and are tried without effect', async () => {
  const { body } = await call('listAssignmentRules', 'technician')
  const rule = (id: string) => body.items.find((one) => one.id === `asr_default-${id}`)
  expect(rule('network')).toMatchObject({ enabled: true, target: { team: networkTeam.id, by: 'round-robin' } })
  expect(rule('vip')).toMatchObject({ enabled: true, target: { skill: { skill: 'senior' } } })
  expect(rule('after-hours')).toMatchObject({ enabled: true, target: { onCall: nights.id } })

  const newTicket = { title: 'No network in the hall', priority: 'urgent', category: 'network' } as const
  const tried = await call('previewAssignment', 'agent', { body: { newTicket } })
  expect(tried.body).toMatchObject({ outcome: 'assigned', rule: 'asr_default-network', team: networkTeam.id })
  expect(tried.body.candidates.map(({ technician }) => technician)).toContain(people.networkTechnician.id)
})

it('a rule is made, tried on a ticket that is there, turned off and taken away', async () => {
  const tag = unique('rule')
  const target = { person: people.seniorTechnician.id }
  const { body: rule } = await call('createAssignmentRule', 'supervisor', {
    body: { name: `Of ${tag}`, position: 1, enabled: false, conditions: { tags: [tag] }, target },
  })
  const { number: ticket } = await open({ call, ...desk }, { tags: [tag] }, 'agent')
  const preview = () => call('previewAssignment', 'supervisor', { body: { ticket } })
  const step = async () => (await preview()).body.steps.find((one) => one.rule === rule.id)
  expect(await step()).toMatchObject({ result: 'off' })
  const { conditions, name } = rule
  const alone = await call('previewAssignment', 'supervisor', { body: { ticket, rule: { name, conditions, target } } })
  expect(alone.body).toMatchObject({ outcome: 'assigned', technician: people.seniorTechnician.id, by: 'person' })
  expect((await call('getTicket', 'agent', { id: ticket })).body).not.toHaveProperty('assignee')

  const away = await call('changeAssignmentRule', 'supervisor', {
    id: rule.id,
    body: { enabled: true, until: '2026-01-01T00:00:00Z' },
  })
  expect(away.status).toBe(200)
  expect(await step()).toMatchObject({ result: 'over' })
  expect((await call('deleteAssignmentRule', 'supervisor', { id: rule.id })).status).toBe(204)
  expect(await step()).toBeUndefined()
})
