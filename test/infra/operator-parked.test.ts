import {
  ChangeMessageVisibilityBatchCommand,
  DeleteMessageCommand,
  type Message,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs'
import { mockClient } from 'aws-sdk-client-mock'
import { beforeEach, describe, expect, it } from 'vitest'
import { deadLetterPlaces } from '../../infra/operator/parked/dead-letters.ts'
import { parkedOf } from '../../infra/operator/parked/message.ts'
import type { Place } from '../../infra/operator/parked/place.ts'
import { placeNamed } from '../../infra/operator/parked/places.ts'

process.env.AWS_REGION = 'us-east-1'
const sqs = mockClient(SQSClient)

/** Queues in memory: what is looked at is hidden until it is given back. */
let queues: Record<string, { message: Message; hidden: boolean }[]>
const put = (url: string, body: unknown, id = `message-${queues[url]?.length ?? 0}`) => {
  const message = { MessageId: id, ReceiptHandle: `${url} ${id}`, Body: JSON.stringify(body) }
  queues[url] = [...(queues[url] ?? []), { message, hidden: false }]
}
const byHandle = (handle = '') => {
  const [url = '', id] = handle.split(' ')
  return { url, one: queues[url]?.find(({ message }) => message.MessageId === id) }
}

beforeEach(() => {
  queues = {}
  sqs.reset()
  sqs.on(ReceiveMessageCommand).callsFake(({ QueueUrl }) => {
    const some = (queues[QueueUrl] ?? []).filter(({ hidden }) => !hidden).slice(0, 10)
    for (const one of some) one.hidden = true
    return { Messages: some.map(({ message }) => message) }
  })
  sqs.on(ChangeMessageVisibilityBatchCommand).callsFake(({ Entries }) => {
    for (const { ReceiptHandle } of Entries) Object.assign(byHandle(ReceiptHandle).one ?? {}, { hidden: false })
    return {}
  })
  sqs.on(DeleteMessageCommand).callsFake(({ ReceiptHandle }) => {
    const { url, one } = byHandle(ReceiptHandle)
    queues[url] = (queues[url] ?? []).filter((other) => other !== one)
    return {}
  })
  sqs.on(SendMessageCommand).callsFake(({ QueueUrl, MessageBody }) => {
    put(QueueUrl, JSON.parse(MessageBody), `again-${queues[QueueUrl]?.length ?? 0}`)
    return {}
  })
})

const queue = (name: string, waiting = 0, deadLetters?: string) => ({
  ...{ name, url: name, arn: `arn:${name}`, waiting, inFlight: 0 },
  ...(deadLetters && { deadLetters: `arn:${deadLetters}` }),
})
const placesWith = (waiting: number): Place[] =>
  deadLetterPlaces([
    queue('TimersQueue', 0, 'TimersDeadLetters'),
    queue('TimersDeadLetters', waiting),
    queue('SlaEachMinuteMissed', waiting),
    queue('subscription-1/DeadLetters', waiting),
    queue('EventsLog'),
  ])
const untold = { told: () => {} }

describe('the places of queues', () => {
  it('are those that another queue names, and those that are called so', () => {
    expect(placesWith(0).map(({ name, canRedrive }) => [name, canRedrive])).toEqual([
      ['TimersDeadLetters', true],
      ['SlaEachMinuteMissed', true],
      ['subscription-1/DeadLetters', false],
    ])
  })

  it('are found by a part of their name, if only one has it', () => {
    const places = placesWith(0)
    expect(placeNamed(places, 'timers').name).toBe('TimersDeadLetters')
    expect(() => placeNamed(places, 'DeadLetters')).toThrow(
      '"DeadLetters" is several places: TimersDeadLetters, subscription-1',
    )
    expect(() => placeNamed(places, 'nowhere')).toThrow('There is no place "nowhere": TimersDeadLetters')
  })
})

describe('what waits there', () => {
  const [timers, missed] = placesWith(12) as [Place, Place]
  beforeEach(() => {
    for (let at = 0; at < 12; at += 1) put('TimersDeadLetters', { number: `TKT${at}` })
  })

  it('is looked at without being taken away', async () => {
    expect((await timers.list(50)).map(({ ticket }) => ticket)).toHaveLength(12)
    expect(await timers.show('message-3')).toMatchObject({
      ticket: 'TKT3',
      queue: 'TimersDeadLetters',
      message: { number: 'TKT3' },
    })
    expect(await timers.show('nothing')).toBeUndefined()
    expect(queues.TimersDeadLetters?.map(({ hidden }) => hidden)).toEqual(Array(12).fill(false))
  })

  it('goes back onto the queue that it came from, each once', async () => {
    expect(await timers.redrive(untold)).toBe(12)
    expect(queues.TimersDeadLetters).toEqual([])
    expect(queues.TimersQueue?.map(({ message }) => JSON.parse(message.Body ?? '').number)).toHaveLength(12)
  })

  it('one of it, and the others stay where they can be seen', async () => {
    expect(await timers.redrive({ ...untold, id: 'message-11' })).toBe(1)
    expect(queues.TimersQueue).toHaveLength(1)
    expect(queues.TimersDeadLetters?.filter(({ hidden }) => !hidden)).toHaveLength(11)
  })

  it('does not go round for ever where it fails again at once', async () => {
    sqs
      .on(SendMessageCommand)
      .callsFake(({ MessageBody }) => put('TimersDeadLetters', JSON.parse(MessageBody), `failed-${Math.random()}`))
    expect(await timers.redrive(untold)).toBe(12)
    expect(queues.TimersDeadLetters?.filter(({ hidden }) => !hidden)).toHaveLength(12)
  })

  it('is not lost where it cannot be put back', async () => {
    sqs.on(SendMessageCommand).rejects(new Error('SQS is away'))
    await expect(timers.redrive(untold)).rejects.toThrow('SQS is away')
    expect(queues.TimersDeadLetters).toHaveLength(12)
  })

  it('is dropped for good; what a schedule missed is only taken away', async () => {
    expect(await timers.drop({ ...untold, id: 'message-0' })).toBe(1)
    put('SlaEachMinuteMissed', {})
    expect(await missed.redrive(untold)).toBe(1)
    expect([queues.TimersDeadLetters?.length, queues.SlaEachMinuteMissed, queues.TimersQueue]).toEqual([
      11,
      [],
      undefined,
    ])
  })
})

it.each([
  [
    { 'detail-type': 'ticket.created', detail: { subject: { kind: 'ticket', id: 'TKT1' } }, because: 'No' },
    { what: 'ticket.created', ticket: 'TKT1', because: 'No' },
  ],
  [
    { source: 'aws.states', detail: { name: 'TKT1-12', status: 'FAILED' } },
    { what: 'an execution that is FAILED', ticket: 'TKT1' },
  ],
  [{ number: 'TKT1' }, { what: 'a ticket to look after', ticket: 'TKT1' }],
  [
    { DDBStreamBatchInfo: {}, requestContext: { condition: 'RecordAgeExceeded' } },
    { what: 'a batch of the stream', because: 'RecordAgeExceeded' },
  ],
  [{ detail: { object: { key: 'inbound/1' } } }, { what: 'a file, inbound/1' }],
])('a message says what it is: %o', (body, said) => {
  expect(parkedOf({ MessageId: '1', Body: JSON.stringify(body) })).toEqual({ id: '1', ...said })
})

it('a message that is no JSON is shown all the same', () => {
  expect(parkedOf({ MessageId: '1', Body: 'not {' })).toEqual({ id: '1', what: 'a message' })
})
