import { beforeAll, describe, expect, it } from 'vitest'
import { outputsOf, stacksAt } from '../../infra/local/deployment.ts'
import { readOutputs } from '../../infra/local/outputs.ts'
import { deskAt, unique } from '../support/desk.ts'
import { eventually } from '../support/eventually.ts'

const desk = deskAt(readOutputs())
const { call, outputs } = desk

let topic: string
beforeAll(async () => {
  topic = outputsOf(await stacksAt(outputs.endpoint)).TicketAlarmsTopicArn ?? ''
})

/** Tells the topic of an alarm as CloudWatch does. The emulator reads of a signature only for which service it is. */
async function tell(alarm: string, NewStateValue: 'ALARM' | 'OK', StateChangeTime: string): Promise<void> {
  const Message = JSON.stringify({
    AlarmName: alarm,
    AlarmDescription: 'https://desk.example/runbook.md#a-part-of-the-desk-is-ill (ticket)',
    NewStateValue,
    NewStateReason: 'A test has set it',
    StateChangeTime,
  })
  const answer = await fetch(outputs.endpoint, {
    method: 'POST',
    headers: {
      authorization: `AWS4-HMAC-SHA256 Credential=test/20260101/${outputs.region}/sns/aws4_request, SignedHeaders=host, Signature=none`,
    },
    body: new URLSearchParams({ Action: 'Publish', Version: '2010-03-31', TopicArn: topic, Message }),
  })
  expect(answer.status).toBe(200)
}

describe('an alarm', () => {
  it('opens one ticket on the desk, notes there that it is off, and opens another after that is done with', async () => {
    const alarm = unique('service-desk-local/Statistics')
    const at = (second: number) => new Date(Date.now() + second * 1000).toISOString().replace('Z', '+0000')
    const tickets = async () => {
      const { body } = await call('listTickets', 'manager', { query: { tag: 'alarm', limit: '50' } })
      return (body.items as { number: string; title: string }[]).filter(({ title }) => title.includes(alarm))
    }
    const on = at(0)
    await Promise.all([tell(alarm, 'ALARM', on), tell(alarm, 'ALARM', on)])
    const [first] = await eventually('the alarm is a ticket', async () => {
      const found = await tickets()
      return found.length > 0 && found
    })
    const number = first?.number ?? ''
    await tell(alarm, 'OK', at(1))
    await eventually('it is noted that the alarm is off', async () => {
      const { body } = await call('listComments', 'manager', { id: number })
      return body.items.some(({ internal, text }) => internal && /is off/.test(text ?? ''))
    })
    expect(await tickets()).toHaveLength(1)
    await call('cancelTicket', 'manager', { id: number, body: { reason: 'Only a test' } })
    await tell(alarm, 'ALARM', at(2))
    await eventually('it opens another', async () => (await tickets()).length === 2)
  })
})
