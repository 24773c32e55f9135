import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { GetFunctionConfigurationCommand, LambdaClient } from '@aws-sdk/client-lambda'
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3'
import { createTransport } from 'nodemailer'
import { keys } from '../../functions/platform/table/keys.ts'
import { awsEnvironment, clientFor } from '../../infra/local/environment.ts'
import { type Desk, unique } from '../support/desk.ts'
import { eventually } from '../support/eventually.ts'
import { inParallel } from '../support/parallel.ts'
import { median, percentile, rounded, seconds } from './figures.ts'
import { messages } from './mail/messages.ts'
import type { Received } from './mail/receive.ts'
import { type Aim, atMost, type Bench, type Part } from './part.ts'

/** Seconds from the server's 250 to the ticket. */
const limits = { p50: 2, p99: 5 }
const patienceMs = 120_000
/** As large as SES takes them in: 40 MB. */
const large = ['a file in 30 MB', 'a file in 39 MB', 'text of 30 MB, lines of 78', 'HTML of 30 MB'] as const

interface Arrival {
  number: string
  ms: number
}

/** Mail comes in as it does from other servers; what is large, by the handler in a process of its own. */
export async function measureMail(bench: Bench): Promise<Part> {
  const { desk, options } = bench
  const single = options.quick ? 10 : 100
  const many = options.quick ? 20 : 200
  // The first ones start processes.
  await arrivals(desk, 3, 1)
  const alone = await arrivals(desk, single, 1)
  const begun = performance.now()
  const together = await arrivals(desk, many, 8)
  const rate = many / ((performance.now() - begun) / 1000)
  const handler = await handlerOf(desk)
  const small = await handler.take(Array.from({ length: options.quick ? 10 : 100 }, () => smallMessage()))
  const sizes: { name: string; found: Received }[] = []
  for (const name of options.quick ? large.slice(0, 1) : large)
    sizes.push({ name, found: await handler.take([messages[name]?.() ?? '']) })

  const took = alone.map(({ ms }) => ms)
  const figures = {
    p50: percentile(took, 50),
    p99: percentile(took, 99),
    eight: {
      p50: percentile(
        together.map(({ ms }) => ms),
        50,
      ),
      p99: percentile(
        together.map(({ ms }) => ms),
        99,
      ),
      perSecond: rate,
    },
    handler: { median: median(small.took), perSecond: 1000 / median(small.took), peak: small.peak },
    large: sizes.map(({ name, found }) => ({ name, ms: found.took[0], peak: found.peak })),
    memory: handler.memory,
  }
  const wrong = [...(await wrongWith(desk, [...alone, ...together])), ...failures(small, sizes)]
  return {
    name: 'mail',
    title: 'Mail that comes in',
    rows: [
      ['from 250 to the ticket', 'p50', 'p99', 'a second'],
      ['one at a time', seconds(figures.p50), seconds(figures.p99), ''],
      ['eight at a time', seconds(figures.eight.p50), seconds(figures.eight.p99), `${rounded(rate)}`],
      [
        'the handler alone, one process',
        seconds(figures.handler.median),
        seconds(percentile(small.took, 99)),
        `${rounded(figures.handler.perSecond)}`,
      ],
      ...sizes.map(({ name, found }) => [
        name,
        seconds(found.took[0] ?? Number.NaN),
        `${Math.round(found.peak)} MB`,
        '',
      ]),
    ],
    notes: [
      `${single} and ${many} messages by SMTP; looked for every 50 ms. The handler alone: against the same emulator, in a process of its own.`,
      `Large ones: how long the handler took, and the most memory that was resident in its process (${Math.round(small.peak)} MB after ${small.took.length} small ones). The function has ${handler.memory} MB.`,
    ],
    aims: [
      atMost('From 250 to the ticket, p50', limits.p50, figures.p50 / 1000, ' s'),
      atMost('From 250 to the ticket, p99', limits.p99, figures.p99 / 1000, ' s'),
      ...sizes.map(({ name, found }): Aim => atMost(`Memory for ${name}`, handler.memory, found.peak, ' MB')),
    ],
    wrong,
    figures,
  }
}

/** Sends so many mails, so many at a time; how long after the server has taken each it was a ticket. */
async function arrivals({ outputs, table }: Desk, count: number, atOnce: number): Promise<Arrival[]> {
  const transport = createTransport({
    host: '127.0.0.1',
    port: outputs.smtpPort,
    name: 'mx.acme.example',
    ignoreTLS: true,
    pool: true,
    maxConnections: atOnce,
  })
  const one = async (): Promise<Arrival> => {
    const { response } = await transport.sendMail({
      // Of a company each: so many of one would get no automatic answer any more.
      from: `somebody@${unique('company')}.example`,
      to: 'desk@desk.example',
      subject: unique('The printer is dark'),
      text: 'Since this morning.\n\nReception\nAcme Works',
    })
    const accepted = performance.now()
    const key = keys.inbound(`inbound/${response.split(' ').at(-1)}`)
    const number = await eventually('a mail is a ticket', async () => (await table.find(key))?.ticket, patienceMs)
    return { number: String(number), ms: performance.now() - accepted }
  }
  const found = await inParallel(
    atOnce,
    Array.from({ length: count }, () => one),
  )
  transport.close()
  return found
}

/** Each mail has a ticket of its own, which the API shows. */
async function wrongWith({ call }: Desk, all: readonly Arrival[]): Promise<string[]> {
  const numbers = all.map(({ number }) => number)
  const shared = numbers.length - new Set(numbers).size
  const [last = ''] = numbers.slice(-1)
  const { status } = await call('getTicket', 'agent', { id: last })
  return [
    ...(shared > 0 ? [`${shared} mails share a ticket`] : []),
    ...(status === 200 ? [] : [`${last} was answered ${status}`]),
  ]
}

const failures = (small: Received, sizes: readonly { name: string; found: Received }[]): string[] =>
  [{ name: 'a small message', found: small }, ...sizes].flatMap(({ name, found }) =>
    found.failed > 0 ? [`The handler has failed with ${name}`] : [],
  )

const smallMessage = (): string =>
  `From: ${unique('somebody')}@acme.example\r\nTo: desk@desk.example\r\nSubject: The printer is dark\r\nMessage-ID: <${unique('id')}@acme.example>\r\n\r\nSince this morning.\r\n`

/** The function's handler in a process of its own, as it is deployed but for its bundle. */
async function handlerOf({ outputs, machine }: Desk) {
  const lambdas = new LambdaClient(clientFor(outputs.endpoint))
  const store = new S3Client({ ...clientFor(outputs.endpoint), forcePathStyle: true })
  const FunctionName = await machine.nameOf('email-receive')
  const { Environment, MemorySize = 0 } = await lambdas.send(new GetFunctionConfigurationCommand({ FunctionName }))
  const env = { ...awsEnvironment(outputs.endpoint), ...Environment?.Variables, POWERTOOLS_LOG_LEVEL: 'SILENT' }
  return {
    memory: MemorySize,
    async take(raw: readonly string[]): Promise<Received> {
      const run = unique('bench')
      // Not where mail comes in: nobody else takes them.
      const places = raw.map((_, at) => `${run}/${at}`)
      for (const [at, Key] of places.entries()) {
        await store.send(new PutObjectCommand({ Bucket: outputs.inboundBucket, Key, Body: raw[at] ?? '' }))
      }
      const program = new URL('mail/receive.ts', import.meta.url).pathname
      const { stdout } = await promisify(execFile)(process.execPath, [program, ...places], { env, maxBuffer: 2 ** 26 })
      return JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as Received
    },
  }
}
