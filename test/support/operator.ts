import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { GetQueueAttributesCommand, SetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs'
import { clientFor } from '../../infra/local/environment.ts'
import type { Outputs } from '../../infra/local/outputs.ts'
import { root } from '../../infra/local/places.ts'

/** Runs a command of `npm run desk` on the desk of DESK_HOME, as a person would; what it said, whatever it found. */
export function operate(...words: string[]): Promise<string> {
  const child = spawn(process.execPath, [join(root, 'infra/local/run.mjs'), 'desk', ...words], { cwd: root })
  let [said, answer] = ['', '']
  child.stdout.setEncoding('utf8').on('data', (text) => {
    said += text
    answer += text
  })
  child.stderr.setEncoding('utf8').on('data', (text) => (said += text))
  // A program reads what was answered; how far it has come is told beside it.
  const heard = () => (words.includes('--json') ? answer : said)
  return new Promise((done, fail) =>
    child.on('error', fail).on('close', (code) => ((code ?? 3) < 2 ? done(heard()) : fail(new Error(said)))),
  )
}

/** The queue of the timers, and the one for what its consumer could not do. */
export function timersQueueOf({ endpoint, timersQueueUrl }: Outputs) {
  const client = new SQSClient({ ...clientFor(endpoint), useQueueUrlAsEndpoint: false })
  const attributesOf = async (QueueUrl: string) =>
    (await client.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['All'] }))).Attributes ?? {}
  return {
    /** How soon a message that failed comes again; gives the time that it took before, in seconds. */
    async retryAfter(seconds: number): Promise<number> {
      const { VisibilityTimeout } = await attributesOf(timersQueueUrl)
      const Attributes = { VisibilityTimeout: String(seconds) }
      await client.send(new SetQueueAttributesCommand({ QueueUrl: timersQueueUrl, Attributes }))
      return Number(VisibilityTimeout)
    },

    /** How many messages wait for a person. */
    async deadLetters(): Promise<number> {
      const { RedrivePolicy = '{}' } = await attributesOf(timersQueueUrl)
      const name = String(JSON.parse(RedrivePolicy).deadLetterTargetArn).split(':').at(-1)
      const url = timersQueueUrl.replace(/[^/]+$/, String(name))
      return Number((await attributesOf(url)).ApproximateNumberOfMessages)
    },
  }
}
