import type { AttributeValue } from '@aws-sdk/client-dynamodb'
import { unmarshall } from '@aws-sdk/util-dynamodb'
import type { DynamoDBStreamEvent } from 'aws-lambda'
import type { EventItem } from '../platform/table/events.ts'
import { observed } from '../platform/telemetry.ts'
import { publishAll } from './publishing.ts'

/**
 * The table's stream: every event that a command has written goes to the bus. Throws on a passing failure, and the batch
 * comes again (the emulator ignores partial failures); what a batch published before is published twice then.
 */
export const handler = observed(async ({ Records }: DynamoDBStreamEvent) => {
  const images = Records.map(({ dynamodb }) => dynamodb?.NewImage as Record<string, AttributeValue> | undefined)
  await publishAll(images.flatMap((image) => (image ? [unmarshall(image) as EventItem] : [])))
})
