import { setTimeout as wait } from 'node:timers/promises'
import {
  DescribeReplayCommand,
  DescribeRuleCommand,
  EventBridgeClient,
  ListArchivesCommand,
  StartReplayCommand,
} from '@aws-sdk/client-eventbridge'
import { Trouble } from '../../local/trouble.ts'
import { type Ending, Misuse, type Run } from '../line/command.ts'
import { bareId } from '../parked/queues.ts'
import type { Resources } from '../resources.ts'
import { rulesOn } from './rules.ts'

interface Wanted {
  from: string
  to: string
  rule: string
}

const lookEveryMs = 5000

/** Has the archive of the bus published again, to one rule only, what was published between two instants. */
export async function replay(given: Run, wanted: Wanted): Promise<Ending> {
  const { screen, dryRun } = given
  const [from, to] = [instant(wanted.from, '--from'), instant(wanted.to, '--to')]
  if (from >= to) throw new Misuse('--from is not before --to.')
  const resources = await given.resources()
  const client = new EventBridgeClient({})
  const rule = await ruleNamed(client, resources, wanted.rule)
  const archive = await archiveOf(client, rule.busArn)
  const between = `${from.toISOString()} to ${to.toISOString()}`
  if (dryRun) {
    screen.say(`What ${archive.name} has from ${between} would go to ${rule.name} again: ${rule.description}`)
    screen.give({ dryRun, archive: archive.name, rule: rule.name, from, to })
    return 'well'
  }
  const ReplayName = `desk-${Date.now()}`
  await client.send(
    new StartReplayCommand({
      ...{ ReplayName, EventSourceArn: archive.arn, EventStartTime: from, EventEndTime: to },
      Destination: { Arn: rule.busArn, FilterArns: [rule.arn] },
    }),
  )
  screen.say(`${ReplayName} has begun: ${between}, to ${rule.name}.`)
  const state = await ended(given, client, { ReplayName, from, to })
  screen.say(`${ReplayName} is ${state}.`)
  screen.give({ replay: ReplayName, archive: archive.name, rule: rule.name, from, to, state })
  if (state !== 'COMPLETED') throw new Trouble(`The replay is ${state}.`, 'EventBridge says why: describe-replay.')
  return 'well'
}

async function ended(
  { screen, stage }: Run,
  client: EventBridgeClient,
  { ReplayName, from, to }: { ReplayName: string; from: Date; to: Date },
): Promise<string> {
  const progress = screen.progress('seconds of events')
  const total = Math.round((to.getTime() - from.getTime()) / 1000)
  for (;;) {
    const { State = '', EventLastReplayedTime: at } = await client.send(new DescribeReplayCommand({ ReplayName }))
    if (at) progress.at(Math.round((at.getTime() - from.getTime()) / 1000), total)
    if (State !== 'STARTING' && State !== 'RUNNING') {
      progress.end()
      return State
    }
    await wait(stage === 'local' ? 200 : lookEveryMs)
  }
}

function instant(given: string, option: string): Date {
  const at = new Date(given)
  if (Number.isNaN(at.getTime())) throw new Misuse(`${option} ${given} is no instant: 2026-03-02T09:00:00Z.`)
  return at
}

async function ruleNamed(client: EventBridgeClient, { outputs, of }: Resources, name: string) {
  const EventBusName = outputs.BusName ?? ''
  // CloudFormation knows a rule of a bus of ours as `bus|rule`.
  const rules = Object.entries(of('AWS::Events::Rule')).map(([id, physical]) => ({
    id: bareId(id),
    name: physical.split('|').at(-1) ?? physical,
  }))
  const listed = new Set((await rulesOn(EventBusName)).map((rule) => rule.name))
  const ours = rules.filter((rule) => listed.has(rule.name))
  const near = ours.filter(({ id }) => id.toLowerCase().includes(name.toLowerCase()))
  const found = ours.find(({ id }) => id === name) ?? (near.length === 1 ? near[0] : undefined)
  if (!found) {
    const known = (near.length > 0 ? near : ours).map(({ id }) => id).toSorted()
    throw new Misuse(`--rule ${name} is ${near.length > 0 ? 'several rules' : 'no rule'}: ${known.join(', ')}.`)
  }
  const { Arn = '', Description = '' } = await client.send(new DescribeRuleCommand({ EventBusName, Name: found.name }))
  const busArn = Arn.replace(':rule/', ':event-bus/').split('/').slice(0, 2).join('/')
  return { name: found.id, arn: Arn, busArn, description: Description }
}

async function archiveOf(client: EventBridgeClient, EventSourceArn: string) {
  const { Archives = [] } = await client.send(new ListArchivesCommand({ EventSourceArn }))
  const [archive] = Archives
  if (!archive?.ArchiveName) {
    const advice = 'Give the stage `archiveDays`, or replay from the table to a subscription: docs/partners.md.'
    throw new Trouble('The bus of this stage has no archive.', advice)
  }
  const arn = EventSourceArn.replace(/:event-bus\/.*$/, `:archive/${archive.ArchiveName}`)
  return { name: archive.ArchiveName, arn }
}
