import {
  DescribeReplayCommand,
  DescribeRuleCommand,
  EventBridgeClient,
  ListArchivesCommand,
  ListRulesCommand,
  StartReplayCommand,
} from '@aws-sdk/client-eventbridge'
import { mockClient } from 'aws-sdk-client-mock'
import { beforeEach, describe, expect, it } from 'vitest'
import { replay } from '../../infra/operator/events/replaying.ts'
import type { Run } from '../../infra/operator/line/command.ts'

process.env.AWS_REGION = 'eu-central-1'
const events = mockClient(EventBridgeClient)
const arn = 'arn:aws:events:eu-central-1:111122223333'
/** More than a page of EventBridge's. */
const names = Array.from({ length: 250 }, (_, at) => `rule-${at}`)

beforeEach(() => {
  events.reset()
  events.on(ListRulesCommand).callsFake(({ NextToken = '0' }) => {
    const from = Number(NextToken)
    const Rules = names.slice(from, from + 100).map((Name) => ({ Name, State: 'ENABLED' }))
    return { Rules, ...(from + 100 < names.length && { NextToken: String(from + 100) }) }
  })
  events.on(DescribeRuleCommand).callsFake(({ Name }) => ({ Arn: `${arn}:rule/desk/${Name}`, Description: 'Notices' }))
  events.on(ListArchivesCommand).resolves({ Archives: [{ ArchiveName: 'all' }] })
  events.on(StartReplayCommand).resolves({})
  events.on(DescribeReplayCommand).resolves({ State: 'COMPLETED' })
})

/** Rules of the stack, by their logical ids. */
const rules = { Notices1A2B3C4D: 'desk|rule-249', Timers5E6F7A8B: 'desk|rule-0', Gone11112222: 'desk|rule-250' }

async function replayed(rule: string, dryRun: boolean) {
  let given: unknown
  const screen = {
    say: () => {},
    give: (value: unknown) => {
      given = value
    },
    progress: () => ({ at: () => {}, end: () => {} }),
  }
  const resources = async () => ({ outputs: { BusName: 'desk' }, of: () => rules })
  const run = { stage: 'dev', dryRun, screen, resources } as unknown as Run
  const ending = await replay(run, { from: '2026-03-02T09:00:00Z', to: '2026-03-02T10:00:00Z', rule })
  return { ending, given }
}

describe('a replay', () => {
  it('finds its rule, on whichever page of the rules it is, and goes to that one only', async () => {
    expect(await replayed('notices', false)).toMatchObject({ ending: 'well', given: { state: 'COMPLETED' } })
    const [started] = events.commandCalls(StartReplayCommand)
    expect(started?.args[0].input.Destination).toEqual({
      Arn: `${arn}:event-bus/desk`,
      FilterArns: [`${arn}:rule/desk/rule-249`],
    })
  })

  it('of a rule that the bus does not have, or several have the name, is not begun', async () => {
    await expect(replayed('gone', false)).rejects.toThrow('is no rule')
    await expect(replayed('i', false)).rejects.toThrow('is several rules')
    expect(events.commandCalls(StartReplayCommand)).toEqual([])
  })

  it('that is run dry begins nothing', async () => {
    expect(await replayed('notices', true)).toMatchObject({ ending: 'well', given: { dryRun: true } })
    expect(events.commandCalls(StartReplayCommand)).toEqual([])
  })
})
