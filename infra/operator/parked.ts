import { parseArgs } from 'node:util'
import { SQSClient } from '@aws-sdk/client-sqs'
import { say, tell } from '../local/steps.ts'
import { deadLetters, drain, sendAgain } from './dead-letters.ts'
import { type Resources, resourcesOf } from './resources.ts'

const usage = `npm run parked -- list|bring-back [--stage local|dev|prod]

  list         shows what could not be processed: events that can never be published as they are,
               and messages in dead-letter queues
  bring-back   puts parked events back into the outbox (published within a minute), and messages
               back onto the queue they came from; fix the cause first`

async function list({ queues }: Resources, client: SQSClient): Promise<void> {
  const { parkedEvents } = await import('../../functions/platform/table/outbox.ts')
  const events = await parkedEvents()
  say(`Events that can never be published as they are: ${events.length}`)
  for (const { id, type, occurredAt, parkedBecause } of events) {
    say(`  ${id}  ${type}  ${occurredAt}  ${parkedBecause ?? ''}`)
  }
  say('Messages that wait for a person:')
  for (const { name, waiting } of await deadLetters(client, queues)) say(`  ${String(waiting).padStart(5)}  ${name}`)
}

async function bringBack({ queues }: Resources, client: SQSClient): Promise<void> {
  const { markUnparked, parkedEvents } = await import('../../functions/platform/table/outbox.ts')
  const events = await parkedEvents()
  for (const event of events) await markUnparked(event)
  say(`${events.length} events are in the outbox again; those that still cannot be published come back here.`)
  for (const { name, url, source } of await deadLetters(client, queues)) {
    const count = await drain(client, url, async (message) => {
      if (source) await sendAgain(client, source, message)
    })
    const what = source ? 'are on their queue again.' : 'are taken away: the next run does their work.'
    if (count > 0) say(`${count} messages of ${name} ${what}`)
  }
}

const commands = { list, 'bring-back': bringBack }

try {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { stage: { type: 'string', default: 'local' }, help: { type: 'boolean' } },
  })
  const command = commands[positionals[0] as keyof typeof commands]
  if (!command || values.help) {
    say(usage)
    process.exitCode = values.help ? 0 : 2
  } else {
    const resources = await resourcesOf(values.stage)
    process.env.TABLE_NAME = resources.table
    await command(resources, new SQSClient({ useQueueUrlAsEndpoint: false }))
  }
} catch (error) {
  tell(error)
  process.exitCode = 1
}
