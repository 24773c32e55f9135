import { Construct } from 'constructs'
import { archiveEvents } from '../../events/catalogue.ts'
import { acknowledge, wildcard } from './acknowledge.ts'
import type { ArchiveStore } from './archive-store.ts'
import type { PartProps } from './desk.ts'
import { DeskFunction } from './function.ts'
import { EventQueue } from './queue.ts'

/** A ticket with thousands of comments is read page by page. */
const storeSeconds = 60

/** Writes every archived ticket to the archive's bucket. */
export class Archive extends Construct {
  constructor(scope: Construct, id: string, { desk, tickets, bus, store }: PartProps & { store: ArchiveStore }) {
    super(scope, id)
    const archived = new EventQueue(this, 'Archived', {
      desk,
      paragraph: 'tickets-cannot-be-archived',
      consumerTimeoutSeconds: storeSeconds,
    })
    bus.route('Archived', archiveEvents, archived.queue)
    const { arn, finding } = store.tickets
    const write = new DeskFunction(this, 'Store', {
      desk,
      name: 'archive-store',
      timeoutSeconds: storeSeconds,
      environment: { TABLE_NAME: tickets.table.tableName, ARCHIVE_BUCKET: store.bucket.bucketName },
    })
      .may(['dynamodb:Query'], tickets.table.tableArn)
      .may(['s3:PutObject'], arn)
    acknowledge(write.role as NonNullable<typeof write.role>, {
      [wildcard(finding)]: 'Tickets lie under keys that are made of their brand and number.',
    })
    archived.feed(write)
  }
}
