import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3'
import { inboundPrefix } from '../../stages.ts'
import { running } from '../emulator.ts'
import { clientFor } from '../environment.ts'
import { readOutputs } from '../outputs.ts'
import { rememberedOffice } from './process.ts'
import { smtpServer } from './smtp.ts'
import { outboxServer } from './web.ts'

/** Without an emulator there is no desk: it may be starting again, but not for longer. */
const aloneForMs = 20_000

const [smtpPort, outboxPort] = process.argv.slice(2).map(Number)

const clients = new Map<string, S3Client>()

function clientAt(endpoint: string): S3Client {
  const client = clients.get(endpoint) ?? new S3Client({ ...clientFor(endpoint), forcePathStyle: true, maxAttempts: 2 })
  clients.set(endpoint, client)
  return client
}

/** Where to is looked up each time: the emulator may have moved to another port, the desk may have been deployed anew. */
async function store(id: string, message: Buffer): Promise<void> {
  const { endpoint, inboundBucket } = readOutputs()
  await clientAt(endpoint).send(
    new PutObjectCommand({ Bucket: inboundBucket, Key: `${inboundPrefix}${id}`, Body: message }),
  )
  console.log(`${new Date().toISOString()} received ${id}, ${message.length} bytes`)
}

const smtp = smtpServer(store)
const outbox = outboxServer()

/** What is being received is answered first. */
function end(): void {
  outbox.close()
  outbox.closeAllConnections()
  smtp.close(() => process.exit())
}

for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, end)
for (const server of [smtp, outbox]) {
  server.on('error', (error: NodeJS.ErrnoException) => {
    console.error(error)
    if (error.syscall === 'listen') process.exit(1)
  })
}
smtp.listen(smtpPort, '127.0.0.1')
outbox.listen(outboxPort, '127.0.0.1')

let seenAt = Date.now()
setInterval(() => {
  if (running()) seenAt = Date.now()
  const isSuperseded = rememberedOffice()?.pid !== process.pid
  if (isSuperseded || Date.now() - seenAt > aloneForMs) end()
}, 2000)
