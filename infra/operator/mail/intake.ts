import { GetFunctionConfigurationCommand, LambdaClient } from '@aws-sdk/client-lambda'
import { paginateListObjectsV2, S3Client } from '@aws-sdk/client-s3'
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs'
import { Trouble } from '../../local/trouble.ts'
import { inboundPrefix } from '../../stages.ts'
import type { Resources } from '../resources.ts'

/** What the function that receives mail works with, from then on for this process, too: the same table, bucket and secret. */
export async function asReceiver({ functions, queues }: Resources): Promise<{ bucket: string; queue: string }> {
  const named = (all: Record<string, string>, begins: string) =>
    Object.entries(all).find(([id]) => id.startsWith(begins))?.[1]
  const [receiver, queue] = [named(functions, 'ReceptionReceive'), named(queues, 'ReceptionArrivedQueue')]
  if (!receiver || !queue)
    throw new Trouble('This stage receives no mail.', 'Deploy its mail stack: docs/deploying.md.')
  const { Environment } = await new LambdaClient({}).send(
    new GetFunctionConfigurationCommand({ FunctionName: receiver }),
  )
  const { AWS_ENDPOINT_URL: _, NODE_OPTIONS: __, ...variables } = Environment?.Variables ?? {}
  Object.assign(process.env, variables, { POWERTOOLS_LOG_LEVEL: 'SILENT' })
  return { bucket: variables.INTAKE_BUCKET ?? '', queue }
}

/** The keys of the raw messages that came since an instant (in milliseconds), in the order of the bucket. */
export async function* keysIn(Bucket: string, since: number): AsyncGenerator<string> {
  const pages = paginateListObjectsV2({ client: new S3Client({}) }, { Bucket, Prefix: inboundPrefix })
  for await (const { Contents = [] } of pages) {
    for (const { Key, LastModified } of Contents) {
      // What SES writes to say that it may write.
      if (!Key || Key.endsWith('AMAZON_SES_SETUP_NOTIFICATION')) continue
      if ((LastModified?.getTime() ?? 0) >= since) yield Key
    }
  }
}

/** Has a raw message taken in (again). */
export async function putAgain(QueueUrl: string, key: string): Promise<void> {
  const client = new SQSClient({ useQueueUrlAsEndpoint: false })
  await client.send(new SendMessageCommand({ QueueUrl, MessageBody: JSON.stringify({ key }) }))
}
