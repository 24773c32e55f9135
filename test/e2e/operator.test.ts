import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  CreateArchiveCommand,
  DeleteArchiveCommand,
  DescribeEventBusCommand,
  EventBridgeClient,
} from '@aws-sdk/client-eventbridge'
import { SendMessageCommand } from '@aws-sdk/client-sqs'
import { expect, it } from 'vitest'
import { clientFor } from '../../infra/local/environment.ts'
import { readOutputs } from '../../infra/local/outputs.ts'
import { queueClient } from '../../infra/operator/parked/queues.ts'
import { resourcesOf } from '../../infra/operator/resources.ts'
import { deskAt, open } from '../support/desk.ts'
import { eventually } from '../support/eventually.ts'
import { operate } from '../support/operator.ts'

const outputs = readOutputs()
const desk = deskAt(outputs)
// biome-ignore lint/suspicious/noExplicitAny: what a command gives to programs, looked into by any path
const asked = async (...words: string[]): Promise<any> => JSON.parse(await operate(...words, '--json'))

it('the doctor looks at every part of a desk that runs, and finds what there is', { timeout: 60_000 }, async () => {
  const { stage, findings } = await asked('doctor')
  expect(stage).toBe('local')
  for (const { says, fix } of findings) expect(`${says} ${fix}`).not.toContain('undefined')
  // Whatever else goes on here: its queues are worked off, its sender is verified.
  const said = findings.map((one: { says: string }) => one.says).join('\n')
  expect(said).not.toMatch(/Nobody works off|is not verified/)
})

it('a message that nobody could handle is listed, shown with its ticket and reason, and dropped', {
  timeout: 60_000,
}, async () => {
  const { number } = await open(desk)
  const { queues } = await resourcesOf('local')
  const [, url = ''] = Object.entries(queues).find(([id]) => id.startsWith('ArchiveArchivedDeadLetters')) ?? []
  const event = { 'detail-type': 'ticket.archived', detail: { subject: { kind: 'ticket', id: number } } }
  const MessageBody = JSON.stringify({ ...event, because: 'a try of the tests' })
  await queueClient().send(new SendMessageCommand({ QueueUrl: url, MessageBody }))

  const place = 'ArchiveArchivedDeadLetters'
  const mine = async () =>
    (await asked('parked', 'list', place)).parked.find((one: { ticket?: string }) => one.ticket === number)
  const listed = await eventually('it is listed', mine)
  expect(listed).toMatchObject({ what: 'ticket.archived', because: 'a try of the tests' })
  expect(await asked('parked', 'show', place, listed.id)).toMatchObject({ queue: place, message: event })
  expect(await asked('parked', 'drop', place, '--id', listed.id, '--dry-run')).toMatchObject({ done: [{ count: 1 }] })
  await expect(operate('parked', 'drop', place, '--id', listed.id, '--json')).rejects.toThrow('say --yes')
  await operate('parked', 'drop', place, '--id', listed.id, '--yes')
  expect(await mine()).toBeUndefined()
})

it('events are seen as they come, and replayed from an archive to one rule', { timeout: 90_000 }, async () => {
  const bus = new EventBridgeClient(clientFor(outputs.endpoint))
  const { Arn } = await bus.send(new DescribeEventBusCommand({ Name: outputs.busName }))
  const ArchiveName = `tried-${Date.now()}`
  await bus.send(new CreateArchiveCommand({ ArchiveName, EventSourceArn: Arn }))
  try {
    const tail = operate('events', 'tail', '--type', 'ticket.created', '--count', '1', '--json')
    const opening = setInterval(() => void open(desk), 3000)
    const [event] = (await tail.finally(() => clearInterval(opening))).trim().split('\n')
    expect(JSON.parse(event ?? '')).toMatchObject({ 'detail-type': 'ticket.created', source: 'service-desk' })

    const from = new Date(Date.now() - 60_000).toISOString()
    const to = new Date().toISOString()
    const replayed = await asked('events', 'replay', '--from', from, '--to', to, '--rule', 'EventsCounted')
    expect(replayed).toMatchObject({ rule: 'EventsCounted', state: 'COMPLETED' })
  } finally {
    await bus.send(new DeleteArchiveCommand({ ArchiveName }))
  }
})

it('all records are exported as lines of JSON, as many as the manifest says', { timeout: 60_000 }, async () => {
  const { number } = await open(desk)
  const out = await mkdtemp(join(tmpdir(), 'export-'))
  try {
    const { kinds } = await asked('export', '--out', out, '--parallel', '1')
    for (const kind of ['ticket', 'body', 'event', 'person', 'settings']) {
      const lines = (await readFile(join(out, `${kind}.jsonl`), 'utf8')).trim().split('\n')
      expect(lines.length, kind).toBe(kinds[kind].items)
      for (const line of lines) JSON.parse(line)
    }
    expect(await readFile(join(out, 'ticket.jsonl'), 'utf8')).toContain(`"${number}"`)
    expect(Object.keys(kinds)).not.toContain('request')
  } finally {
    await rm(out, { recursive: true })
  }
})

it('the table is restored into another one, which a desk could go on with', { timeout: 120_000 }, async () => {
  const { steps, kept } = await asked('restore-check', '--parallel', '1')
  expect(steps.map(({ step }: { step: string }) => step)).toEqual([
    'restored',
    'compared',
    'timers',
    'statistics',
    'loads',
  ])
  expect(kept).toBe(false)
  const of = (name: string) => steps.find(({ step }: { step: string }) => step === name)
  // What else goes on here may be counted a moment late; no timer is missed.
  expect([of('restored').wrong, of('timers').wrong]).toEqual([0, 0])
  expect(of('compared').says).toMatch(/^[1-9]\d+ items of \d+ kinds/)
})
